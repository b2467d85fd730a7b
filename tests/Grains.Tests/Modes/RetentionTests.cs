using Grains.Tests.Hostile;
using Mls.MultiDevice.Devices;
using Mls.MultiDevice.Mail;
using Mls.MultiDevice.SingleClient;
using Mls.MultiDevice.SingleClient.UserGroups;
using Xunit;

namespace Grains.Tests.Modes;

/// <summary>Secrets are kept while something waits for them, and no longer: whoever steals a device later finds nothing of them.</summary>
public sealed class RetentionTests
{
    private const string Group = "g:one";
    private const long Day = 24L * 3600 * 1000;

    [Fact]
    public void No_joiner_secret_is_kept_where_a_device_has_come_before_there_was_a_group()
    {
        var world = new ModeWorld("tree-root").Users(2, 2);
        world.Do("u1/d1", "create-group", new TraceCommand.CreateGroup(Group, ["u2"])).Drain();
        world.Do("u1/d2", "update-keys", new TraceCommand.UpdateKeys()).Drain();

        Assert.All(world.DeviceOf("u1/d1").Groups.Values.Concat(world.DeviceOf("u1/d2").Groups.Values), membership => Assert.Null(membership.LetIn));
    }

    [Fact]
    public void A_joiner_secret_is_kept_while_a_newcomer_is_waited_for_and_gone_when_it_has_been_let_in()
    {
        var world = new ModeWorld("tree-root").Users(2, 2);
        world.Do("u1/d1", "create-group", new TraceCommand.CreateGroup(Group, ["u2"])).Drain();
        world.Do("u1/d3", "add-device", new TraceCommand.Start("u1/d1", "phone"));
        var kept = 0;
        for (var step = 0; step < 60; step++)
        {
            world.Run.Run(world.Run.Now + 10);
            kept += LetInsOf(world, "u1/d2");
        }

        world.Drain();
        Assert.NotEqual(0, kept);
        Assert.Equal(0, LetInsOf(world, "u1/d1") + LetInsOf(world, "u1/d2") + LetInsOf(world, "u1/d3"));
    }

    [Fact]
    public void A_joiner_secret_is_gone_after_a_while_where_the_newcomer_has_been_removed_or_nobody_lets_it_in()
    {
        var world = new ModeWorld("tree-root").Users(2, 2);
        world.Do("u1/d1", "create-group", new TraceCommand.CreateGroup(Group, ["u2"])).Drain();
        world.Do("u1/d3", "add-device", new TraceCommand.Start("u1/d1", "phone"));
        while (LetInsOf(world, "u1/d2") == 0)
        {
            world.Run.Run(world.Run.Now + 1);
        }

        // Nobody tells anybody anything for a while; then something comes that has nothing to do with it.
        world.Do("u1/d2", "go-offline", new TraceCommand.GoOffline());
        world.Do("u1/d1", "go-offline", new TraceCommand.GoOffline());
        world.Run.Run(world.Run.Now + (60 * Day));
        world.Do("u1/d2", "go-online", new TraceCommand.GoOnline());
        world.Run.Run(world.Run.Now + 1);

        Assert.Equal(0, LetInsOf(world, "u1/d2"));
    }

    [Fact]
    public void A_root_is_gone_when_every_group_has_rotated()
    {
        var world = new ModeWorld("tree-root").Users(2, 2);
        world.Do("u1/d1", "create-group", new TraceCommand.CreateGroup(Group, ["u2"])).Drain();
        for (var update = 0; update < 3; update++)
        {
            world.Do("u1/d1", "update-keys", new TraceCommand.UpdateKeys()).Drain();
        }

        Assert.Equal(1, StateOf(world, "u1/d1").Epochs.Count);
        Assert.Equal(1, StateOf(world, "u1/d2").Epochs.Count);
    }

    [Theory]
    [InlineData("multi-client")]
    [InlineData("tree-root")]
    public void Keys_of_KeyPackages_are_gone_when_those_have_expired(string mode)
    {
        var world = new ModeWorld(mode).Users(1, 1);
        Assert.NotEqual(0, HeldBy(world.DeviceOf("u1/d1")));

        world.Do("u1/d1", "go-offline", new TraceCommand.GoOffline());
        world.Run.Run(world.Run.Now + (91 * Day));
        world.Do("u1/d1", "go-online", new TraceCommand.GoOnline());
        world.Run.Run(world.Run.Now + 1);

        Assert.Equal(0, HeldBy(world.DeviceOf("u1/d1")));
    }

    [Fact]
    public void Keys_of_KeyPackages_do_not_survive_the_removal_of_a_device_that_knew_them()
    {
        var world = new ModeWorld("tree-root").Users(1, 3);
        world.Do("u1/d1", "remove-device", new TraceCommand.RemoveDevice("u1/d3")).Drain();
        world.Run.Run(world.Run.Now + Day);
        world.Do("u1/d1", "go-offline", new TraceCommand.GoOffline());
        world.Do("u1/d2", "go-offline", new TraceCommand.GoOffline());
        world.Drain();

        // What is left was published after the removal: one pool.
        Assert.Equal(10, HeldBy(world.DeviceOf("u1/d1")));
        Assert.Equal(10, HeldBy(world.DeviceOf("u1/d2")));
    }

    private static int LetInsOf(ModeWorld world, string device) => world.DeviceOf(device).Groups.Values.Count(membership => membership.LetIn is not null);

    private static UserGroupState StateOf(ModeWorld world, string device) => ((SingleClientMode)world.DeviceOf(device).Mode).Part.State;

    private static int HeldBy(Device device) => device.JoinKeys.Count;
}
