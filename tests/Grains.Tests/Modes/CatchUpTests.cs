using Grains.Interfaces.Contracts;
using Mls.MultiDevice.Mail;
using Mls.MultiDevice;
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

    [Theory]
    [MemberData(nameof(Modes))]
    public void What_had_waited_for_a_device_is_counted_and_timed_from_its_return_until_the_last_item(string mode)
    {
        var world = new ModeWorld(mode).Users(2, 2);
        world.Do("u2/d1", "create-group", new TraceCommand.CreateGroup(Group, ["u1"])).Drain();
        world.Do("u1/d2", "go-offline", new TraceCommand.GoOffline()).Drain();
        for (var message = 0; message < 5; message++)
        {
            world.Do("u2/d1", "send-message", new TraceCommand.SendMessage(Group, 10)).Drain();
        }

        long returned = world.Run.Now;
        world.Do("u1/d2", "go-online", new TraceCommand.GoOnline()).Drain();

        Observed caughtUp = Assert.Single(world.Run.Observations, seen => seen.What is Observation.CaughtUp);
        Assert.Equal(ActorId.Device("u1/d2"), caughtUp.Actor);
        long last = world.Run.Observations.Where(seen => seen.Actor == caughtUp.Actor && seen.What is Observation.MessageOpened).Max(seen => seen.At);
        Assert.Equal(new Observation.CaughtUp(last - returned, 5), caughtUp.What);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_return_to_an_empty_mailbox_is_no_catching_up_whatever_comes_later(string mode)
    {
        var world = new ModeWorld(mode).Users(2, 2);
        world.Do("u2/d1", "create-group", new TraceCommand.CreateGroup(Group, ["u1"])).Drain();
        world.Do("u1/d2", "go-offline", new TraceCommand.GoOffline()).Drain();
        world.Do("u1/d2", "go-online", new TraceCommand.GoOnline()).Drain();
        world.Do("u2/d1", "send-message", new TraceCommand.SendMessage(Group, 10)).Drain();

        Assert.Equal(3, world.Seen<Observation.MessageOpened>().Count());
        Assert.Empty(world.Seen<Observation.CaughtUp>());
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_newcomer_that_comes_when_the_epoch_it_was_let_into_is_gone_enters_another_way(string mode)
    {
        var world = new ModeWorld(mode).Users(2, 1);
        world.Do("u1/d1", "create-group", new TraceCommand.CreateGroup(Group, ["u2"])).Drain();
        world.Do("u1/d2", "add-device", new TraceCommand.Start("u1/d1", "phone"));
        world.Run.Run(world.Run.Now + 5);
        world.Do("u1/d2", "go-offline", new TraceCommand.GoOffline()).Drain();
        for (var update = 0; update < 520; update++)
        {
            world.Do("u2/d1", "warm-up", new TraceCommand.WarmUp(GroupName.Of(Group))).Drain();
        }

        Assert.Equal(2, world.AssertAgreement(Group));
        world.Do("u1/d2", "go-online", new TraceCommand.GoOnline()).Drain();

        Assert.Equal(3, world.AssertAgreement(Group));
        world.Do("u1/d2", "send-message", new TraceCommand.SendMessage(Group, 10)).Drain();
        Assert.Equal(2, world.Seen<Observation.MessageOpened>().Count());
        Assert.Contains(world.Seen<Observation.HostileRefused>(), refused => refused.Rule == DeviceItem.Refused.EpochGone);
        Assert.Empty(world.Seen<Observation.CommitUnprocessable>());
    }
}
