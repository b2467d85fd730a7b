using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Tests.Fuzz;
using Mls.Core.Wire;
using Xunit;

namespace Mls.Core.Tests.Wire;

/// <summary>Inputs of many small values: whatever they are, a decoder allocates in proportion to its input or refuses it.</summary>
public sealed class DecoderAllocationTests
{
    private const int InputLength = 400_000;

    public static TheoryData<string> Types() => [.. Codec.All.Select(codec => codec.Type.Name)];

    [Theory]
    [MemberData(nameof(Types))]
    public void Lists_of_many_small_items_stay_within_the_bound(string type)
    {
        var codec = Codec.Named(type);
        foreach (var sample in Forms.All[codec.Type].Few().Samples.Select(sample => sample.Copy()))
        {
            foreach (var list in sample.All().OfType<Piece.Vector>().Where(vector => vector.HasItems))
            {
                var octets = sample.Encode(new Fault.Repeated(list, InputLength));
                Measure(codec, octets[..^1]);
                Measure(codec, octets);
            }
        }
    }

    [Fact]
    public void A_Commit_of_thousands_of_Removes_by_value_is_decoded()
    {
        var commit = new Framing.Commit([.. Enumerable.Range(0, 8000).Select(leaf => new ProposalOrRef.ByValue(new Proposal.Remove(new Tree.LeafIndex((uint)leaf))))], null);

        Assert.Equal(8000, Tls.Decode<Framing.Commit>(Tls.Encode(commit)).Proposals.Count);
    }

    [Fact]
    public void A_list_of_nothing_but_empty_certificates_is_refused_when_it_is_long_and_taken_when_it_is_short()
    {
        Assert.Equal(5000, Assert.IsType<Credential.X509>(Tls.Decode<Credential>(Chain(5000))).Certificates.Count);
        Assert.Throws<MalformedException>(() => Tls.Decode<Credential>(Chain(InputLength)));
    }

    private static byte[] Chain(int certificates) => [0, 2, .. Fault.ShortestHeader(certificates), .. new byte[certificates]];

    private static void Measure(Codec codec, byte[] octets)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        object? value = null;
        try
        {
            value = codec.Decode(octets);
        }
        catch (MalformedException)
        {
            // Too many small values, or the octet that was cut off.
        }

        DecoderAllocation.Check(codec, octets.Length, GC.GetAllocatedBytesForCurrentThread() - before);
        (value as IDisposable)?.Dispose();
    }
}
