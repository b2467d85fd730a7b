using Grains.Interfaces.Contracts;
using Grains.Services;
using Grains.Tests.Support;
using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.KeyPackages;
using Mls.Core.Proposals;
using Mls.Core.Wire;
using Mls.MultiDevice.Mail;
using Mls.MultiDevice;
using TestKit;
using Xunit;

namespace Grains.Tests.Services;

public class UserGroupTests
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void A_new_device_is_added_by_its_sponsor_rotated_in_and_welcomed_by_a_sibling(bool restores, bool firstTagOvertakesTheGroup)
    {
        var bench = new ServiceBench(renewAfterAdd: true) { RestoresAlways = restores };
        using var user = new BenchUser(bench, firstTagOvertakesTheGroup);
        bench.Take(BenchUser.First);
        user.Enroll();
        var asked = bench.Take(BenchUser.First);
        Assert.Equal(BenchUser.Second, Assert.IsType<DeviceItem.Enrolled>(asked[0]).Device);
        Assert.Equal(("add-device", "", BenchUser.Second), About(asked[1]));
        Assert.Equal([BenchUser.First], bench.User("ua").Devices);

        user.AddSecond(withBundle: true);
        Assert.Collection(
            bench.Take(BenchUser.Second),
            item => Assert.Equal(("", 1UL), (Assert.IsType<DeviceItem.Welcomed>(item).Group.Text, ((DeviceItem.Welcomed)item).Epoch)),
            item => Assert.Equal(GroupName.UserGroup, Assert.IsType<DeviceItem.PublicState>(item).Group),
            item => Assert.Equal([BenchUser.Group], Assert.IsType<DeviceItem.GroupList>(item).Groups),
            item => Assert.Equal((BenchUser.Group, 2UL), (Assert.IsType<DeviceItem.Entry>(item).Group.Text, ((DeviceItem.Entry)item).Number)));
        var news = bench.Take(BenchUser.First);
        Assert.Equal(("", 1UL), (Assert.IsType<DeviceItem.Entry>(news[0]).Group.Text, ((DeviceItem.Entry)news[0]).Number));
        Assert.Equal("publish-key-packages", About(news[1]).Task);
        Assert.Equal(BenchUser.Group, Assert.IsType<DeviceItem.Entry>(news[2]).Group.Text);
        Assert.Equal(3, news.Count);

        // The rotation is seen as soon as somebody tells which epoch its tag stands for.
        user.Reach(BenchUser.First, 1);
        var welcome = ((DeviceItem.Assigned)Assert.Single(bench.Take(BenchUser.First))).Assignment;
        Assert.Equal(("sibling-welcome", BenchUser.Second), (welcome.Task, welcome.Fields().Subject));
        var message = Tls.EncodeOpaque(user.UserGroup[0].Group.Protect([7]));
        bench.Tell(BenchUser.First, new UserMail.UserGroupMessage(message, [BenchUser.Second]));
        Assert.Equal(message, Assert.IsType<DeviceItem.Entry>(Assert.Single(bench.Take(BenchUser.Second))).Octets);
        var fresh = user.Publish(BenchUser.First, 1, ((DeviceItem.Assigned)news[1]).Assignment.Obligation);
        Assert.Equal(0, user.Open);
        Assert.Equal((0UL, 4UL, 1UL), (bench.User("ua").OpenObligations, bench.User("ua").KeyPackages, bench.User("ua").UserEpoch));
        Assert.Equal([0L, 0L, 1L], bench.Seen.Select(seen => seen.What).OfType<Observation.ActiveLeaf>().Select(leaf => leaf.UserGroupEpoch));
        bench.Tell("ub/d1", new UserMail.TakeKeyPackages("ub/d1", 1, string.Empty), "ua");
        Assert.Equal(fresh[0], bench.Mailbox("ub/d1").OfType<DeviceItem.KeyPackages>().Single().Packages[0].KeyPackage);
        Assert.Equal(0, bench.Count<Observation.HostileRefused>());
    }

    [Fact]
    public void A_group_that_the_bundle_does_not_cover_is_assigned()
    {
        var bench = new ServiceBench { RestoresAlways = true };
        using var user = new BenchUser(bench);
        user.Enroll();
        bench.Take(BenchUser.First);
        user.AddSecond(withBundle: false);
        var rotate = Assigned(bench.Take(BenchUser.First), "rotate");
        Assert.Equal((BenchUser.Group, 1UL), (rotate.Fields().Group, rotate.Fields().WantedUserEpoch));
        user.Reach(BenchUser.First, 1);
        bench.Tell(BenchUser.First, new UserMail.SubmitRotation(user.Rotation(1, rotate.Obligation)));
        Assert.Contains(bench.Seen, seen => seen.What is Observation.ObligationSettled { Kind: "rotate" });
    }

    [Fact]
    public void A_rotation_that_lost_is_tried_again_by_the_same_device_after_a_wait()
    {
        var bench = new ServiceBench { RestoresAlways = true };
        using var user = new BenchUser(bench);
        user.Enroll();
        var losing = user.LosingRotation(1);
        bench.Tell("ub/d1", BenchUser.Group, new GroupMail.Submit(new CommitSubmission(BenchUser.Group, Tls.EncodeOpaque(user.Shared.Commit(1).Message), default, [], 0), "ub/d1", string.Empty));
        bench.Take(BenchUser.First);
        var pending = user.UserGroup.Commit(0);
        bench.Tell(BenchUser.First, new UserMail.SubmitUserCommit(Tls.EncodeOpaque(pending.Message), default, [], [], "pcs", [losing]));
        user.Reach(BenchUser.First, 1);
        Assert.DoesNotContain(bench.Take(BenchUser.First), item => item is DeviceItem.Assigned { Assignment.Task: "rotate" });
        Assert.Equal(1, bench.Count<Observation.Conflict>());
        bench.Advance(bench.Kit.Settings.BackOffMilliseconds * 2);
        var again = Assigned(bench.Take(BenchUser.First), "rotate");
        Assert.Equal(1U, again.Attempt);
        Assert.Equal(1, bench.Count<Observation.Retried>());
        bench.Tell(BenchUser.First, new UserMail.SubmitRotation(user.Rotation(1, again.Obligation)));
        Assert.Contains(bench.Seen, seen => seen.What is Observation.ObligationSettled { Kind: "rotate" });
    }

    [Fact]
    public void An_assignee_that_stays_away_is_replaced_at_the_deadline()
    {
        var bench = new ServiceBench { RestoresAlways = true };
        using var user = Joined(bench);
        bench.Tell(BenchUser.First, new UserMail.Presence(IsOnline: false));
        var pending = user.UserGroup.Commit(0);
        bench.Tell(BenchUser.Second, new UserMail.Presence(IsOnline: false));
        bench.Tell(BenchUser.First, new UserMail.SubmitUserCommit(Tls.EncodeOpaque(pending.Message), default, [], [], "pcs", []));
        bench.Advance(500_000);
        Assert.Empty(bench.Timers);
        bench.Take(BenchUser.Second);
        bench.Tell(BenchUser.Second, new UserMail.Presence(IsOnline: true));
        bench.Advance(1);
        Assert.Equal(2UL, Assigned(bench.Take(BenchUser.Second), "rotate").Fields().WantedUserEpoch);
    }

    [Fact]
    public void A_removed_device_gets_the_Commit_and_the_sign_out_and_nothing_after()
    {
        var bench = new ServiceBench { RestoresAlways = true };
        using var user = Joined(bench);
        bench.Take(BenchUser.First);
        user.RemoveSecond();
        Assert.Collection(
            bench.Take(BenchUser.Second),
            item => Assert.Equal(GroupName.UserGroup, Assert.IsType<DeviceItem.Entry>(item).Group),
            item => Assert.IsType<DeviceItem.SignedOut>(item));
        Assert.Equal(0UL, bench.User("ua").KeyPackages);
        var tasks = bench.Take(BenchUser.First).OfType<DeviceItem.Assigned>().Select(item => item.Assignment.Task).Order();
        Assert.Equal(["publish-key-packages", "rotate"], tasks);
        bench.Tell("ub/d1", BenchUser.Group, new GroupMail.Message(Tls.EncodeOpaque(user.Shared[1].Group.Protect([1]))));
        Assert.Empty(bench.Take(BenchUser.Second));
        Assert.Equal([BenchUser.First], bench.User("ua").Devices);
        bench.Tell(BenchUser.Second, new UserMail.SubmitUserCommit([1], default, [], [], "pcs", []));
        Assert.Equal(2UL, bench.User("ua").UserEpoch);
    }

    [Fact]
    public void Of_two_user_group_Commits_of_one_epoch_the_second_is_dropped_with_its_bundle()
    {
        var bench = new ServiceBench();
        using var user = Joined(bench);
        using var losing = user.UserGroup[1].Group.Commit(new CommitOptions());
        var rotation = user.LosingRotation(2);
        var winning = user.UserGroup.Commit(0);
        bench.Tell(BenchUser.First, new UserMail.SubmitUserCommit(Tls.EncodeOpaque(winning.Message), default, [], [], "pcs", []));
        bench.Take(BenchUser.Second);
        bench.Sent.Clear();
        bench.Tell(BenchUser.Second, new UserMail.SubmitUserCommit(Tls.EncodeOpaque(losing.Message), default, [], [], "pcs", [rotation]));
        Assert.Equal(new DeviceItem.Refused(GroupName.UserGroup, 2, string.Empty), Assert.Single(bench.Take(BenchUser.Second)));
        Assert.DoesNotContain(bench.Sent, mail => mail.Kind == MailKinds.Group);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void Whoever_joins_with_a_KeyPackage_of_an_older_user_group_epoch_rotates_first(ulong epoch, bool rotates)
    {
        var bench = new ServiceBench { RestoresAlways = true };
        using var user = new BenchUser(bench);
        bench.Tell(BenchUser.First, new UserMail.SubmitUserCommit(Tls.EncodeOpaque(user.UserGroup.Commit(0).Message), default, [], [], "pcs", [user.Rotation(1, 0)]));
        user.Reach(BenchUser.First, 1);
        bench.Enroll("uc/d1");
        for (var request = 10UL; request < 14; request++)
        {
            bench.Tell("uc/d1", new UserMail.TakeKeyPackages("uc/d1", request, string.Empty), "ua");
        }

        bench.Take("uc/d1");
        user.Publish(BenchUser.First, epoch);
        bench.Tell("uc/d1", new UserMail.TakeKeyPackages("uc/d1", 1, string.Empty), "ua");
        var package = bench.Take("uc/d1").OfType<DeviceItem.KeyPackages>().Single().Packages[0];
        using var other = TestGroup.Create(
            new TestClient("C", capabilities: Mls.Core.Nodes.Capabilities.Minimal(Suites.One.Suite) with { Extensions = [Mls.MultiDevice.SingleClient.TreeRoot.LeafRef.Type] }), "g:other");
        var info = Tls.EncodeOpaque<MlsMessage>(new MlsMessage.OfGroupInfo(other[0].Group.GroupInfo(withTree: true, withExternalPub: false)));
        using var pending = other[0].Group.Commit(new CommitOptions { Proposals = [new Proposal.Add(Tls.Decode<KeyPackage>(package.KeyPackage))] });
        var welcome = Tls.EncodeOpaque<MlsMessage>(new MlsMessage.OfWelcome(pending.Welcome!));
        bench.Take(BenchUser.First);
        bench.Tell("uc/d1", "g:other", new GroupMail.Create(info, "uc/d1", "uc/d1", new CommitSubmission("g:other", Tls.EncodeOpaque(pending.Message), welcome, ["ua"], 0)));
        Assert.Contains(bench.Mailbox(BenchUser.First), item => item is DeviceItem.Welcomed { Group.Text: "g:other" });
        Assert.Equal(rotates, bench.Mailbox(BenchUser.First).Any(item => item is DeviceItem.Assigned { Assignment: Assignment.Rotate { Group: "g:other", WantedUserEpoch: 1 } }));
    }

    [Fact]
    public void A_deferred_Commit_leaves_the_groups_to_the_next_but_not_where_a_device_is_removed()
    {
        var bench = new ServiceBench { RestoresAlways = true };
        using var user = Joined(bench);

        bench.Tell(BenchUser.First, Deferred(user.UserGroup.Commit(0)));
        Assert.Equal(0, user.Open);

        bench.Tell(BenchUser.First, Deferred(user.UserGroup.Remove(0, 1)));
        Assert.Equal(3ul, Assigned(bench.Take(BenchUser.First), "rotate").Fields().WantedUserEpoch);

        static UserMail Deferred(PendingCommit commit) =>
            new UserMail.SubmitUserCommit(Tls.EncodeOpaque(commit.Message), default, [], [], UserMail.SubmitUserCommit.Deferred, []);
    }

    [Fact]
    public void A_device_that_cannot_enter_a_group_is_let_in_by_a_sibling()
    {
        var bench = new ServiceBench();
        using var user = Joined(bench);
        bench.Take(BenchUser.First);
        bench.Tell(BenchUser.Second, new UserMail.AskSiblingWelcome(BenchUser.Group));
        Assert.Equal(BenchUser.Second, Assigned(bench.Take(BenchUser.First), "sibling-welcome").Fields().Subject);
    }

    private static BenchUser Joined(ServiceBench bench)
    {
        var user = new BenchUser(bench);
        user.Enroll();
        user.AddSecond(withBundle: true);
        user.Reach(BenchUser.First, 1);
        bench.Tell(BenchUser.First, new UserMail.UserGroupMessage(Tls.EncodeOpaque(user.UserGroup[0].Group.Protect([7])), [BenchUser.Second]));
        user.Publish(BenchUser.First, 1);
        Assert.Equal(0, user.Open);
        bench.Take(BenchUser.First);
        bench.Take(BenchUser.Second);
        return user;
    }

    private static Assignment Assigned(IReadOnlyList<DeviceItem> items, string task) =>
        Assert.Single(items.OfType<DeviceItem.Assigned>(), item => item.Assignment.Task == task).Assignment;

    private static (string Task, string Group, string Subject) About(DeviceItem item)
    {
        var assignment = Assert.IsType<DeviceItem.Assigned>(item).Assignment;
        return (assignment.Task, assignment.Fields().Group, assignment.Fields().Subject);
    }
}
