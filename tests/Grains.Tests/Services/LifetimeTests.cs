using Grains.Interfaces.Contracts;
using Grains.Tests.Modes;
using Mls.Core.Wire;
using Mls.MultiDevice.Mail;
using Xunit;

namespace Grains.Tests.Services;

/// <summary>KeyPackages expire; groups, members and the messages that have been accepted do not.</summary>
public class LifetimeTests
{
    private const string Group = "g:one";
    private const long Day = 24L * 60 * 60 * 1000;

    public static TheoryData<string> Modes() => ModeWorld.Modes();

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_run_may_last_longer_than_a_KeyPackage(string mode)
    {
        var world = new ModeWorld(mode).Users(4, 2);
        world.Do("u1/d1", "create-group", new TraceCommand.CreateGroup(Group, ["u2"])).Drain();
        world.Do("u2/d2", "go-offline", new TraceCommand.GoOffline()).Drain();

        // While a device is away, a Commit uses a KeyPackage that will have expired when the device is back.
        On(world, day: 50, "u1/d1", "add-user", new TraceCommand.AddUser(Group, "u3"));
        On(world, day: 50, "u1/d1", "send-message", new TraceCommand.SendMessage(Group, 10));
        On(world, day: 100, "u2/d2", "go-online", new TraceCommand.GoOnline());
        Assert.Equal(6, world.AssertAgreement(Group));

        // Everything in the fourth user's store has expired; members that have never committed stand in the tree with the leaves of their KeyPackages.
        On(world, day: 101, "u1/d1", "add-user", new TraceCommand.AddUser(Group, "u4"));
        On(world, day: 102, "u3/d3", "add-device", new TraceCommand.Start("u3/d1", "phone"));
        On(world, day: 103, "u3/d3", "send-message", new TraceCommand.SendMessage(Group, 10));
        On(world, day: 103, "u2/d1", "update-keys", new TraceCommand.UpdateKeys());

        Assert.Equal(9, world.AssertAgreement(Group));
        // In multi-client mode the user is first added without the device that has no KeyPackage left; it is added when it has.
        world.AssertHealthy(mode == "multi-client" ? ["PartialMembership"] : []);
        Assert.Equal(5 + 8, world.Seen<Observation.MessageOpened>().Count());
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_request_waits_until_a_device_has_renewed_what_has_expired(string mode)
    {
        var world = new ModeWorld(mode).Users(2, 2);
        world.Do("u1/d1", "create-group", new TraceCommand.CreateGroup(Group, []));
        world.Do("u2/d1", "go-offline", new TraceCommand.GoOffline());
        world.Do("u2/d2", "go-offline", new TraceCommand.GoOffline()).Drain();

        On(world, day: 91, "u1/d1", "add-user", new TraceCommand.AddUser(Group, "u2"));
        Assert.Equal(2, world.AssertAgreement(Group));

        world.Do("u2/d1", "go-online", new TraceCommand.GoOnline());
        world.Do("u2/d2", "go-online", new TraceCommand.GoOnline()).Drain();

        Assert.Equal(4, world.AssertAgreement(Group));
        // In multi-client mode the user is first added without the device that has no KeyPackage left; it is added when it has.
        world.AssertHealthy(mode == "multi-client" ? ["PartialMembership"] : []);
    }

    private static void On(ModeWorld world, int day, string device, string operation, TraceCommand command)
    {
        var id = 1000 + world.Run.Observations.Count;
        world.Run.Feed(new Command(
            Math.Max(world.Run.Now, day * Day), ActorId.Device(device), MailKinds.Command, new Operation(id, operation, Phase.Measured), Octets.Own(Tls.Encode(command))));
        world.Drain();
    }
}
