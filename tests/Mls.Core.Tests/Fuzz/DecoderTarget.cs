using Mls.Core.Tests.Wire;
using Xunit;

namespace Mls.Core.Tests.Fuzz;

/// <summary>The decoder of one struct: what it takes encodes back to the same octets, and it allocates in proportion to its input.</summary>
internal sealed class DecoderTarget(Codec codec) : FuzzTarget
{
    public override string Name => codec.Type.Name;

    public override IReadOnlyList<byte[]> Seeds { get; } = [.. Forms.All[codec.Type].Samples.Select(sample => sample.Encode())];

    protected override bool MayViolate => false;

    protected override void Execute(byte[] input)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        object? value = null;
        try
        {
            value = codec.Decode(input);
        }
        finally
        {
            DecoderAllocation.Check(codec, input.Length, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        using (value as IDisposable)
        {
            Assert.Equal(input, codec.Encode(value));
        }
    }
}
