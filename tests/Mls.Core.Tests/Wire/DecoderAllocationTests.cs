using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Tests.Fuzz;
using Mls.Core.Wire;
using Xunit;

namespace Mls.Core.Tests.Wire;

/// <summary>Inputs of many small values: whatever they are, a decoder allocates in proportion to its input or refuses it.</summary>
public sealed class DecoderAllocationTests
{
    private const int InputLength = 800_000;

    public static TheoryData<string> Types() => [.. Codec.All.Select(codec => codec.Type.Name)];

    [Theory]
    [MemberData(nameof(Types))]
    public void Lists_of_many_small_items_stay_within_the_bound(string type)
    {
        var codec = Codec.Named(type);
        foreach (var sample in Forms.All[codec.Type].Few(3).Samples.Select(sample => sample.Copy()))
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
        var commit = new Framing.Commit([.. Enumerable.Range(0, 8000).Select(leaf => new ProposalOrRef.ByValue(new Proposal.Remove(new Identifiers.LeafIndex((uint)leaf))))], null);

        Assert.Equal(8000, Tls.Decode<Framing.Commit>(Tls.Encode(commit)).Proposals.Count);
    }

    [Fact]
    public void A_list_of_nothing_but_empty_certificates_is_refused_when_it_is_long_and_taken_when_it_is_short()
    {
        Assert.Equal(5000, Assert.IsType<Credential.X509>(Tls.Decode<Credential>(Chain(5000))).Certificates.Count);
        Assert.Throws<MalformedException>(() => Tls.Decode<Credential>(Chain(InputLength)));
    }

    [Fact]
    public void Trees_of_the_smallest_nodes_stay_within_the_bound() => Assert.All(
        new[] { (Members: 1, Blank: 200_000), (Members: 20_000, Blank: 0), (Members: 10_000, Blank: 1), (Members: 2_000, Blank: 40) },
        one => Measure(Codec.Named("RatchetTree"), Trees(one.Members, one.Blank, [], SmallestLeaf)));

    [Fact]
    public void Trees_of_many_members_are_decoded_however_sparse_they_are() => Assert.All(
        new[] { (Members: 30_000, Blank: 0), (Members: 30_000, Blank: 1), (Members: 10_000, Blank: 7), (Members: 4_000, Blank: 63), (Members: 2, Blank: 1 << 20) },
        one => Assert.Equal((uint)one.Members, Tls.Decode<Tree.RatchetTree>(Trees(one.Members, one.Blank, OrdinaryParent, OrdinaryLeaf)).Members));

    /// <summary>So many members with so many blank leaves before each; parents between neighbours where there is no gap.</summary>
    private static byte[] Trees(int members, int blank, byte[] parent, byte[] leaf)
    {
        var nodes = new List<byte>();
        for (var i = 0; i < members; i++)
        {
            nodes.AddRange(new byte[2 * blank]);
            nodes.AddRange([1, 1, .. leaf]);
            if (i < members - 1)
            {
                nodes.AddRange(blank == 0 && parent.Length > 0 ? [1, 2, .. parent] : [0]);
            }
        }

        return [.. Fault.ShortestHeader(nodes.Count), .. nodes];
    }

    private static byte[] SmallestLeaf => [0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 2, 0, 0];

    private static byte[] OrdinaryLeaf =>
    [
        32, .. new byte[32], 32, .. new byte[32], 0, 1, 5, .. new byte[5], 2, 0, 1, 2, 0, 1, 0, 0, 2, 0, 1, 3, 32, .. new byte[32], 0, 0x40, 64, .. new byte[64],
    ];

    private static byte[] OrdinaryParent => [32, .. new byte[32], 32, .. new byte[32], 0];

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
