using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.Tree;
using Mls.Core.Wire;
using TestKit;
using Xunit;

namespace Mls.Core.Tests.Groups;

public sealed class ApplicationMessageTests
{
    [Fact]
    public void Messages_open_in_whatever_order_they_come()
    {
        using var group = TestGroup.Of(3);
        var sent = Enumerable.Range(0, 6).Select(i => group[0].Group.Protect([(byte)i])).ToList();

        foreach (var i in (int[])[3, 0, 5, 1, 2, 4])
        {
            var opened = group[1].Open(sent[i]);

            Assert.Equal(new OpaqueBytes([(byte)i]), opened.Data);
            Assert.Equal((uint)i, opened.Generation);
            Assert.Equal(group[0].Leaf, opened.Sender);
        }
    }

    [Fact]
    public void Additional_data_is_authenticated_but_not_hidden()
    {
        using var group = TestGroup.Of(2);
        var message = group[0].Group.Protect("data"u8, OpaqueBytes.FromText("header"));

        Assert.Equal(OpaqueBytes.FromText("header"), ((MlsMessage.OfPrivateMessage)message).Message.AuthenticatedData);
        Assert.Equal(OpaqueBytes.FromText("header"), group[1].Open(message).AuthenticatedData);
    }

    [Fact]
    public void Late_messages_of_past_epochs_open_as_long_as_the_epoch_is_kept()
    {
        using var group = TestGroup.Of(3);
        var late = Enumerable.Range(0, 2).Select(_ => group[2].Group.Protect("late"u8)).ToList();
        var epoch = group[0].Group.Epoch;
        Enumerable.Range(0, 3).ToList().ForEach(committer => group.Commit(committer).Dispose());

        var opened = group[0].Open(late[1]);
        group.Commit(1).Dispose();

        Assert.Equal(epoch, opened.Epoch);
        Assert.Equal(new ReceiveResult.OldEpoch(epoch), group[0].Group.Receive(late[0]));
    }

    [Fact]
    public void A_late_message_is_reported_with_the_leaf_that_its_sender_had_then()
    {
        using var group = TestGroup.Of(3);
        var sender = group[1];
        var late = sender.Group.Protect("late"u8);
        group.Remove(0, 1).Dispose();
        group.Add(0, new TestClient("J")).Dispose();
        Assert.Equal("J", group.Members.Single(member => member.Leaf == sender.Leaf).Name);

        var opened = group[0].Open(late);

        Assert.Equal(sender.Leaf, opened.Sender);
        Assert.Equal(sender.Client.Identity.Credential, opened.SenderNode.Credential);
    }

    [Fact]
    public void A_member_recognises_what_it_has_sent_itself_in_this_epoch_and_the_ones_before()
    {
        using var group = TestGroup.Of(2);
        var own = group[0].Group;
        var (early, late) = (own.Protect("early"u8), own.Protect("late"u8));
        var proposals = new List<MlsMessage> { own.ProposeUpdate(WireFormat.PrivateMessage), own.ProposeUpdate() };

        Assert.All(proposals.Append(early), message => Assert.IsType<ReceiveResult.OwnEcho>(own.Receive(message)));
        using var pending = own.Commit(new CommitOptions { IncludeReceived = false });
        Assert.IsType<ReceiveResult.OwnEcho>(own.Receive(pending.Message));
        own.Apply(pending.Staged);

        Assert.All(proposals.Append(late), message => Assert.IsType<ReceiveResult.OwnEcho>(own.Receive(message)));
        Assert.IsType<ReceiveResult.OwnEcho>(own.Receive(pending.Message));
        Assert.All((MlsMessage[])[early, late], message => Assert.IsType<ReceiveResult.Duplicate>(own.Receive(message)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(40)]
    public void As_many_messages_are_waited_for_as_the_limits_say_and_the_oldest_is_forgotten_first(int most)
    {
        using var group = TestGroup.Of(2, change: services => services with { Limits = services.Limits with { SentAwaitingEcho = most } });
        var own = group[0].Group;
        var sent = Enumerable.Range(0, 100).Select(_ => own.Protect("data"u8)).ToList();
        var size = Snapshots.Of(own).Length;
        sent.AddRange(Enumerable.Range(0, 100).Select(_ => own.Protect("data"u8)));
        using var restored = Snapshots.Restore(Snapshots.Of(own), group[0].Client.Services);

        Assert.Equal(size, Snapshots.Of(own).Length);
        restored.Protect("one more"u8);
        Assert.All(sent[..^Math.Max(0, most - 1)], message => Assert.IsType<ReceiveResult.Duplicate>(restored.Receive(message)));
        Assert.All(sent[^Math.Max(0, most - 1)..], message => Assert.IsType<ReceiveResult.OwnEcho>(restored.Receive(message)));
    }

    [Fact]
    public void A_Commit_is_recognised_however_many_messages_were_sent_after_it()
    {
        using var group = TestGroup.Of(2);
        using var pending = group[0].Group.Commit(new CommitOptions());
        for (var i = 0; i <= group[0].Group.Services.Limits.SentAwaitingEcho; i++)
        {
            group[0].Group.Protect("data"u8);
        }

        Assert.IsType<ReceiveResult.OwnEcho>(group[0].Group.Receive(pending.Message));
    }

    [Theory]
    [InlineData(WireFormat.PublicMessage)]
    [InlineData(WireFormat.PrivateMessage)]
    public void Messages_that_came_before_are_duplicates(WireFormat format)
    {
        using var group = TestGroup.Of(2);
        var data = group[0].Group.Protect("data"u8);
        var proposal = group[0].Group.ProposeUpdate(format);
        group[1].Group.Receive(data);
        group[1].Group.Receive(proposal);
        var snapshot = Snapshots.Of(group[1].Group);

        Assert.IsType<ReceiveResult.Duplicate>(group[1].Group.Receive(data));
        Assert.IsType<ReceiveResult.Duplicate>(group[1].Group.Receive(proposal));
        Assert.Equal(snapshot, Snapshots.Of(group[1].Group));
    }

    [Theory]
    [InlineData(WireFormat.PublicMessage)]
    [InlineData(WireFormat.PrivateMessage)]
    public void Handshakes_of_other_epochs_and_groups_are_results(WireFormat format)
    {
        using var group = TestGroup.Of(3);
        using var other = TestGroup.Of(3, "other");
        var old = group[0].Group.ProposeUpdate(format);
        using var first = group[0].Group.Commit(new CommitOptions { Format = format, IncludeReceived = false });
        using var second = group[0].Group.CommitOn(first.Staged, new CommitOptions { Format = format });
        var snapshot = Snapshots.Of(group[1].Group);

        Assert.Equal(new ReceiveResult.FutureEpoch(new Epoch(2)), group[1].Group.Receive(second.Message));
        Assert.Equal(new ReceiveResult.OtherGroup(other[0].Group.GroupId), group[1].Group.Receive(other[0].Group.ProposeUpdate(format)));
        Assert.Equal(snapshot, Snapshots.Of(group[1].Group));
        group.Deliver(first, group[0]);
        Assert.Equal(new ReceiveResult.OldEpoch(new Epoch(1)), group[1].Group.Receive(old));
        Assert.Equal(new ReceiveResult.OldEpoch(new Epoch(1)), group[1].Group.Receive(first.Message));
    }

    [Fact]
    public void What_is_not_a_message_of_a_group_is_the_callers_mistake()
    {
        using var group = TestGroup.Of(1);
        using var bundle = group[0].Client.NewKeyPackage();

        Assert.Throws<ArgumentException>(() => group[0].Group.Receive(new MlsMessage.OfKeyPackage(bundle.KeyPackage)));
    }

    [Fact]
    public void A_member_that_is_removed_does_not_open_what_comes_after()
    {
        using var group = TestGroup.Of(3);
        group.Remove(0, 1).Dispose();
        var removed = group.Gone[0];

        Assert.IsType<ReceiveResult.FutureEpoch>(removed.Group.Receive(group[0].Group.Protect("secret"u8)));
    }

    [Fact]
    public void The_leaf_of_a_sender_is_that_of_the_message_not_of_a_claim()
    {
        using var group = TestGroup.Of(3);

        Assert.Equal(new LeafIndex(2), group[0].Open(group[2].Group.Protect([])).Sender);
        Assert.Equal(new LeafIndex(1), group[0].Open(group[1].Group.Protect([])).Sender);
    }
}
