using Grains.Interfaces.Contracts;
using Mls.Core.Wire;
using Mls.MultiDevice.Mail;
using Mls.MultiDevice;
using Xunit;

namespace Grains.Tests.Modes;

/// <summary>Every octet is counted: MLS messages, the directory, and what mails carry around them. In every mode.</summary>
public sealed class AccountTests
{
    private const string Group = "g:one";

    public static TheoryData<string> Modes() => ModeWorld.Modes();

    [Theory]
    [MemberData(nameof(Modes))]
    public void All_lines_together_are_the_bodies_of_all_mails_and_the_records_of_the_directory(string mode)
    {
        var world = Life(mode, _ => { });

        var traffic = world.Run.Traffic;
        var records = traffic.Where(account => account.Key.Label == TrafficLabels.Directory).ToList();
        Assert.Equal(
            world.Run.Sent.Sum(posting => (long)posting.Letter.Body.Length - posting.Letter.DirectoryOctets) + records.Sum(account => account.SentOctets),
            traffic.Sum(account => account.SentOctets));
        Assert.Equal(
            world.Run.Sent.Sum(posting => (long)(posting.Letter.Body.Length - posting.Letter.DirectoryOctets) * posting.To.Count) + records.Sum(account => account.DeliveredOctets),
            traffic.Sum(account => account.DeliveredOctets));
        Assert.Equal(world.Run.Sent.Count + records.Sum(account => account.Mails), traffic.Sum(account => account.Mails));
        Assert.All(traffic, account => Assert.True(account.SentOctets >= 0 && account.DeliveredOctets >= 0));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void Each_record_costs_its_author_a_signature_and_each_reader_a_verification(string mode)
    {
        var world = Life(mode, _ => { });

        var traffic = world.Run.Traffic.Where(account => account.Key.Label == TrafficLabels.Directory).ToList();
        var used = world.Seen<Observation.DirectoryUsed>().ToList();
        Assert.Equal(Mails(LinkClass.DeviceToService) + Enclosed(world), used.Sum(one => (long)one.Signed));
        Assert.Equal(Mails(LinkClass.ServiceToDevice), used.Sum(one => (long)one.Verified));
        Assert.True(Mails(LinkClass.ServiceToService) > 0);
        long Mails(LinkClass link) => traffic.Where(account => account.Key.Link == link).Sum(account => account.Mails);
    }

    /// <summary>Records that devices have handed to the account service with a mail, for it to put them into the directory.</summary>
    private static long Enclosed(ModeWorld world) => world.Run.Sent.Where(posting => posting.Letter.DirectoryOctets > 0).Sum(posting =>
        Tls.Decode<UserMail>(posting.Letter.Body.Span) is UserMail.SubmitUserCommit submit ? 2L * submit.Removals.Count : 1L);

    [Theory]
    [MemberData(nameof(Modes))]
    public void Restoring_every_actor_from_its_snapshot_changes_no_line(string mode)
    {
        var plain = Life(mode, _ => { });

        var restored = Life(mode, world => world.Run.RestoreAll());

        Assert.Equal(plain.Run.Digest, restored.Run.Digest);
        Assert.Equal(Lines(plain), Lines(restored));
        static IEnumerable<TrafficAccount> Lines(ModeWorld world) => world.Run.Traffic.OrderBy(account => account.Key.ToString(), StringComparer.Ordinal);
    }

    [Fact]
    public void A_new_leaf_costs_one_record_and_each_member_one_look_at_it()
    {
        var world = new ModeWorld("tree-root").Users(3, 2);
        world.Do("u1/d1", "create-group", new TraceCommand.CreateGroup(Group, ["u2", "u3"])).Drain();
        world.Do("u1/d1", "warm-up", new TraceCommand.WarmUp(GroupName.Of(Group))).Drain();
        var before = Records(world, LinkClass.ServiceToDevice, "update-keys");

        world.Do("u1/d1", "update-keys", new TraceCommand.UpdateKeys()).Drain();

        Assert.Equal((0, 0), before);
        Assert.Equal((1, 149), Records(world, LinkClass.DeviceToService, "update-keys"));
        Assert.Equal((5, 5 * 149), Records(world, LinkClass.ServiceToDevice, "update-keys"));
        Assert.Equal((1, 149), Records(world, LinkClass.ServiceToService, "update-keys"));
    }

    [Fact]
    public void Where_leaves_sign_with_the_devices_own_keys_a_renewal_costs_the_directory_nothing()
    {
        var world = new ModeWorld("multi-client").Users(3, 2);
        world.Do("u1/d1", "create-group", new TraceCommand.CreateGroup(Group, ["u2", "u3"])).Drain();

        world.Do("u1/d1", "update-keys", new TraceCommand.UpdateKeys()).Drain();

        Assert.DoesNotContain(world.Run.Traffic, account => account.Key is { Label: TrafficLabels.Directory, Operation: "update-keys" });
    }

    private static (long Records, long Octets) Records(ModeWorld world, LinkClass link, string operation)
    {
        var accounts = world.Run.Traffic.Where(account => account.Key.Label == TrafficLabels.Directory && account.Key.Link == link && account.Key.Operation == operation).ToList();
        return (accounts.Sum(account => account.Deliveries), accounts.Sum(account => account.DeliveredOctets));
    }

    private static ModeWorld Life(string mode, Action<ModeWorld> atBarrier)
    {
        var world = new ModeWorld(mode).Users(3, 2);
        world.Do("u1/d1", "create-group", new TraceCommand.CreateGroup(Group, ["u2", "u3"]));
        Pass(4);
        world.Do("u2/d3", "add-device", new TraceCommand.Start("u2/d1", "phone"));
        Pass(12);
        world.Do("u1/d1", "update-keys", new TraceCommand.UpdateKeys());
        world.Do("u3/d2", "send-message", new TraceCommand.SendMessage(Group, 10));
        Pass(6);
        world.Do("u2/d1", "remove-device", new TraceCommand.RemoveDevice("u2/d2"));
        Pass(12);
        world.Do("u3/d1", "remove-user", new TraceCommand.RemoveUser(Group, "u1"));
        Pass(2);
        return world.Drain();

        void Pass(int steps)
        {
            for (var step = 0; step < steps; step++)
            {
                world.Run.Run(world.Run.Now + 60);
                atBarrier(world);
            }
        }
    }
}
