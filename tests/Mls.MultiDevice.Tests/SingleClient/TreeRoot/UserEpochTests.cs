using Mls.Core.Identifiers;
using Mls.Core.Secrets;
using Mls.Core.Wire;
using Mls.MultiDevice.SingleClient.TreeRoot;
using Mls.MultiDevice.SingleClient.UserGroups;
using TestKit;
using Xunit;

namespace Mls.MultiDevice.Tests.SingleClient.TreeRoot;

public sealed class UserEpochTests
{
    [Fact]
    public void An_epoch_keeps_who_was_there_and_from_where_it_was_seen()
    {
        using var group = TestGroup.Of(5);
        group.Remove(0, 2);
        using var epoch = TreeRootKeys.EpochOf(Suites.One, group[3].Group.State);

        Assert.Equal(group[3].Leaf, epoch.OwnLeaf);
        Assert.Equal(group[0].Group.Epoch, epoch.Epoch);
        Assert.Equal(8u, epoch.LeafCount);
        Assert.Equal([true, true, false, true, true, false, false, false, false], Enumerable.Range(0, 9).Select(leaf => epoch.IsOccupied((uint)leaf)));
        Assert.False(epoch.IsOccupied(uint.MaxValue));
    }

    [Fact]
    public void Each_of_many_leaves_is_kept_as_its_own()
    {
        using var group = TestGroup.Of(10);
        group.Remove(0, 7);
        using var epoch = TreeRootKeys.EpochOf(Suites.One, group[0].Group.State);

        Assert.Equal([0u, 1u, 2u, 3u, 4u, 5u, 6u, 8u, 9u], Enumerable.Range(0, 16).Select(leaf => (uint)leaf).Where(epoch.IsOccupied));
    }

    [Fact]
    public void All_devices_have_the_same_tag_and_root_and_a_removed_one_has_not_those_after_its_removal()
    {
        using var group = TestGroup.Of(3);
        using var before = TreeRootKeys.EpochOf(Suites.One, group[2].Group.State);
        group.Remove(0, 2);
        using var first = TreeRootKeys.EpochOf(Suites.One, group[0].Group.State);
        using var second = TreeRootKeys.EpochOf(Suites.One, group[1].Group.State);
        using var removed = TreeRootKeys.EpochOf(Suites.One, group.Gone[0].Group.State);

        Assert.Equal(first.Tag, second.Tag);
        Assert.True(first.Root.FixedTimeEquals(second.Root));
        Assert.True(before.Root.FixedTimeEquals(removed.Root));
        Assert.False(first.Root.FixedTimeEquals(removed.Root));
    }

    [Fact]
    public void The_provisional_epoch_of_a_Commit_is_the_one_that_siblings_reach_by_it()
    {
        using var group = TestGroup.Of(3);
        using var pending = group[0].Group.Commit(new Core.Groups.CommitOptions());
        using var provisional = TreeRootKeys.EpochOf(Suites.One, pending.Staged.Next!);
        group.Deliver(pending, group[0]);
        using var reached = TreeRootKeys.EpochOf(Suites.One, group[1].Group.State);

        Assert.Equal(provisional.Tag, reached.Tag);
        Assert.Equal(provisional.Epoch, reached.Epoch);
        Assert.True(provisional.Root.FixedTimeEquals(reached.Root));
    }

    [Theory]
    [InlineData(1u)]
    [InlineData(4u)]
    [InlineData(16u)]
    public void A_snapshot_restores_an_epoch(uint leafCount)
    {
        using var epoch = MadeEpochs.Epoch(3, ownLeaf: leafCount - 1, leafCount, blank: 0);
        var octets = Octets(epoch);
        var reader = new TlsReader(octets);
        using var restored = UserEpoch.Read(ref reader);

        Assert.True(reader.AtEnd);
        Assert.Equal(octets, Octets(restored));
        Assert.True(restored.Root.FixedTimeEquals(epoch.Root));
    }

    [Theory]
    [InlineData(3, 0u)]
    [InlineData(4, 4u)]
    [InlineData(0, 0u)]
    public void A_snapshot_whose_leaves_do_not_fit_together_is_malformed(int leafCount, uint ownLeaf)
    {
        using var root = new ExporterRoot(new byte[32]);
        using var epoch = new UserEpoch(new Epoch(1), 2, root, new LeafIndex(ownLeaf), [.. Enumerable.Repeat(new OpaqueBytes([1]), leafCount)]);

        Assert.Throws<MalformedException>(() => Restore(Octets(epoch)));
    }

    [Fact]
    public void Disposing_clears_the_root()
    {
        var epoch = MadeEpochs.Epoch(3);
        epoch.Dispose();

        Assert.True(epoch.Root.IsCleared);
    }

    private static byte[] Octets(UserEpoch epoch)
    {
        using var writer = new TlsWriter();
        epoch.Write(writer);
        return writer.ToArray();
    }

    private static void Restore(byte[] octets)
    {
        var reader = new TlsReader(octets);
        UserEpoch.Read(ref reader).Dispose();
    }
}
