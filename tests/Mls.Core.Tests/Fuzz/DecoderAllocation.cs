using Mls.Core.Tests.Wire;
using Mls.Core.Tree;
using Xunit;

namespace Mls.Core.Tests.Fuzz;

/// <summary>What a decoder may allocate for an input: a multiple of its octets and a constant.</summary>
internal static class DecoderAllocation
{
    /// <summary>Octets of memory for each octet of input.</summary>
    private const int Factor = 4;

    /// <summary>The same for the ratchet tree, whose nodes are objects that keep their hashes.</summary>
    private const int TreeFactor = 8;

    /// <summary>What small inputs of many small items need, and a refusal.</summary>
    private const int Constant = 1 << 22;

    /// <summary>The bound for a struct and an input of that many octets.</summary>
    public static long Bound(Codec codec, int length) => (FactorOf(codec) * (long)length) + Constant + (16 * 1024);

    public static void Check(Codec codec, int length, long allocated)
    {
        if (allocated > Bound(codec, length))
        {
            Assert.Fail($"{codec} allocates {allocated} octets for an input of {length}");
        }
    }

    private static int FactorOf(Codec codec) => codec.Type == typeof(RatchetTree) ? TreeFactor : Factor;
}
