using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Proposals;
using Mls.Core.Secrets;
using Mls.Core.Violations;
using TestKit;
using Xunit;

namespace Mls.Core.Tests.Groups;

public sealed class StagedCommitTests
{
    [Fact]
    public void A_received_Commit_that_is_dropped_changes_nothing()
    {
        using var group = TestGroup.Of(4);
        group.Commit(1).Dispose();
        using var pending = group[0].Group.Commit(new CommitOptions { Proposals = [new Proposal.Remove(group[3].Leaf)] });
        foreach (var member in group.Members.Skip(1))
        {
            var snapshot = Snapshots.Of(member.Group);

            member.Stage(pending.Message).Dispose();

            Assert.Equal(snapshot, Snapshots.Of(member.Group));
        }

        group.Deliver(pending, group[0]);
        group.AssertAgreement();
    }

    [Fact]
    public void A_Commit_of_ones_own_that_is_dropped_leaves_only_the_memory_of_having_sent_it()
    {
        using var group = TestGroup.Of(3);
        var own = group[0].Group;
        var snapshot = Snapshots.Of(own);
        var pending = own.Commit(new CommitOptions { Proposals = [new Proposal.Remove(group[2].Leaf)] });
        var message = pending.Message;

        pending.Dispose();

        Assert.IsType<ReceiveResult.OwnEcho>(own.Receive(message));
        own.State.Sent.Clear();
        Assert.Equal(snapshot, Snapshots.Of(own));
        group.Commit(1).Dispose();
        group.Commit(0).Dispose();
        group.AssertAgreement();
    }

    [Fact]
    public void A_dropped_Commit_keeps_the_keys_behind_an_Update_that_it_covered()
    {
        using var group = TestGroup.Of(3);
        group.Broadcast(group[1], group[1].Group.ProposeUpdate());
        using var pending = group[0].Group.Commit(new CommitOptions());
        var snapshot = Snapshots.Of(group[1].Group);

        group[1].Stage(pending.Message).Dispose();

        Assert.Equal(snapshot, Snapshots.Of(group[1].Group));
        group.Deliver(pending, group[0]);
        group.AssertAgreement();
    }

    [Fact]
    public void Of_two_Commits_that_cover_the_same_Update_one_is_applied_and_then_the_other_dropped()
    {
        using var group = TestGroup.Of(3);
        group.Broadcast(group[1], group[1].Group.ProposeUpdate());
        using var first = group[0].Group.Commit(new CommitOptions());
        using var second = group[2].Group.Commit(new CommitOptions());
        var loser = group[1].Stage(second.Message);

        group.Deliver(first, group[0]);
        loser.Dispose();

        group.AssertAgreement();
        group.Commit(1).Dispose();
        group.Commit(0).Dispose();
        group.AssertAgreement();
    }

    [Fact]
    public void Commits_stacked_three_deep_are_applied_in_order()
    {
        using var group = TestGroup.Of(5);
        var own = group[0].Group;
        using var first = own.Commit(new CommitOptions { Proposals = [new Proposal.Remove(group[4].Leaf)] });
        using var second = own.CommitOn(first.Staged, new CommitOptions { Format = WireFormat.PrivateMessage });
        using var third = own.CommitOn(second.Staged, new CommitOptions { Proposals = [new Proposal.Remove(group[3].Leaf)] });
        var committer = group[0];

        Assert.Throws<InvalidOperationException>(() => own.Apply(second.Staged));
        group.Deliver(first, committer);
        group.Deliver(second, committer);
        group.Deliver(third, committer);

        Assert.Equal(3, group.Members.Count);
        group.AssertAgreement();
        Enumerable.Range(0, 3).ToList().ForEach(index => group.Commit(index).Dispose());
        group.AssertAgreement();
    }

    [Fact]
    public void Commits_stacked_three_deep_are_dropped_when_another_was_faster()
    {
        using var group = TestGroup.Of(4);
        var own = group[0].Group;
        var first = own.Commit(new CommitOptions());
        var second = own.CommitOn(first.Staged, new CommitOptions());
        var third = own.CommitOn(second.Staged, new CommitOptions());
        using var faster = group[1].Group.Commit(new CommitOptions());
        using var staged = group[0].Stage(faster.Message);

        third.Dispose();
        second.Dispose();
        first.Dispose();
        own.Apply(staged);
        group[1].Group.Apply(faster.Staged);
        group.Members.Skip(2).ToList().ForEach(member => member.Follow(faster.Message));

        group.AssertAgreement();
        Enumerable.Range(0, 4).ToList().ForEach(index => group.Commit(index).Dispose());
        group.AssertAgreement();
    }

    [Fact]
    public void Commits_that_lost_may_be_dropped_after_the_faster_one_was_applied()
    {
        using var group = TestGroup.Of(4);
        var first = group[0].Group.Commit(new CommitOptions { ForcePath = false, Proposals = [Adding("J")] });
        var second = group[0].Group.CommitOn(first.Staged, new CommitOptions { ForcePath = false, Proposals = [Adding("K")] });

        group.Commit(1).Dispose();
        second.Dispose();
        first.Dispose();

        Enumerable.Range(0, 4).ToList().ForEach(index => group.Commit(index).Dispose());
        group.AssertAgreement();
    }

    [Fact]
    public void A_Commit_is_applied_once_and_dropped_any_number_of_times()
    {
        using var group = TestGroup.Of(2);
        var pending = group.Commit(0);
        pending.Dispose();
        pending.Dispose();

        Assert.Throws<InvalidOperationException>(() => group[0].Group.Apply(pending.Staged));
        Assert.Throws<InvalidOperationException>(() => Snapshots.Of([pending]));
        group.Commit(1).Dispose();
        group.AssertAgreement();
    }

    [Fact]
    public void Secrets_that_nobody_holds_any_more_are_cleared()
    {
        using var group = TestGroup.Of(3);
        var own = group[0].Group;
        var old = own.State;
        var dropped = own.Commit(new CommitOptions());
        var next = dropped.Staged.Next!;
        dropped.Dispose();
        var staged = own.Commit(new CommitOptions());
        group.Deliver(staged, group[0]);
        staged.Dispose();

        Assert.All<Secret>(
            [old.Keys.LeafKey, next.Keys.LeafKey, next.Secrets.Exporter, old.Secrets.Exporter, old.Secrets.MembershipKey, staged.Staged.JoinerSecret!, staged.Staged.PskSecret!],
            secret => Assert.True(secret.IsCleared));
        Assert.All(next.Keys.Parents(), parent => Assert.True(parent.Key.IsCleared));
        Assert.False(own.State.Signer.IsCleared);
        Assert.All(own.State.Keys.Parents(), parent => Assert.False(parent.Key.IsCleared));
    }

    [Fact]
    public void A_Commit_that_cannot_be_built_changes_nothing()
    {
        using var group = TestGroup.Of(3);
        var snapshot = Snapshots.Of(group[0].Group);

        foreach (var proposal in (Proposal[])[new Proposal.Remove(group[0].Leaf), new Proposal.Remove(new Identifiers.LeafIndex(7))])
        {
            Assert.Throws<ProtocolViolationException>(() => group[0].Group.Commit(new CommitOptions { Proposals = [proposal] }));
            Assert.Equal(snapshot, Snapshots.Of(group[0].Group));
        }
    }

    private static Proposal.Add Adding(string name)
    {
        using var client = new TestClient(name);
        using var bundle = client.NewKeyPackage();
        return new Proposal.Add(bundle.KeyPackage);
    }
}
