using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Proposals;
using Mls.Core.Validation;
using Mls.Core.Wire;
using TestKit;
using Xunit;

namespace Mls.Core.Tests.Groups;

public sealed class GroupSnapshotTests
{
    [Fact]
    public void A_restored_group_writes_the_same_snapshot_and_goes_on_with_the_others()
    {
        using var group = TestGroup.Of(5);
        group.Commit(1).Dispose();
        group.Remove(0, 2).Dispose();
        var late = group[1].Group.Protect("late"u8);
        group.Commit(3).Dispose();
        Enumerable.Range(0, 4).ToList().ForEach(_ => group[0].Group.Protect("several"u8));
        Enumerable.Range(0, 4).ToList().ForEach(_ => group[0].Group.ProposeUpdate());

        foreach (var member in group.Members)
        {
            Snapshots.Reload(member);
        }

        group.AssertAgreement();
        Assert.Equal(OpaqueBytes.FromText("late"), group[0].Open(late).Data);
        Assert.IsType<ReceiveResult.Duplicate>(group[0].Group.Receive(late));
        Assert.IsType<ReceiveResult.OwnEcho>(group[1].Group.Receive(late));
        group.Commit(2).Dispose();
        group.AssertAgreement();
    }

    [Fact]
    public void A_restored_member_still_has_the_keys_behind_its_Update_proposal()
    {
        using var group = TestGroup.Of(3);
        var update = group[1].Group.ProposeUpdate(WireFormat.PrivateMessage);
        group.Broadcast(group[1], update);
        group.Members.ToList().ForEach(Snapshots.Reload);

        group.Commit(0).Dispose();

        group.AssertAgreement();
        group.Commit(1).Dispose();
        group.AssertAgreement();
    }

    [Theory]
    [InlineData(WireFormat.PublicMessage)]
    [InlineData(WireFormat.PrivateMessage)]
    public void Commits_stacked_three_deep_are_restored_and_applied_in_order(WireFormat format)
    {
        using var group = TestGroup.Of(4);
        using var joiner = new TestClient("J");
        using var bundle = joiner.NewKeyPackage();
        var committer = group[0];
        var options = new CommitOptions { Format = format };
        var first = committer.Group.Commit(options with { Proposals = [new Proposal.Add(bundle.KeyPackage)] });
        var second = committer.Group.CommitOn(first.Staged, options with { Proposals = [new Proposal.Remove(group[2].Leaf)] });
        var third = committer.Group.CommitOn(second.Staged, options with { ForcePath = false, Proposals = [new Proposal.Add(new TestClient("K").NewKeyPackage().KeyPackage)] });
        var snapshot = Snapshots.Of([first, second, third]);
        third.Dispose();
        second.Dispose();
        first.Dispose();
        Snapshots.Reload(committer);

        var restored = Snapshots.RestorePending(snapshot, committer.Group);

        Assert.Equal(snapshot, Snapshots.Of(restored));
        group.Deliver(restored[0], committer, [(joiner, bundle)]);
        group.Deliver(restored[1], committer);
        group.Deliver(restored[2], committer);
        group.AssertAgreement();
        Assert.All(restored, pending => pending.Dispose());
        group.Commit(1, options).Dispose();
        group.AssertAgreement();
    }

    [Fact]
    public void An_external_Commit_is_restored_before_it_is_accepted()
    {
        using var group = TestGroup.Of(3);
        var client = new TestClient("J");
        var info = group[0].Group.GroupInfo(withTree: true, withExternalPub: true);
        byte[] snapshot;
        using (var join = ExternalJoiner.Join(client.Services, info, null, client.Identity, client.Signer, null, []))
        {
            snapshot = Snapshots.Of(join);
        }

        using var restored = Snapshots.RestoreExternalJoin(snapshot, client.Services);

        Assert.Equal(snapshot, Snapshots.Of(restored));
        Assert.All(group.Members, member => member.Follow(restored.Message));
        using var joined = restored.TakeGroup();
        Assert.True(joined.EpochAuthenticator.FixedTimeEquals(group[0].Group.EpochAuthenticator));
        client.Dispose();
    }

    [Fact]
    public void A_snapshot_of_another_version_is_refused()
    {
        using var group = TestGroup.Of(1);
        var snapshot = Snapshots.Of(group[0].Group);
        snapshot[1]++;

        Assert.Throws<MalformedException>(() => Snapshots.Restore(snapshot, group[0].Client.Services));
    }

    [Fact]
    public void Trees_of_past_epochs_are_written_as_differences_and_share_their_nodes_again()
    {
        using var group = TestGroup.Of(9);
        group.Commit(3).Dispose();
        var alone = Snapshots.Of(group[0].Group).Length;
        group.Add(1, new TestClient("J")).Dispose();
        group.Remove(2, 9).Dispose();
        group.Remove(2, 8).Dispose();
        var member = group[0];
        var past = member.Group.State.Past.Epochs.Select(epoch => epoch.Public).ToList();
        Assert.Equal([16u, 16u, 16u], past.Select(epoch => epoch.Tree.LeafCount));
        Assert.Equal(8u, member.Group.Public.Tree.LeafCount);

        Snapshots.Reload(member);

        var restored = AssertPastTrees(member);
        Assert.Equal(past.Select(epoch => epoch.Context), restored.Select(epoch => epoch.Context));
        Assert.Same(member.Group.Public.Tree.Node(new Identifiers.NodeIndex(9)), restored[2].Tree.Node(new Identifiers.NodeIndex(9)));
        Assert.InRange(Snapshots.Of(member.Group).Length, 0, 2 * alone);
    }

    [Fact]
    public void Trees_of_past_epochs_may_be_smaller_than_the_present_one()
    {
        using var group = TestGroup.Of(2);
        group.Add(0, new TestClient("J")).Dispose();
        group.Add(1, new TestClient("K"), new TestClient("L")).Dispose();
        group.Commit(2).Dispose();
        Assert.Equal([2u, 4u, 8u], group[0].Group.State.Past.Epochs.Select(epoch => epoch.Public.Tree.LeafCount));

        Snapshots.Reload(group[0]);

        AssertPastTrees(group[0]);
    }

    [Fact]
    public void Restored_members_share_the_trees_of_a_pool()
    {
        using var group = TestGroup.Of(4);
        group.Commit(3).Dispose();
        group.Commit(1).Dispose();
        var pool = new Dictionary<OpaqueBytes, Tree.RatchetTree>();
        foreach (var member in group.Members)
        {
            var reader = new TlsReader(Snapshots.Of(member.Group));
            member.Group.Dispose();
            member.Group = GroupSnapshot.Read(ref reader, member.Client.Services, (_, tree) =>
            {
                pool.TryAdd(tree.TreeHash(Suites.One), tree);
                return pool[tree.TreeHash(Suites.One)];
            });
        }

        // Epochs 1 to 3 of all, and epoch 0 of the creator.
        Assert.Equal(4, pool.Count);
        Assert.All(group.Members, member => Assert.Same(group[0].Group.Public.Tree, member.Group.Public.Tree));
        Assert.All(group.Members, member => Assert.Same(group[0].Group.State.Past.Epochs[^1].Public.Tree, member.Group.State.Past.Epochs[^1].Public.Tree));
        group.Commit(0).Dispose();
        group.AssertAgreement();
    }

    private static List<PublicGroup> AssertPastTrees(TestMember member)
    {
        var past = member.Group.State.Past.Epochs.Select(epoch => epoch.Public).ToList();
        Assert.All(past, epoch =>
        {
            var decoded = Tls.Decode<Tree.RatchetTree>(Tls.Encode(epoch.Tree));
            Assert.Equal(epoch.Context.TreeHash, epoch.Tree.TreeHash(Suites.One));
            Assert.True(decoded.Facts.EncryptionKeys.SetEquals(epoch.Tree.Facts.EncryptionKeys));
            Assert.True(decoded.Facts.SignatureKeys.SetEquals(epoch.Tree.Facts.SignatureKeys));
            Assert.Equal(decoded.Facts.Profiles, epoch.Tree.Facts.Profiles);
        });
        return past;
    }
}
