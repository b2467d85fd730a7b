using Grains.Interfaces.Contracts;
using Grains.Tests.Hostile;
using Mls.Core.Crypto;
using Mls.MultiDevice.Mail;
using Xunit;

namespace Grains.Tests.Modes;

/// <summary>Whose signature key the leaf of a virtual client carries, and what that costs (modes G9, R31, R32).</summary>
public sealed class SignatureKeyScopeTests
{
    private const string Group = "g:one";
    private const int Messages = 6;

    [Theory]
    [InlineData("multi-client", 0)]
    [InlineData("tree-root", 0)]
    [InlineData("tree-root with keys per user epoch", 0)]
    [InlineData("tree-root with device keys", Messages - 1)]
    public void Two_devices_that_send_in_turn_pay_a_Commit_for_each_change_where_the_leaf_has_a_devices_key(string mode, int commits)
    {
        var world = Created(mode);
        world.Run.Observations.Clear();

        for (var i = 0; i < Messages; i++)
        {
            world.Do(i % 2 == 0 ? "u1/d1" : "u1/d2", "send-message", new TraceCommand.SendMessage(Group, 10)).Drain();
        }

        Assert.Equal(commits, world.Run.Observations.Count(seen => seen is { What: Observation.CommitAccepted, Operation.Name: "take-over-leaf" }));
        Assert.Equal(commits, world.Seen<Observation.CommitAccepted>().Count());
        Assert.Equal(Messages * 3, world.Seen<Observation.MessageOpened>().Count());
        Assert.Equal(4, world.AssertAgreement(Group));
        world.AssertHealthy();
    }

    [Fact]
    public void The_leaf_and_its_KeyPackages_carry_the_key_of_the_device_that_made_them_and_no_other_is_certified()
    {
        var world = Created("tree-root with device keys");
        var founder = world.DeviceOf("u1/d1");
        Assert.Equal(founder.IdentityKey!.PublicKey, LeafKeyOf(world, "u1/d2"));
        Assert.Equal(world.DeviceOf("u2/d1").IdentityKey!.PublicKey, LeafKeyOf(world, "u2/d2"));
        Assert.Null(founder.Environment.Directory.EpochOf("u1", LeafKeyOf(world, "u1/d1"), world.Run.Now));

        world.Do("u2/d2", "remove-user", new TraceCommand.RemoveUser(Group, "u1")).Drain();
        Assert.Equal(world.DeviceOf("u2/d2").IdentityKey!.PublicKey, LeafKeyOf(world, "u2/d1"));
        Assert.Equal(2, world.AssertAgreement(Group));
        world.AssertHealthy();
    }

    [Fact]
    public void Two_devices_that_want_to_sign_at_once_both_get_their_turn()
    {
        var world = Created("tree-root with device keys", devices: 3);
        world.Run.Observations.Clear();
        foreach (var device in (string[])["u1/d1", "u1/d2", "u1/d3", "u2/d2", "u2/d3"])
        {
            world.Do(device, "send-message", new TraceCommand.SendMessage(Group, 10));
        }

        world.Drain();

        Assert.Equal(5 * 5, world.Seen<Observation.MessageOpened>().Count());
        Assert.Equal(6, world.AssertAgreement(Group));
        world.AssertHealthy();
    }

    [Fact]
    public void Keys_per_user_epoch_are_one_key_in_all_groups_until_the_user_group_goes_on()
    {
        var world = Created("tree-root with keys per user epoch");
        world.Do("u1/d2", "create-group", new TraceCommand.CreateGroup("g:two", ["u2"])).Drain();
        var before = LeafKeyOf(world, "u1/d1");
        Assert.Equal(before, LeafKeyOf(world, "u1/d1", "g:two"));

        world.Do("u1/d1", "update-keys", new TraceCommand.UpdateKeys()).Drain();
        Assert.NotEqual(before, LeafKeyOf(world, "u1/d2"));
        Assert.Equal(LeafKeyOf(world, "u1/d2"), LeafKeyOf(world, "u1/d1", "g:two"));
        Assert.Equal(0, world.DeviceOf("u1/d1").Environment.Directory.Ignored);
        world.AssertHealthy();
    }

    private static SignaturePublicKey LeafKeyOf(ModeWorld world, string device, string name = Group)
    {
        var group = world.DeviceOf(device).Groups[name].Group;
        return group.Public.Tree.Leaf(group.OwnLeaf)!.SignatureKey;
    }

    private static ModeWorld Created(string mode, int devices = 2)
    {
        var world = new ModeWorld(mode).Users(2, devices);
        return world.Do("u1/d1", "create-group", new TraceCommand.CreateGroup(Group, ["u2"])).Drain();
    }
}
