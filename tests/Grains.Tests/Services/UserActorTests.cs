using CsCheck;
using Grains.Actors;
using Grains.Interfaces.Contracts;
using Grains.Services;
using Mls.Core.KeyPackages;
using Mls.Core.Wire;
using Mls.MultiDevice.Mail;
using TestKit;
using Xunit;

namespace Grains.Tests.Services;

public class UserActorTests
{
    [Fact]
    public void What_comes_while_a_device_is_away_is_kept_and_delivered_in_order_when_it_is_back()
    {
        var bench = new ServiceBench { RestoresAlways = true };
        using var group = BenchGroup.Create(bench, 2);
        bench.Take("ub/d1");
        bench.Tell("ub/d1", new UserMail.Presence(IsOnline: false));
        for (var i = 0; i < 3; i++)
        {
            bench.Tell("ua/d1", BenchGroup.Name, new GroupMail.Message(Tls.EncodeOpaque(group.Members[0].Group.Protect([(byte)i]))));
        }

        Assert.Empty(bench.Take("ub/d1"));
        Assert.Equal(3UL, bench.User("ub").Waiting);
        bench.Tell("ub/d1", new UserMail.Presence(IsOnline: true));
        Assert.Equal([2UL, 3UL, 4UL], bench.Take("ub/d1").Cast<DeviceItem.Entry>().Select(entry => entry.Number));
        Assert.Equal(Enumerable.Range(1, bench.Numbers["ub/d1"].Count).Select(number => (ulong)number), bench.Numbers["ub/d1"]);
        Assert.Equal(0UL, bench.User("ub").Waiting);
    }

    [Fact]
    public void Waiting_items_go_out_with_the_operation_that_caused_each()
    {
        var bench = new ServiceBench();
        using var group = BenchGroup.Create(bench, 2);
        bench.Tell("ub/d1", new UserMail.Presence(IsOnline: false));
        var sends = Enumerable.Range(1, 2).Select(id => new Operation(id, "send-message", Phase.Measured)).ToList();
        foreach (var send in sends)
        {
            bench.Tell("ua/d1", BenchGroup.Name, new GroupMail.Message(Tls.EncodeOpaque(group.Members[0].Group.Protect([1]))), send);
        }

        bench.Sent.Clear();
        bench.Tell("ub/d1", new UserMail.Presence(IsOnline: true));
        Assert.Equal(sends, bench.Sent.Where(mail => mail.Kind == MailKinds.Mailbox).Select(mail => mail.Operation));
    }

    [Fact]
    public void A_word_about_presence_that_a_later_one_has_overtaken_is_ignored()
    {
        var bench = new ServiceBench();
        bench.Enroll("ua/d1");
        bench.Pick = pending => pending.Count - 1;
        var user = ActorId.User("ua");
        bench.Post(ActorId.Device("ua/d1"), MailEncoder.ToUser("ua", new UserMail.Presence(IsOnline: false), LinkClass.DeviceToService, Operation.None));
        bench.Post(ActorId.Device("ua/d1"), MailEncoder.ToUser("ua", new UserMail.Presence(IsOnline: true), LinkClass.DeviceToService, Operation.None));
        bench.Deliver();
        bench.Post(ActorId.Group("g:x"), MailEncoder.ToUser("ua", new UserMail.Forward("ua/d1", new DeviceItem.LowStock(1)), LinkClass.ServiceToService, Operation.None));
        bench.Deliver();
        Assert.Single(bench.Take("ua/d1"));
        Assert.NotNull(bench.Actor(user));
    }

    [Fact]
    public void Entries_reach_the_device_in_the_order_of_the_log_whatever_the_order_of_arrival()
    {
        Gen.Int[0, int.MaxValue].Array[60].Sample(
            choices =>
            {
                var bench = new ServiceBench();
                using var group = BenchGroup.Create(bench, 3);
                bench.Enroll("ud/d1");
                var turn = 0;
                bench.Pick = pending => choices[turn++ % choices.Length] % pending.Count;
                // C leaves, comes back and leaves again while messages are sent; everything is under way at once.
                Post(bench, "A", Commit(group.Remove(0, 2), "A"));
                Post(bench, "A", Message(group, 0));
                Post(bench, "A", Commit(group.Add(0, "C"), "A"));
                Post(bench, "B", Message(group, 1));
                Post(bench, "A", Commit(group.Add(0, "D"), "A"));
                Post(bench, "B", Message(group, 1));
                Post(bench, "A", Commit(group.Remove(0, 2), "A"));
                bench.Deliver();
                foreach (var device in Enumerable.Range(0, 4).Select(i => BenchGroup.DeviceOf(TestGroup.NameOf(i))))
                {
                    var numbers = bench.InOrder(device).Select(Number).OfType<ulong>().ToList();
                    Assert.Equal(numbers.Order(), numbers);
                }

                Assert.Equal(0UL, bench.User("uc").Held + bench.User("ua").Held + bench.User("ud").Held);
                Assert.Empty(bench.User("uc").Groups);
                Assert.Equal([BenchGroup.Name], bench.User("ud").Groups);
            },
            iter: 30,
            threads: 1);

        static GroupMail Commit(CommitSubmission submission, string client) => new GroupMail.Submit(submission, BenchGroup.DeviceOf(client), string.Empty);

        static GroupMail Message(BenchGroup group, int sender) => new GroupMail.Message(Tls.EncodeOpaque(group.Members[sender].Group.Protect([1])));

        // Devices' mail arrives in order here; what the services send overtakes.
        static void Post(ServiceBench bench, string client, GroupMail mail) => bench.Handle(
            ActorId.Group(BenchGroup.Name),
            new ActorEvent.Delivered(new Envelope(
                Letter.Of(MailEncoder.ToGroup(BenchGroup.Name, mail, LinkClass.DeviceToService, Operation.None), new RunKey("test", "any"), ActorId.Device(BenchGroup.DeviceOf(client)), 1, 0),
                ActorId.Group(BenchGroup.Name), 0, 0)));

        static ulong? Number(DeviceItem item) => item switch
        {
            DeviceItem.Entry entry => entry.Number,
            DeviceItem.Welcomed welcomed => welcomed.Number,
            _ => null,
        };
    }

    [Fact]
    public void A_KeyPackage_is_handed_out_once_and_a_low_store_is_refilled_once()
    {
        var bench = new ServiceBench { RestoresAlways = true };
        using var client = new TestClient("A");
        var packages = Publish(bench, client, "ua/d1", "ua", 3);
        bench.Enroll("ub/d1");
        for (var request = 1UL; request <= 4; request++)
        {
            bench.Tell("ub/d1", new UserMail.TakeKeyPackages("ub/d1", request, string.Empty), "ua");
        }

        var given = bench.Take("ub/d1").Cast<DeviceItem.KeyPackages>().ToList();
        Assert.Equal([1UL, 2UL, 3UL, 4UL], given.Select(answer => answer.Request));
        Assert.Equal(packages, given.SelectMany(answer => answer.Packages).Select(package => package.KeyPackage));
        Assert.Equal(new DeviceItem.LowStock(3), Assert.Single(bench.Take("ua/d1")));
        Assert.Equal(1UL, bench.User("ua").Exhausted);
    }

    [Fact]
    public void One_KeyPackage_comes_for_each_device_where_devices_have_addresses_of_their_own()
    {
        var bench = new ServiceBench();
        using var first = new TestClient("A");
        using var second = new TestClient("B");
        Publish(bench, first, "ua/d1", "ua/d1", 2);
        bench.Tell("ua/d2", new UserMail.Enroll("ua/d1", default, default));
        Publish(bench, second, "ua/d2", "ua/d2", 2);
        bench.Enroll("ub/d1");
        bench.Tell("ub/d1", new UserMail.TakeKeyPackages("ub/d1", 1, string.Empty), "ua");
        bench.Tell("ub/d1", new UserMail.TakeKeyPackages("ub/d1", 2, "ua/d2"), "ua");
        var given = bench.Take("ub/d1").Cast<DeviceItem.KeyPackages>().ToList();
        Assert.Equal(["ua/d1", "ua/d2"], given[0].Packages.Select(package => package.Address));
        Assert.Equal(["ua/d2"], given[1].Packages.Select(package => package.Address));
    }

    [Fact]
    public void While_the_store_is_being_renewed_requests_wait()
    {
        var bench = new ServiceBench { RestoresAlways = true };
        using var user = new BenchUser(bench);
        user.Enroll();
        user.AddSecond(withBundle: false);
        bench.Enroll("uc/d1");
        bench.Tell(BenchUser.First, new UserMail.RemoveDevice(BenchUser.Second, default, []));
        bench.Tell("uc/d1", new UserMail.TakeKeyPackages("uc/d1", 1, string.Empty), "ua");
        Assert.Empty(bench.Take("uc/d1"));
        var packages = user.Publish(BenchUser.First, 1);
        Assert.Equal(packages[0], Assert.IsType<DeviceItem.KeyPackages>(Assert.Single(bench.Take("uc/d1"))).Packages[0].KeyPackage);
    }

    [Fact]
    public void A_group_created_in_the_users_name_is_told_to_siblings_first()
    {
        var bench = new ServiceBench();
        bench.Enroll("ua/d1");
        bench.Tell("ua/d2", new UserMail.Enroll("ua/d1", default, default));
        using var members = TestGroup.Create(new TestClient("A"), BenchGroup.Name);
        var info = Tls.EncodeOpaque<Mls.Core.Framing.MlsMessage>(new Mls.Core.Framing.MlsMessage.OfGroupInfo(members[0].Group.GroupInfo(withTree: true, withExternalPub: false)));
        bench.Take("ua/d1");
        bench.Tell("ua/d1", new UserMail.RelayCreateGroup(info, "ua", new CommitSubmission(BenchGroup.Name, default, default, [], 0)));
        Assert.Equal(new DeviceItem.Created(BenchGroup.Name, info), Assert.Single(bench.Take("ua/d2")));
        Assert.Empty(bench.Take("ua/d1"));
        Assert.Equal(["ua"], bench.Group(BenchGroup.Name).Addresses);
        bench.Tell("ua/d2", BenchGroup.Name, new GroupMail.Message(Tls.EncodeOpaque(members[0].Group.Protect([1]))));
        Assert.Equal(bench.Take("ua/d1"), bench.Take("ua/d2"));
    }

    [Fact]
    public void Hostile_mail_never_throws()
    {
        var bench = new ServiceBench();
        using var group = BenchGroup.Create(bench, 2);
        var mails = new UserMail[]
        {
            new UserMail.Enroll("x", default, default), new UserMail.FoundUserGroup([1, 2, 3]), new UserMail.Publish([[1]], [2], "ua", 7), new UserMail.Publish([[1]], default, "ub", 7),
            new UserMail.TakeKeyPackages("|", 1, "/"), new UserMail.SubmitUserCommit([1], [2], ["|"], [new("x", [1], [2])], "", [new("", [1], [], [""], 9)]),
            new UserMail.SubmitRotation(new CommitSubmission("|", [1], [], [], ulong.MaxValue)), new UserMail.UserGroupMessage([1], ["y"]), new UserMail.RemoveDevice("nobody", [1], [new("", [1], [], [""], 9)]),
            new UserMail.RelayCreateGroup([1], "|", new CommitSubmission("| ", [1], [], [], 1)),
            new UserMail.GroupEntry("g:x", 5, "", "", [1], [2], true, ["|"], 3, 4), new UserMail.Forward("ub/d9", new DeviceItem.SignedOut()),
            new UserMail.RotationRefused("g:x", ulong.MaxValue, "", 0, "r"), new UserMail.ReachedEpoch(ulong.MaxValue, 1), new UserMail.AskGroupInfo("g:x", "|"), new UserMail.AskSiblingWelcome("|"),
        };
        var senders = new[] { ActorId.Device("ua/d1"), ActorId.Device("ub/d7"), ActorId.Device("odd"), ActorId.Group("g:x"), ActorId.User("uz"), ActorId.Trace };
        foreach (var sender in senders)
        {
            foreach (var mail in mails)
            {
                bench.Post(sender, MailEncoder.ToUser("ua", mail, LinkClass.DeviceToService, Operation.None));
                bench.Deliver();
            }
        }

        Gen.Byte.Array[0, 60].Sample(
            octets =>
            {
                bench.Post(ActorId.Device("ua/d1"), new Mail
                {
                    To = Recipients.One(ActorId.User("ua")), Kind = MailKinds.User, Link = LinkClass.DeviceToService, Operation = Operation.None, Body = Octets.Own(octets), Label = "control",
                });
                bench.Deliver();
            },
            iter: 500,
            threads: 1);
        Assert.True(bench.User("ua").Refused > 300);
        Assert.Equal(["ua/d1"], bench.User("ua").Devices);
        Assert.Equal([BenchGroup.Name], bench.User("ua").Groups);
    }

    private static List<OpaqueBytes> Publish(ServiceBench bench, TestClient client, string device, string address, int count)
    {
        if (!bench.User(Address.UserOf(device)).Devices.Contains(device))
        {
            bench.Enroll(device);
        }

        var packages = new List<OpaqueBytes>();
        for (var i = 0; i < count; i++)
        {
            using var bundle = client.NewKeyPackage();
            packages.Add(Tls.EncodeOpaque<KeyPackage>(bundle.KeyPackage));
        }

        bench.Tell(device, new UserMail.Publish(packages.ToValueList(), default, address, 0));
        return packages;
    }
}
