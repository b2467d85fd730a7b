using Grains.Interfaces.Contracts;
using Grains.Tests.Hostile;
using Mls.Core.Wire;
using Mls.MultiDevice.Devices;
using Mls.MultiDevice.Mail;
using Xunit;

namespace Grains.Tests.Modes;

/// <summary>Rule H1: a leaf that a KeyPackage of an older user epoch brought is replaced like one that a removed device knows.</summary>
public sealed class JoinRotationTests
{
    private const string Group = "g:one";

    [Fact]
    public void A_join_by_an_old_KeyPackage_calls_for_an_urgent_rotation()
    {
        var world = new ModeWorld("tree-root").Users(2, 2);
        world.Do("u1/d1", "create-group", new TraceCommand.CreateGroup(Group, [])).Drain();
        world.Do("u2/d1", "update-keys", new TraceCommand.UpdateKeys()).Drain();
        world.Do("u1/d1", "add-user", new TraceCommand.AddUser(Group, "u2")).Drain();

        var assigned = world.Run.Sent.Where(sent => sent.Letter.Kind == MailKinds.Mailbox)
            .SelectMany(sent => Tls.Decode<MailboxDelivery>(sent.Letter.Body.Span).Items).OfType<DeviceItem.Assigned>().Select(item => item.Assignment);
        Assert.True(Assert.Single(assigned, assignment => assignment.Task == "rotate").IsUrgent);
        Assert.Equal(4, world.AssertAgreement(Group));
        world.AssertHealthy();
    }

    [Fact]
    public void Urgent_jobs_come_first_on_the_device_in_the_order_in_which_they_came()
    {
        var world = new ModeWorld("tree-root").Users(1, 1);
        foreach (var group in (string[])["g:a", "g:b", "g:c", "g:d"])
        {
            world.Do("u1/d1", "create-group", new TraceCommand.CreateGroup(group, []));
        }

        world.Drain();
        DeviceItem Rotate(ulong obligation, string group, bool isUrgent) => new DeviceItem.Assigned(new Assignment.Rotate(obligation, 0, isUrgent, group, 99));
        world.Feed("u1/d1", Rotate(71, "g:a", isUrgent: false), Rotate(72, "g:b", isUrgent: true), Rotate(73, "g:c", isUrgent: false), Rotate(74, "g:d", isUrgent: true));

        Assert.Equal(["g:b", "g:d", "g:a", "g:c"], world.DeviceOf("u1/d1").Jobs.Jobs.Cast<Job.UpdateGroup>().Select(job => job.Group));
        world.Run.RestoreAll();
        Assert.Equal([true, true, false, false], world.DeviceOf("u1/d1").Jobs.Jobs.Select(job => job.IsUrgent));
    }
}
