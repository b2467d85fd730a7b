using CsCheck;
using Grains.Interfaces.Contracts;
using Grains.Services;
using Mls.Core.Framing;
using Mls.Core.Identifiers;
using Mls.Core.Proposals;
using Mls.Core.Tree;
using Mls.Core.Wire;
using Mls.MultiDevice.Mail;
using Mls.MultiDevice;
using TestKit;
using Xunit;

namespace Grains.Tests.Services;

public class GroupActorTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_created_group_welcomes_its_members_and_lets_them_fetch_the_tree(bool restores)
    {
        var bench = new ServiceBench { RestoresAlways = restores };
        using var group = BenchGroup.Create(bench, 3);
        Assert.Equal(1UL, bench.Group(BenchGroup.Name).Epoch);
        Assert.Equal(1UL, Assert.IsType<DeviceItem.Entry>(Assert.Single(bench.Take("ua/d1"))).Number);
        var welcomed = Assert.IsType<DeviceItem.Welcomed>(Assert.Single(bench.Take("uc/d1")));
        Assert.Equal((1UL, 1UL), (welcomed.Number, welcomed.Epoch));
        bench.Tell("uc/d1", BenchGroup.Name, new GroupMail.Fetch("uc/d1", 1));
        var state = Assert.IsType<DeviceItem.PublicState>(Assert.Single(bench.Take("uc/d1")));
        Assert.Equal(group.Members[0].Group.Public.Context.TreeHash, Tls.Decode<RatchetTree>(state.Tree).TreeHash(Suites.One));
        Assert.Equal(Tls.EncodeOpaque(group.Members[0].Group.Public.Context), state.Context);
        Assert.Equal(2, bench.Count<Observation.RosterChanged>());
        Assert.Equal(0, bench.Count<Observation.HostileRefused>());
    }

    [Fact]
    public void A_creator_who_stays_alone_can_add_others_later()
    {
        var bench = new ServiceBench();
        using var group = BenchGroup.Create(bench, 1);
        bench.Enroll("ub/d1");
        group.Submit("A", group.Add(0, "B"));
        Assert.IsType<DeviceItem.Entry>(Assert.Single(bench.Take("ua/d1")));
        Assert.IsType<DeviceItem.Welcomed>(Assert.Single(bench.Take("ub/d1")));
    }

    [Fact]
    public void The_first_valid_Commit_of_an_epoch_wins_and_the_other_sender_hears_of_it()
    {
        var bench = new ServiceBench();
        using var group = BenchGroup.Create(bench, 3);
        using var first = group.Pending(1);
        using var second = group.Pending(2);
        bench.Take("uc/d1");
        group.Submit("B", BenchGroup.Submission(first, []));
        group.Submit("C", BenchGroup.Submission(second, []));
        var items = bench.Take("uc/d1");
        Assert.Equal(Tls.EncodeOpaque(first.Message), Assert.IsType<DeviceItem.Entry>(items[0]).Octets);
        Assert.Equal(new DeviceItem.Refused(GroupName.Of(BenchGroup.Name), 2, string.Empty), items[1]);
        Assert.Equal(1, bench.Count<Observation.Conflict>());
        Assert.Equal(0, bench.Count<Observation.HostileRefused>());
    }

    [Fact]
    public void A_Commit_that_breaks_a_rule_of_the_mode_is_refused_by_that_rule()
    {
        var bench = new ServiceBench(rules: new NoRules(broken: "SomeRule"));
        using var group = BenchGroup.Create(bench, 1);
        bench.Enroll("ub/d1");
        group.Submit("A", group.Add(0, "B"));
        Assert.Equal(0UL, bench.Group(BenchGroup.Name).Epoch);
        Assert.Equal("SomeRule", bench.Mailbox("ua/d1").OfType<DeviceItem.Refused>().Single().Rule);
    }

    [Fact]
    public void A_Commit_in_the_name_of_another_device_is_refused()
    {
        var bench = new ServiceBench();
        using var group = BenchGroup.Create(bench, 3);
        using var pending = group.Pending(1);
        group.Submit("C", BenchGroup.Submission(pending, []));
        Assert.Equal(1UL, bench.Group(BenchGroup.Name).Epoch);
        Assert.Equal(ServiceRules.WrongSender, bench.Mailbox("uc/d1").OfType<DeviceItem.Refused>().Single().Rule);
    }

    [Fact]
    public void A_message_comes_back_to_its_sender_too_and_outsiders_cannot_send()
    {
        var bench = new ServiceBench();
        using var group = BenchGroup.Create(bench, 3);
        bench.Enroll("ux/d1");
        var message = Tls.EncodeOpaque(group.Members[1].Group.Protect("hello"u8));
        bench.Take("ub/d1");
        bench.Tell("ub/d1", BenchGroup.Name, new GroupMail.Message(message));
        Assert.Equal(new DeviceItem.Entry(GroupName.Of(BenchGroup.Name), 2, "ub/d1", message) { SentAt = (ulong)bench.Now, AcceptedAt = (ulong)bench.Now }, Assert.Single(bench.Take("ub/d1")));
        bench.Tell("ux/d1", BenchGroup.Name, new GroupMail.Message(message));
        Assert.Equal(new Observation.OperationSkipped(ServiceRules.NotAMember), bench.Seen[^1].What);
        var accepted = Assert.IsType<Observation.MessageAccepted>(bench.Seen.Single(seen => seen.What is Observation.MessageAccepted).What);
        Assert.Equal((2L, 1L, "ub/d1", 2), (accepted.Message, accepted.Epoch, accepted.Sender, accepted.Entitled));
    }

    [Fact]
    public void A_message_of_an_epoch_that_nobody_can_open_any_more_is_refused()
    {
        var bench = new ServiceBench();
        using var group = BenchGroup.Create(bench, 2);
        var old = Tls.EncodeOpaque(group.Members[1].Group.Protect("late"u8));
        for (var i = 0; i <= (int)DeliveryService.MaxPastEpochs; i++)
        {
            group.Submit("A", BenchGroup.Submission(group.Members.Commit(0), []));
        }

        bench.Tell("ub/d1", BenchGroup.Name, new GroupMail.Message(old));
        Assert.Equal(new Observation.OperationSkipped(ServiceRules.MessageTooOld), bench.Seen[^1].What);
        Assert.Equal(0, bench.Count<Observation.MessageAccepted>());
    }

    [Fact]
    public void A_removed_user_gets_the_Commit_that_removes_it_and_nothing_after()
    {
        var bench = new ServiceBench();
        using var group = BenchGroup.Create(bench, 3);
        bench.Take("uc/d1");
        group.Submit("A", group.Remove(0, 2));
        group.Submit("A", BenchGroup.Submission(group.Members.Commit(0), []));
        Assert.Collection(
            bench.Take("uc/d1"),
            item => Assert.Equal(2UL, Assert.IsType<DeviceItem.Entry>(item).Number),
            item => Assert.Equal(new DeviceItem.GroupLeft(BenchGroup.Name, 2), item));
        Assert.Equal(["ua/d1", "ub/d1"], bench.Group(BenchGroup.Name).Addresses);
        Assert.Empty(bench.User("uc").Groups);
    }

    [Fact]
    public void A_proposal_is_cached_for_the_Commit_that_names_it()
    {
        var bench = new ServiceBench { RestoresAlways = true };
        using var group = BenchGroup.Create(bench, 3);
        var proposal = group.Members[1].Group.Propose(new Proposal.Remove(group.Members[2].Leaf));
        group.Members[0].Group.Receive(proposal);
        bench.Tell("ub/d1", BenchGroup.Name, new GroupMail.Message(Tls.EncodeOpaque(proposal)));
        using var pending = group.Pending(0);
        group.Submit("A", BenchGroup.Submission(pending, []));
        Assert.Equal(["ua/d1", "ub/d1"], bench.Group(BenchGroup.Name).Addresses);
    }

    [Fact]
    public void Mail_that_overtakes_the_creation_waits_for_it()
    {
        var bench = new ServiceBench();
        bench.Enroll("ua/d1", "ub/d1");
        bench.Tell("ub/d1", BenchGroup.Name, new GroupMail.Fetch("ub/d1", 1));
        Assert.Empty(bench.Take("ub/d1"));
        using var group = BenchGroup.Create(bench, 2);
        Assert.Contains(bench.Take("ub/d1"), item => item is DeviceItem.PublicState);
    }

    [Fact]
    public void A_GroupInfo_comes_from_the_last_committer_or_else_from_the_next_member()
    {
        var bench = new ServiceBench { RestoresAlways = true };
        using var group = BenchGroup.Create(bench, 3);
        group.Submit("B", BenchGroup.Submission(group.Members.Commit(1), []));
        bench.Take("ub/d1");
        bench.Take("ua/d1");
        bench.Take("uc/d1");
        bench.Tell("uc/d1", BenchGroup.Name, new GroupMail.RequestGroupInfo("uc/d1"));
        Assert.Equal(new DeviceItem.SupplyGroupInfo(BenchGroup.Name, "uc/d1"), Assert.Single(bench.Take("ub/d1")));
        bench.Advance(bench.Kit.Settings.GroupInfoDeadlineMilliseconds);
        Assert.Equal(new DeviceItem.SupplyGroupInfo(BenchGroup.Name, "uc/d1"), Assert.Single(bench.Take("ua/d1")));
        var info = Tls.EncodeOpaque<MlsMessage>(new MlsMessage.OfGroupInfo(group.Members[0].Group.GroupInfo(withTree: false, withExternalPub: true)));
        bench.Tell("ua/d1", BenchGroup.Name, new GroupMail.SupplyGroupInfo("uc/d1", info));
        var supplied = Assert.IsType<DeviceItem.GroupInfoSupplied>(Assert.Single(bench.Take("uc/d1")));
        Assert.Equal((2UL, info), (supplied.Number, supplied.GroupInfo));
        Assert.Empty(bench.Timers);
    }

    [Fact]
    public void A_GroupInfo_request_that_nobody_answers_is_given_up()
    {
        var bench = new ServiceBench();
        using var group = BenchGroup.Create(bench, 3);
        bench.Take("uc/d1");
        bench.Tell("uc/d1", BenchGroup.Name, new GroupMail.RequestGroupInfo("uc/d1"));
        bench.Advance(1_000_000);
        Assert.Equal(ServiceRules.NoGroupInfo, Assert.IsType<DeviceItem.Refused>(Assert.Single(bench.Take("uc/d1"))).Rule);
        Assert.Empty(bench.Timers);
    }

    [Fact]
    public void An_external_Commit_puts_a_device_in_the_place_of_its_lost_leaf()
    {
        var bench = new ServiceBench();
        using var group = BenchGroup.Create(bench, 3);
        var info = group.Members[0].Group.GroupInfo(withTree: true, withExternalPub: true);
        var lost = group.Members[2];
        using var join = Mls.Core.Groups.ExternalJoiner.Join(lost.Client.Services, info, null, lost.Client.Identity, lost.Client.Signer, lost.Leaf, []);
        bench.Take("uc/d1");
        group.Submit("C", new CommitSubmission(BenchGroup.Name, Tls.EncodeOpaque(join.Message), default, ["uc/d1"], 0));
        Assert.Equal(Tls.EncodeOpaque(join.Message), Assert.IsType<DeviceItem.Entry>(Assert.Single(bench.Take("uc/d1"))).Octets);
        Assert.Equal(["ua/d1", "ub/d1", "uc/d1"], bench.Group(BenchGroup.Name).Addresses);
    }

    [Fact]
    public void Hostile_octets_change_nothing_and_never_throw()
    {
        var bench = new ServiceBench();
        using var group = BenchGroup.Create(bench, 3);
        using var pending = group.Pending(0);
        var honest = Tls.Encode<GroupMail>(new GroupMail.Submit(BenchGroup.Submission(pending, []), "ua/d1", string.Empty));
        var actor = bench.Actor(ActorId.Group(BenchGroup.Name));
        Gen.Select(Gen.Int[0, honest.Length - 1], Gen.Byte[1, 255], Gen.Bool).Sample(
            (place, change, cuts) =>
            {
                var octets = cuts ? honest[..place] : (byte[])honest.Clone();
                if (!cuts)
                {
                    octets[place] ^= change;
                }

                bench.Post(ActorId.Device("ua/d1"), new Mail
                {
                    To = Recipients.One(ActorId.Group(BenchGroup.Name)), Kind = MailKinds.Group, Link = LinkClass.DeviceToService, Operation = Operation.None, Body = Octets.Own(octets), Label = "commit",
                });
                bench.Deliver();
            },
            iter: 300,
            threads: 1);
        // Only the name of an obligation and the membership tag, which outsiders cannot check, may be changed by a byte: then the Commit stands.
        Assert.InRange(bench.Group(BenchGroup.Name).Epoch, 1UL, 2UL);
        bench.Post(ActorId.Device("ua/d1"), new Mail
        {
            To = Recipients.One(ActorId.Group(BenchGroup.Name)), Kind = "nonsense", Link = LinkClass.DeviceToService, Operation = Operation.None, Body = Octets.Empty, Label = "commit",
        });
        bench.Deliver();
        Assert.True(bench.Group(BenchGroup.Name).Refused > 100);
        Assert.NotNull(actor);
    }
}
