using Grains.Interfaces.Contracts;
using Mls.MultiDevice.Mail;
using Xunit;

namespace Grains.Tests.Modes;

/// <summary>A run whose Commits of Adds carry no path where the mode leaves the choice. In every mode.</summary>
public sealed class AddPathTests
{
    private const string Group = "g:one";

    public static TheoryData<string> Modes() => ModeWorld.Modes();

    [Theory]
    [MemberData(nameof(Modes))]
    public void Users_and_devices_that_are_added_are_followed_by_everybody_with_one_Commit(string mode)
    {
        var world = new ModeWorld(mode, with: settings => settings with { AddPath = false, RenewAfterAdd = true }).Users(3, 2);
        world.Do("u1/d1", "create-group", new TraceCommand.CreateGroup(Group, ["u2"])).Drain();
        Assert.Equal(4, world.AssertAgreement(Group));

        var before = Commits(world);
        world.Do("u1/d2", "add-user", new TraceCommand.AddUser(Group, "u3")).Drain();
        Assert.Equal(6, world.AssertAgreement(Group));
        Assert.Equal(before + 1, Commits(world));

        world.Do("u3/d3", "add-device", new TraceCommand.Start("u3/d1", "phone")).Drain();
        Assert.Equal(7, world.AssertAgreement(Group));
        Assert.Equal(before + 2, Commits(world));
        world.Do("u3/d3", "send-message", new TraceCommand.SendMessage(Group, 10)).Drain();
        Assert.Equal(6, world.Seen<Observation.MessageOpened>().Count());
        world.AssertHealthy();
    }

    private static int Commits(ModeWorld world) => world.Run.Observations.Count(seen => seen.Actor == ActorId.Group(Group) && seen.What is Observation.CommitAccepted);
}
