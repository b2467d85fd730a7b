using Grains.Interfaces.Contracts;
using Mls.MultiDevice;
using Mls.MultiDevice.Mail;
using Xunit;

namespace Grains.Tests.Modes;

/// <summary>In a run with an attack the state of a removed device is stolen, and its thief tries what comes after.</summary>
public sealed class StolenDeviceTests
{
    private const string Group = "g:one";
    private const string Victim = "u1/d3";

    public static TheoryData<string> Modes() => ModeWorld.Modes();

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_thief_tries_what_comes_after_and_opens_nothing(string mode)
    {
        var world = Robbed(mode, 64);

        var tries = world.Seen<Observation.AttackTried>().ToList();
        Assert.Equal(4, tries.Count);
        Assert.All(tries, tried => Assert.False(tried.IsOpen));
        world.AssertHealthy();
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void Being_overheard_changes_nothing_for_anybody(string mode)
    {
        var quiet = Robbed(mode, 0);
        var overheard = Robbed(mode, 64);

        Assert.Empty(quiet.Seen<Observation.AttackTried>());
        Assert.Equal(quiet.Run.Digest, overheard.Run.Digest);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_thief_that_is_restored_goes_on_where_it_was(string mode)
    {
        var kept = Robbed(mode, 64);
        var restored = Robbed(mode, 64, world => world.Run.RestoreAll());

        Assert.Equal(kept.Seen<Observation.AttackTried>(), restored.Seen<Observation.AttackTried>());
        Assert.Equal(kept.Run.Digest, restored.Run.Digest);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_thief_hears_no_more_than_the_setting_says(string mode)
    {
        var world = Robbed(mode, 3);

        Assert.InRange(world.Seen<Observation.AttackTried>().Count(), 0, 3);
    }

    private static ModeWorld Robbed(string mode, uint entries, Action<ModeWorld>? between = null)
    {
        var world = new ModeWorld(mode, attack: new AttackSettings(entries > 0 ? [Victim] : [], entries)).Users(2, 3);
        world.Do("u1/d1", "create-group", new TraceCommand.CreateGroup(Group, ["u2"])).Drain();
        world.Do("u1/d1", "remove-device", new TraceCommand.RemoveDevice(Victim)).Drain();
        for (var message = 0; message < 4; message++)
        {
            between?.Invoke(world);
            world.Do(message % 2 == 0 ? "u2/d1" : "u1/d2", "send-message", new TraceCommand.SendMessage(Group, 10)).Drain();
            between?.Invoke(world);
            world.Do("u2/d2", "update-keys", new TraceCommand.UpdateKeys()).Drain();
        }

        return world;
    }
}
