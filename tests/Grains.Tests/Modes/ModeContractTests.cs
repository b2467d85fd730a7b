using Grains.Devices;
using Grains.Interfaces.Contracts;
using Mls.MultiDevice.Mail;
using Mls.MultiDevice;
using Xunit;

namespace Grains.Tests.Modes;

/// <summary>What every mode must do, in every mode.</summary>
public sealed class ModeContractTests
{
    private const string Group = "g:one";

    public static TheoryData<string> Modes() => ModeWorld.Variants();

    [Theory]
    [MemberData(nameof(Modes))]
    public void Devices_of_one_user_come_into_being(string mode)
    {
        var world = new ModeWorld(mode).Users(1, 3);

        world.AssertHealthy();
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void All_devices_of_all_members_agree_on_a_created_group(string mode)
    {
        var world = Created(mode, users: 3, devices: 2);

        Assert.Equal(6, world.AssertAgreement(Group));
        world.AssertHealthy();
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_message_is_opened_by_every_device_but_the_sender(string mode)
    {
        var world = Created(mode, users: 3, devices: 2);
        foreach (var device in (string[])["u1/d1", "u1/d2", "u2/d1", "u3/d2"])
        {
            world.Do(device, "send-message", new TraceCommand.SendMessage(Group, 100));
        }

        world.Drain();

        Assert.Equal(4 * 5, world.Seen<Observation.MessageOpened>().Count());
        world.AssertHealthy();
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_user_is_added_and_removed(string mode)
    {
        var world = Created(mode, users: 2, devices: 2);
        world.Do("u9/d1", "register-user", new TraceCommand.Start(string.Empty, "phone")).Drain();
        world.Do("u9/d2", "register-user", new TraceCommand.Start("u9/d1", "phone")).Drain();

        world.Do("u1/d2", "add-user", new TraceCommand.AddUser(Group, "u9")).Drain();
        Assert.Equal(6, world.AssertAgreement(Group));
        world.Do("u2/d1", "remove-user", new TraceCommand.RemoveUser(Group, "u9")).Drain();
        Assert.Equal(4, world.AssertAgreement(Group));
        world.AssertHealthy();
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_device_is_added_to_all_groups_and_reads_what_comes_after(string mode)
    {
        var world = Created(mode, users: 2, devices: 2);
        world.Do("u1/d1", "create-group", new TraceCommand.CreateGroup("g:two", ["u2"])).Drain();

        world.Do("u1/d3", "add-device", new TraceCommand.Start("u1/d1", "phone")).Drain();

        Assert.Equal(5, world.AssertAgreement(Group));
        Assert.Equal(5, world.AssertAgreement("g:two"));
        world.Do("u2/d2", "send-message", new TraceCommand.SendMessage("g:two", 10));
        world.Do("u1/d3", "send-message", new TraceCommand.SendMessage(Group, 10));
        world.Drain();
        Assert.Equal(8, world.Seen<Observation.MessageOpened>().Count());
        world.AssertHealthy();
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_device_is_removed_from_all_groups(string mode)
    {
        var world = Created(mode, users: 2, devices: 3);

        world.Do("u1/d1", "remove-device", new TraceCommand.RemoveDevice("u1/d3")).Drain();

        Assert.Equal(5, world.AssertAgreement(Group));
        Assert.False(world.Device("u1/d3").IsActive);
        world.Do("u1/d2", "send-message", new TraceCommand.SendMessage(Group, 10)).Drain();
        Assert.Equal(4, world.Seen<Observation.MessageOpened>().Count());
        world.AssertHealthy();
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_device_renews_its_keys_everywhere(string mode)
    {
        var world = Created(mode, users: 2, devices: 2);

        world.Do("u2/d2", "update-keys", new TraceCommand.UpdateKeys()).Drain();

        Assert.Equal(4, world.AssertAgreement(Group));
        world.AssertHealthy();
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_phone_is_replaced_by_another_and_goes_on(string mode)
    {
        var world = Created(mode, users: 3, devices: 1);

        world.Do("u1/d2", "add-device", new TraceCommand.Start("u1/d1", "phone")).Drain();
        world.Do("u1/d2", "remove-device", new TraceCommand.RemoveDevice("u1/d1")).Drain();

        Assert.Equal(3, world.AssertAgreement(Group));
        world.Do("u1/d2", "send-message", new TraceCommand.SendMessage(Group, 10)).Drain();
        Assert.Equal(2, world.Seen<Observation.MessageOpened>().Count());
        Assert.All(world.Run.Actors.Where(actor => actor.Kind == ActorKind.User), actor => Assert.Equal(0, (int)world.User(actor.Name).OpenObligations));
        world.AssertHealthy();
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_device_offline_for_a_week_catches_up(string mode)
    {
        var world = Created(mode, users: 2, devices: 2);
        world.Do("u1/d2", "go-offline", new TraceCommand.GoOffline()).Drain();
        world.Do("u2/d1", "update-keys", new TraceCommand.UpdateKeys());
        world.Do("u1/d3", "add-device", new TraceCommand.Start("u1/d1", "phone"));
        world.Do("u2/d2", "send-message", new TraceCommand.SendMessage(Group, 10));
        world.Run.Run(world.Run.Now + (7L * 24 * 3600 * 1000));
        world.Do("u1/d3", "send-message", new TraceCommand.SendMessage(Group, 10)).Drain();

        world.Do("u1/d2", "go-online", new TraceCommand.GoOnline()).Drain();

        Assert.Equal(5, world.AssertAgreement(Group));
        world.AssertHealthy();
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void Two_siblings_commit_at_once_and_both_changes_come(string mode)
    {
        var world = Created(mode, users: 2, devices: 2);

        world.Do("u1/d1", "update-keys", new TraceCommand.UpdateKeys());
        world.Do("u1/d2", "update-keys", new TraceCommand.UpdateKeys());
        world.Do("u2/d1", "update-keys", new TraceCommand.UpdateKeys());
        world.Drain();

        Assert.NotEmpty(world.Seen<Observation.Conflict>());
        Assert.Equal(4, world.AssertAgreement(Group));
        world.AssertHealthy();
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_device_that_is_offline_is_removed(string mode)
    {
        var world = Created(mode, users: 2, devices: 2);
        world.Do("u1/d2", "go-offline", new TraceCommand.GoOffline()).Drain();

        world.Do("u1/d1", "remove-device", new TraceCommand.RemoveDevice("u1/d2")).Drain();
        world.Do("u1/d2", "go-online", new TraceCommand.GoOnline()).Drain();

        Assert.Equal(3, world.AssertAgreement(Group));
        Assert.False(world.Device("u1/d2").IsActive);
        world.AssertHealthy();
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_user_is_added_while_a_device_of_another_is_removed(string mode)
    {
        var world = Created(mode, users: 2, devices: 2);
        world.Do("u9/d1", "register-user", new TraceCommand.Start(string.Empty, "phone")).Drain();

        world.Do("u2/d1", "add-user", new TraceCommand.AddUser(Group, "u9"));
        world.Do("u1/d1", "remove-device", new TraceCommand.RemoveDevice("u1/d2"));
        world.Drain();

        Assert.Equal(4, world.AssertAgreement(Group));
        world.AssertHealthy();
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_device_that_dies_right_after_its_Commit_was_accepted_is_replaced_in_what_it_had_to_do(string mode)
    {
        var world = Created(mode, users: 2, devices: 3);
        world.Do("u1/d1", "create-group", new TraceCommand.CreateGroup("g:two", ["u2"])).Drain();
        world.Run.Observations.Clear();
        world.Run.Sent.Clear();

        // Another member's Commits are first in both groups, so that more is left to do than has been handed in.
        world.Do("u2/d1", "warm-up", new TraceCommand.WarmUp(GroupName.Of(Group)));
        world.Do("u2/d1", "warm-up", new TraceCommand.WarmUp(GroupName.Of("g:two")));
        while (world.Seen<Observation.CommitAccepted>().Count() < 2)
        {
            world.Run.Run(world.Run.Now + 1);
        }

        world.Do("u1/d1", "remove-device", new TraceCommand.RemoveDevice("u1/d3"));
        while (!world.Run.Observations.Any(seen => seen is { Operation.Name: "remove-device", What: Observation.CommitAccepted }))
        {
            world.Run.Run(world.Run.Now + 1);
        }

        world.Do("u1/d1", "go-offline", new TraceCommand.GoOffline()).Drain();

        Assert.NotEmpty(world.Seen<Observation.Conflict>());
        Assert.Contains(world.Run.Sent, posting => posting.Letter.Sender == ActorId.Device("u1/d2") && posting.Letter is { Label: "commit", Operation.Name: "remove-device" or "take-over-leaf" });
        Assert.Equal(0u, world.User("u1").OpenObligations);
        Assert.False(world.Device("u1/d3").IsActive);
        Assert.Equal(world.Device("u1/d2").Groups.Where(IsShared), world.Device("u2/d1").Groups.Where(IsShared));

        world.Do("u1/d1", "go-online", new TraceCommand.GoOnline()).Drain();
        Assert.Equal(5, world.AssertAgreement(Group));
        Assert.Equal(5, world.AssertAgreement("g:two"));
        world.AssertHealthy();
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void Restoring_every_actor_at_barriers_changes_nothing(string mode)
    {
        var plain = Busy(new ModeWorld(mode).Users(2, 2), _ => { });
        var restored = Busy(new ModeWorld(mode).Users(2, 2), world => world.Run.RestoreAll());

        Assert.Equal(plain.Run.Digest, restored.Run.Digest);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void Another_seed_gives_another_digest_and_the_same_seed_the_same(string mode)
    {
        var one = Busy(new ModeWorld(mode, seed: 1).Users(2, 2), _ => { }).Run.Digest;

        Assert.Equal(one, Busy(new ModeWorld(mode, seed: 1).Users(2, 2), _ => { }).Run.Digest);
        Assert.NotEqual(one, Busy(new ModeWorld(mode, seed: 2).Users(2, 2), _ => { }).Run.Digest);
    }

    /// <summary>A bit of everything, with a barrier every 100 virtual milliseconds.</summary>
    private static ModeWorld Busy(ModeWorld world, Action<ModeWorld> atBarrier)
    {
        world.Do("u1/d1", "create-group", new TraceCommand.CreateGroup(Group, ["u2"]));
        Step(world, 10, atBarrier);
        world.Do("u1/d2", "update-keys", new TraceCommand.UpdateKeys());
        world.Do("u2/d1", "update-keys", new TraceCommand.UpdateKeys());
        world.Do("u2/d2", "send-message", new TraceCommand.SendMessage(Group, 20));
        Step(world, 3, atBarrier);
        world.Do("u2/d3", "add-device", new TraceCommand.Start("u2/d1", "phone"));
        Step(world, 5, atBarrier);
        world.Do("u1/d1", "remove-device", new TraceCommand.RemoveDevice("u1/d2"));
        Step(world, 20, atBarrier);
        return world.Drain();
    }

    private static bool IsShared(DeviceReport.GroupLine line) => line.Name.StartsWith("g:", StringComparison.Ordinal);

    private static void Step(ModeWorld world, int barriers, Action<ModeWorld> atBarrier)
    {
        for (var i = 0; i < barriers; i++)
        {
            world.Run.Run(world.Run.Now + 100);
            atBarrier(world);
        }
    }

    private static ModeWorld Created(string mode, int users, int devices)
    {
        var world = new ModeWorld(mode).Users(users, devices);
        world.Do("u1/d1", "create-group", new TraceCommand.CreateGroup(Group, [.. Enumerable.Range(2, users - 1).Select(user => $"u{user}")])).Drain();
        return world;
    }
}
