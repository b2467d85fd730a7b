using Grains.Interfaces.Contracts;
using Mls.MultiDevice.Mail;
using Xunit;

namespace Grains.Tests.Modes;

/// <summary>Devices that come back after much has happened. In every mode.</summary>
public sealed class CatchUpTests
{
    private const string Group = "g:one";

    public static TheoryData<string> Modes() => ModeWorld.Modes();

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_device_that_finds_a_Welcome_and_many_key_updates_after_it_follows_them_all(string mode)
    {
        var world = new ModeWorld(mode).Users(2, 2);
        world.Do("u1/d2", "go-offline", new TraceCommand.GoOffline()).Drain();
        world.Do("u2/d1", "create-group", new TraceCommand.CreateGroup(Group, ["u1"])).Drain();
        for (var update = 0; update < 20; update++)
        {
            world.Do("u1/d1", "update-keys", new TraceCommand.UpdateKeys()).Drain();
        }

        world.Do("u1/d2", "go-online", new TraceCommand.GoOnline()).Drain();

        Assert.Equal(4, world.AssertAgreement(Group));
        world.Do("u1/d2", "send-message", new TraceCommand.SendMessage(Group, 10)).Drain();
        Assert.Equal(3, world.Seen<Observation.MessageOpened>().Count());
        world.AssertHealthy();
    }
}
