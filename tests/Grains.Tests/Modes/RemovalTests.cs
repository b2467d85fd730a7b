using Grains.Interfaces.Contracts;
using Mls.MultiDevice;
using Mls.MultiDevice.Mail;
using Xunit;

namespace Grains.Tests.Modes;

/// <summary>A removal that has been asked for is done, whatever it meets. In every mode.</summary>
public sealed class RemovalTests
{
    private const string Group = "g:one";

    public static TheoryData<string> Modes => ModeWorld.Modes();

    /// <summary>Modes, and milliseconds between two things.</summary>
    public static TheoryData<string, int> Gaps()
    {
        var gaps = new TheoryData<string, int>();
        foreach (var mode in ModeCatalog.Standard.Names)
        {
            for (var gap = 0; gap <= 40; gap += 4)
            {
                gaps.Add(mode, gap);
            }
        }

        return gaps;
    }

    /// <summary>Modes, and every millisecond between two things.</summary>
    public static TheoryData<string, int> AllGaps()
    {
        var gaps = new TheoryData<string, int>();
        foreach (var mode in ModeCatalog.Standard.Names)
        {
            for (var gap = 0; gap <= 40; gap++)
            {
                gaps.Add(mode, gap);
            }
        }

        return gaps;
    }

    [Theory]
    [MemberData(nameof(AllGaps))]
    public void A_removal_that_loses_a_race_and_its_remover_is_finished_by_a_sibling(string mode, int gap)
    {
        var world = Created(mode, devices: 3);
        world.Do("u1/d2", "update-keys", new TraceCommand.UpdateKeys());
        world.Run.Run(world.Run.Now + gap);
        world.Do("u1/d1", "remove-device", new TraceCommand.RemoveDevice("u1/d3"));
        world.Run.Run(world.Run.Now + 1);
        world.Do("u1/d1", "go-offline", new TraceCommand.GoOffline());
        world.Run.Run(world.Run.Now + 10_000);

        // Within seconds: nobody waits for the remover's lease to end.
        Assert.False(world.Device("u1/d3").IsActive);
        Assert.Equal(["u1/d1", "u1/d2"], world.User("u1").Devices);
        Assert.Equal(0u, world.User("u1").OpenObligations);
        world.Drain();

        // The sibling is not locked out, and the remover finds its way when it is back.
        world.Do("u1/d2", "update-keys", new TraceCommand.UpdateKeys()).Drain();
        world.Do("u1/d1", "go-online", new TraceCommand.GoOnline()).Drain();
        Assert.Equal(5, world.AssertAgreement(Group));
        world.Do("u1/d2", "send-message", new TraceCommand.SendMessage(Group, 10)).Drain();
        Assert.Equal(4, world.Seen<Observation.MessageOpened>().Count());
        AssertDone(world);
    }

    [Theory]
    [MemberData(nameof(Gaps))]
    public void What_a_sibling_has_under_way_meanwhile_is_done_all_the_same(string mode, int gap)
    {
        var world = Created(mode, devices: 3);
        world.Do("u9/d1", "register-user", new TraceCommand.Start(string.Empty, "phone")).Drain();
        world.Do("u1/d2", "add-user", new TraceCommand.AddUser(Group, "u9"));
        world.Run.Run(world.Run.Now + (gap * 5));
        world.Do("u1/d1", "remove-device", new TraceCommand.RemoveDevice("u1/d3")).Drain();

        Assert.Equal(6, world.AssertAgreement(Group));
        Assert.Empty(world.Seen<Observation.OperationSkipped>());
        AssertDone(world);
    }

    [Theory]
    [MemberData(nameof(Gaps))]
    public void A_newcomer_whose_removal_is_ordered_before_it_is_in_does_not_stay(string mode, int gap)
    {
        var world = Created(mode, devices: 2);
        world.Do("u1/d3", "add-device", new TraceCommand.Start("u1/d2", "phone"));
        world.Run.Run(world.Run.Now + (gap * 20));
        world.Do("u1/d1", "remove-device", new TraceCommand.RemoveDevice("u1/d3")).Drain();

        Assert.False(world.Device("u1/d3").IsActive);
        Assert.Equal(["u1/d1", "u1/d2"], world.User("u1").Devices);
        Assert.Equal(4, world.AssertAgreement(Group));
        AssertDone(world);
        world.Do("u1/d2", "send-message", new TraceCommand.SendMessage(Group, 10)).Drain();
        Assert.Equal(3, world.Seen<Observation.MessageOpened>().Count());
    }

    [Theory]
    [MemberData(nameof(Gaps))]
    public void A_newcomer_whose_removal_is_ordered_first_never_comes(string mode, int gap)
    {
        var world = Created(mode, devices: 2);
        world.Do("u1/d1", "remove-device", new TraceCommand.RemoveDevice("u1/d3"));
        world.Run.Run(world.Run.Now + gap);
        world.Do("u1/d3", "add-device", new TraceCommand.Start("u1/d2", "phone")).Drain();

        Assert.False(world.Device("u1/d3").IsActive);
        Assert.Equal(["u1/d1", "u1/d2"], world.User("u1").Devices);
        Assert.Equal(4, world.AssertAgreement(Group));
        AssertDone(world);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void The_last_device_of_a_user_cannot_be_removed_and_nothing_stays_open(string mode)
    {
        var world = Created(mode, devices: 1);

        world.Do("u1/d1", "remove-device", new TraceCommand.RemoveDevice("u1/d1")).Drain();

        Assert.Equal("last-device", Assert.Single(world.Seen<Observation.OperationSkipped>()).Reason);
        Assert.True(world.Device("u1/d1").IsActive);
        world.Do("u1/d1", "send-message", new TraceCommand.SendMessage(Group, 10)).Drain();
        Assert.Single(world.Seen<Observation.MessageOpened>());
        AssertDone(world);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void Of_two_devices_that_leave_at_once_the_last_one_stays(string mode)
    {
        var world = Created(mode, devices: 2);

        world.Do("u1/d1", "remove-device", new TraceCommand.RemoveDevice("u1/d1"));
        world.Do("u1/d2", "remove-device", new TraceCommand.RemoveDevice("u1/d2")).Drain();

        Assert.Equal("last-device", Assert.Single(world.Seen<Observation.OperationSkipped>()).Reason);
        Assert.Single(world.User("u1").Devices);
        Assert.Equal(3, world.AssertAgreement(Group));
        AssertDone(world);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_device_leaves_by_itself_and_a_sibling_lets_it_go(string mode)
    {
        var world = Created(mode, devices: 2);

        world.Do("u1/d2", "remove-device", new TraceCommand.RemoveDevice("u1/d2")).Drain();

        Assert.False(world.Device("u1/d2").IsActive);
        Assert.Equal(3, world.AssertAgreement(Group));
        AssertDone(world);
        world.AssertHealthy();
    }

    [Theory]
    [MemberData(nameof(Gaps))]
    public void Of_two_devices_that_remove_each_other_the_one_stays_whose_wish_came_first(string mode, int gap)
    {
        var world = Created(mode, devices: 3);

        world.Do("u1/d1", "remove-device", new TraceCommand.RemoveDevice("u1/d2"));
        world.Run.Run(world.Run.Now + gap);
        world.Do("u1/d2", "remove-device", new TraceCommand.RemoveDevice("u1/d1")).Drain();

        var stays = world.User("u1").Devices;
        Assert.Equal(2, stays.Count);
        Assert.Contains("u1/d3", stays);
        Assert.Single((string[])["u1/d1", "u1/d2"], name => world.Device(name).IsActive);
        if (gap == 40)
        {
            Assert.Contains("u1/d1", stays);
        }

        Assert.Equal(5, world.AssertAgreement(Group));
        world.Do("u1/d3", "send-message", new TraceCommand.SendMessage(Group, 10)).Drain();
        Assert.Equal(4, world.Seen<Observation.MessageOpened>().Count());
        AssertDone(world);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_removal_goes_out_in_one_mail_and_no_group_gets_two_Commits_for_it(string mode)
    {
        var world = Created(mode, devices: 3);
        world.Do("u1/d1", "create-group", new TraceCommand.CreateGroup("g:two", ["u2"])).Drain();
        world.Run.Sent.Clear();
        world.Run.Observations.Clear();
        var since = world.Run.Now;

        world.Do("u1/d1", "remove-device", new TraceCommand.RemoveDevice("u1/d3")).Drain();

        var commits = world.Run.Sent.Where(posting => posting.Letter is { Label: "commit", Kind: MailKinds.Group }).ToList();
        Assert.Equal(["Group g:one", "Group g:two"], commits.SelectMany(posting => posting.To.Actors).Select(actor => actor.ToString()).Order());
        Assert.Single(world.Run.Sent, posting => posting.Letter.Sender == ActorId.Device("u1/d1") && posting.Letter.Label == "commit");
        Assert.All(world.Run.Observations.Where(seen => seen.What is Observation.OperationEffective), seen => Assert.InRange(seen.At - since, 0, 150));
        Assert.True(world.Seen<Observation.MessagesSent>().Sum(sent => sent.Messages) >= 2);
        world.AssertHealthy();
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void Removals_under_way_can_be_restored_from_their_snapshots_at_any_moment(string mode)
    {
        string Life(Action<ModeWorld> atBarrier)
        {
            var world = Created(mode, devices: 3);
            world.Do("u1/d2", "update-keys", new TraceCommand.UpdateKeys());
            world.Do("u1/d1", "remove-device", new TraceCommand.RemoveDevice("u1/d3"));
            for (var step = 0; step < 40; step++)
            {
                world.Run.Run(world.Run.Now + 25);
                atBarrier(world);
                if (step == 3)
                {
                    world.Do("u1/d1", "go-offline", new TraceCommand.GoOffline());
                }
            }

            return world.Drain().Run.Digest;
        }

        Assert.Equal(Life(_ => { }), Life(world => world.Run.RestoreAll()));
    }

    private static ModeWorld Created(string mode, int devices)
    {
        var world = new ModeWorld(mode).Users(2, devices);
        world.Do("u1/d1", "create-group", new TraceCommand.CreateGroup(Group, ["u2"])).Drain();
        return world;
    }

    private static void AssertDone(ModeWorld world)
    {
        Assert.Equal(0u, world.User("u1").OpenObligations);
        Assert.Empty(world.Seen<Observation.CommitUnprocessable>());
        Assert.Empty(world.Seen<Observation.MessageFailed>());
        Assert.All(world.Run.Actors.Where(actor => actor.Kind == ActorKind.Device), actor => Assert.Equal(0u, world.Device(actor.Name).Jobs));
    }
}
