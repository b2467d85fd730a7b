using Grains.Interfaces.Contracts;
using Grains.Tests.Modes;
using Grains.Tests.Support;
using Mls.Core.Crypto;
using Mls.Core.Framing;
using Mls.Core.Groups;
using Mls.Core.Identifiers;
using Mls.Core.KeyPackages;
using Mls.Core.Nodes;
using Mls.Core.Proposals;
using Mls.Core.Wire;
using Mls.Crypto;
using Mls.MultiDevice.Mail;
using Mls.MultiDevice;
using Xunit;

namespace Grains.Tests.Hostile;

/// <summary>What a device does when something goes wrong half-way: nothing is left behind, and it finds its way back.</summary>
public sealed class DeviceTroubleTests
{
    private const string Group = "g:one";

    public static TheoryData<string> Modes => ModeWorld.Modes();

    [Fact]
    public void A_bundle_that_cannot_be_built_leaves_nothing_on_the_way()
    {
        var crypto = new FailingSeal(new CryptoProviders().Find(CipherSuite.X25519Aes128Sha256Ed25519)!);
        var world = Created("tree-root", crypto: crypto);
        world.Do("u1/d1", "create-group", new TraceCommand.CreateGroup("g:two", ["u2"])).Drain();

        crypto.Left = 1;
        world.Do("u1/d1", "update-keys", new TraceCommand.UpdateKeys()).Drain();
        var device = world.DeviceOf("u1/d1");
        Assert.Single(world.Seen<Observation.OperationSkipped>());
        Assert.Null(device.UserGroup!.Pending);
        Assert.All(device.Groups.Values, membership => Assert.Null(membership.Pending));

        var before = device.UserGroup.Group.Epoch.Value;
        world.Do("u1/d1", "update-keys", new TraceCommand.UpdateKeys()).Drain();
        Assert.Equal(before + 1, device.UserGroup.Group.Epoch.Value);
        Assert.Equal(4, world.AssertAgreement(Group));
        Assert.Equal(4, world.AssertAgreement("g:two"));
    }

    [Fact]
    public void A_group_that_a_ReInit_has_closed_is_left_out_of_a_bundle()
    {
        var world = Created("tree-root");
        var device = world.DeviceOf("u1/d1");
        var group = device.Find(GroupName.Of(Group))!.Group;
        var reinit = new Proposal.ReInit(new GroupId([1]), ProtocolVersion.Mls10, CipherSuite.X25519Aes128Sha256Ed25519, ExtensionList.Empty);
        using var pending = group.Commit(new CommitOptions { Proposals = [reinit] });
        group.Apply(pending.Staged);
        var before = device.UserGroup!.Group.Epoch.Value;

        world.Do("u1/d1", "update-keys", new TraceCommand.UpdateKeys()).Run.Run(world.Run.Now + 500);

        Assert.Equal(before + 1, device.UserGroup.Group.Epoch.Value);
    }

    [Theory]
    [InlineData("multi-client", "user", "KeyPackageNotOfUser")]
    [InlineData("multi-client", "device", "KeyPackageNotOfDevice")]
    [InlineData("multi-client", "address", "KeyPackageAddress")]
    [InlineData("multi-client", "twice", "KeyPackageTwice")]
    [InlineData("tree-root", "user", "KeyPackageNotOfUser")]
    [InlineData("tree-root", "address", "KeyPackageAddress")]
    [InlineData("tree-root", "twice", "KeyPackageTwice")]
    public void KeyPackages_that_are_not_what_was_asked_for_add_nobody(string mode, string fault, string rule)
    {
        var world = Created(mode);
        world.Do("u9/d1", "register-user", new TraceCommand.Start(string.Empty, "phone")).Drain();
        world.Do("u9/d2", "register-user", new TraceCommand.Start("u9/d1", "phone")).Drain();
        world.Do("u1/d1", "add-user", new TraceCommand.AddUser(Group, "u9"));
        world.Run.Run(world.Run.Now + 1);
        var request = Assert.Single(Assert.Single(world.DeviceOf("u1/d1").Jobs.Jobs).Requests);
        var address = mode == "multi-client" ? "u9/d1" : "u9";
        var own = Published(world, "u9/d1");
        ValueList<PublishedKeyPackage> packages = fault switch
        {
            "user" => [new PublishedKeyPackage("u9/d1", Published(world, "u2/d1"), address)],
            "device" => [new PublishedKeyPackage("u9/d2", own, "u9/d2")],
            "address" => [new PublishedKeyPackage("u9/d1", own, "u2/d1")],
            _ => [new PublishedKeyPackage("u9/d1", own, address), new PublishedKeyPackage("u9/d1", own, address)],
        };

        var outbox = world.Feed("u1/d1", new DeviceItem.KeyPackages(request.Number, "u9", packages));

        Assert.Equal(rule, Assert.Single(outbox.Seen<Observation.HostileRefused>()).Rule);
        Assert.Equal(rule, Assert.Single(outbox.Seen<Observation.OperationSkipped>()).Reason);
        Assert.Empty(outbox.Mails);
        Assert.Equal(0u, world.Device("u1/d1").Jobs);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_group_whose_first_Commit_cannot_be_built_is_nothing(string mode)
    {
        var world = Created(mode);
        world.Do("u1/d1", "create-group", new TraceCommand.CreateGroup("g:new", ["u2"]));
        world.Run.Run(world.Run.Now + 1);
        var job = Assert.Single(world.DeviceOf("u1/d1").Jobs.Jobs);
        var spoilt = Published(world, "u2/d1").ToArray();
        spoilt[^1] ^= 1;
        var packages = job.Requests.Select(request => new DeviceItem.KeyPackages(
            request.Number, request.User, request.User == "u1" ? [] : [new PublishedKeyPackage("u2/d1", OpaqueBytes.Own(spoilt), mode == "multi-client" ? "u2/d1" : "u2")]));

        var outbox = world.Feed("u1/d1", [.. packages]);

        Assert.Single(outbox.Seen<Observation.OperationSkipped>());
        Assert.Empty(outbox.Seen<Observation.EpochEntered>());
        Assert.Null(world.DeviceOf("u1/d1").Find(GroupName.Of("g:new")));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void Of_two_groups_of_one_name_the_second_is_nobodys(string mode)
    {
        var world = new ModeWorld(mode).Users(3, 1);
        world.Do("u1/d1", "create-group", new TraceCommand.CreateGroup("g:new", ["u3"]));
        world.Do("u2/d1", "create-group", new TraceCommand.CreateGroup("g:new", ["u3"])).Drain();

        Assert.Equal(2, world.AssertAgreement("g:new"));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_Welcome_that_does_not_open_is_made_good_by_an_external_Commit(string mode)
    {
        var world = new ModeWorld(mode, faults: new SpoiltWelcomes("u2/d1")).Users(2, 2);
        world.Do("u1/d1", "create-group", new TraceCommand.CreateGroup(Group, ["u2"])).Drain();

        Assert.Single(world.Seen<Observation.CommitUnprocessable>());
        Assert.Equal(4, world.AssertAgreement(Group));
    }

    [Fact]
    public void What_a_job_adds_is_tried_at_once()
    {
        var world = Created("tree-root");

        var outbox = world.Feed("u1/d1", new DeviceItem.Assigned(Assignments.Of(77, "sibling-welcome", string.Empty, "u1/d2")));

        Assert.Contains(outbox.Mails, mail => mail.Kind == MailKinds.Group);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_Commit_that_lost_is_seen_to_be_tried_again(string mode)
    {
        var world = new ModeWorld(mode).Users(3, 1);
        world.Do("u1/d1", "create-group", new TraceCommand.CreateGroup(Group, ["u2"])).Drain();
        world.Do("u3/d2", "register-user", new TraceCommand.Start("u3/d1", "phone")).Drain();

        world.Do("u1/d1", "warm-up", new TraceCommand.WarmUp(GroupName.Of(Group)));
        world.Do("u2/d1", "warm-up", new TraceCommand.WarmUp(GroupName.Of(Group))).Drain();

        Assert.Equal(new Observation.Retried(Group, 1), Assert.Single(world.Seen<Observation.Retried>()));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_device_that_is_disposed_of_holds_no_secret(string mode)
    {
        var world = Created(mode);
        var actor = world.ActorOf("u1/d1");
        var key = actor.Device.IdentityKey!;

        world.Run.RestoreAll();

        Assert.Throws<ObjectDisposedException>(() => key.Expose().Length);
        Assert.Empty(actor.Device.Groups);
        Assert.NotSame(actor, world.ActorOf("u1/d1"));
    }

    [Fact]
    public void Keys_of_KeyPackages_that_have_long_expired_are_cleared()
    {
        var world = new ModeWorld("tree-root").Users(1, 1);
        var day = 24L * 60 * 60 * 1000;
        world.Run.Run(world.Run.Now + 1);
        Feed(world, world.Run.Now + (121 * day));

        Assert.Equal(3, world.DeviceOf("u1/d1").JoinKeys.Count);
    }

    private static void Feed(ModeWorld world, long at)
    {
        world.Run.Feed(new Command(at, ActorId.Device("u1/d1"), MailKinds.Command, new Operation(99, "publish", Phase.Measured), Octets.Own(Tls.Encode<TraceCommand>(new TraceCommand.PublishKeyPackages(3)))));
        world.Drain();
    }

    private static ModeWorld Created(string mode, int devices = 2, ICryptoProviders? crypto = null)
    {
        var world = new ModeWorld(mode, crypto: crypto).Users(2, devices);
        return world.Do("u1/d1", "create-group", new TraceCommand.CreateGroup(Group, ["u2"])).Drain();
    }

    /// <summary>The last KeyPackage that a device has published.</summary>
    private static OpaqueBytes Published(ModeWorld world, string device) => world.Run.Sent
        .Where(sent => sent.Letter.Kind == MailKinds.User && sent.Letter.Sender == ActorId.Device(device))
        .Select(sent => Tls.Decode<UserMail>(sent.Letter.Body.Span)).OfType<UserMail.Publish>().Last().KeyPackages[^1];

    private static IEnumerable<T> Sent<T>(ModeWorld world, string kind)
        where T : ITlsStruct<T> => world.Run.Sent.Where(sent => sent.Letter.Kind == kind).Select(sent => Tls.Decode<T>(sent.Letter.Body.Span));
}
