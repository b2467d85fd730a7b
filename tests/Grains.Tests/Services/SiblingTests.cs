using Grains.Interfaces.Contracts;
using Grains.Tests.Support;
using Mls.Core.Wire;
using Mls.MultiDevice.Mail;
using TestKit;
using Xunit;

namespace Grains.Tests.Services;

/// <summary>Devices that are leaves of their own come and go.</summary>
public class SiblingTests
{
    private const string Second = "ua/d2";

    [Fact]
    public void A_new_device_is_added_to_each_group_by_a_sibling()
    {
        var bench = new ServiceBench { RestoresAlways = true };
        using var group = BenchGroup.Create(bench, 2);
        bench.Take("ua/d1");
        bench.Tell(Second, new UserMail.Enroll("ua/d1", [1], default));
        var asked = bench.Take("ua/d1");
        Assert.Equal(Second, Assert.IsType<DeviceItem.Enrolled>(asked[0]).Device);
        var task = Assert.IsType<DeviceItem.Assigned>(asked[1]).Assignment;
        Assert.Equal(("add-device", BenchGroup.Name, Second), (task.Task, task.Fields().Group, task.Fields().Subject));
        group.Submit("A", AddSecond(group));
        Assert.IsType<DeviceItem.Entry>(Assert.Single(bench.Take("ua/d1")));
        Assert.IsType<DeviceItem.Welcomed>(Assert.Single(bench.Take(Second)));
        Assert.Equal(0UL, bench.User("ua").OpenObligations);
        Assert.Empty(bench.Timers);
    }

    [Fact]
    public void A_device_that_signs_out_is_removed_from_each_group_first()
    {
        var bench = new ServiceBench { RestoresAlways = true };
        using var group = BenchGroup.Create(bench, 2);
        bench.Tell(Second, new UserMail.Enroll("ua/d1", [1], default));
        group.Submit("A", AddSecond(group));
        bench.Take("ua/d1");
        bench.Take(Second);
        bench.Tell("ua/d1", new UserMail.RemoveDevice(Second, default, []));
        var task = Assert.IsType<DeviceItem.Assigned>(Assert.Single(bench.Take("ua/d1"))).Assignment;
        Assert.Equal(("remove-device", BenchGroup.Name, Second), (task.Task, task.Fields().Group, task.Fields().Subject));
        Assert.Empty(bench.Take(Second));
        group.Submit("A", group.Remove(0, 2));
        Assert.Collection(bench.Take(Second), item => Assert.IsType<DeviceItem.Entry>(item), item => Assert.IsType<DeviceItem.SignedOut>(item));
        Assert.Equal(["ua/d1"], bench.User("ua").Devices);
        Assert.Equal(0UL, bench.User("ua").OpenObligations);
    }

    [Fact]
    public void A_device_without_a_group_is_signed_out_at_once()
    {
        var bench = new ServiceBench();
        bench.Enroll("ua/d1");
        bench.Tell(Second, new UserMail.Enroll("ua/d1", [1], default));
        bench.Tell("ua/d1", new UserMail.RemoveDevice(Second, default, []));
        Assert.IsType<DeviceItem.SignedOut>(Assert.Single(bench.Take(Second)));
    }

    [Fact]
    public void When_the_user_leaves_a_group_what_was_to_be_done_there_is_without_object()
    {
        var bench = new ServiceBench();
        using var group = BenchGroup.Create(bench, 2);
        bench.Tell("ub/d2", new UserMail.Enroll("ub/d1", [1], default));
        Assert.Equal(1UL, bench.User("ub").OpenObligations);
        group.Submit("A", group.Remove(0, 1));
        Assert.Equal(0UL, bench.User("ub").OpenObligations);
        Assert.Equal(bench.Count<Observation.ObligationOpened>(), bench.Count<Observation.ObligationSettled>());
    }

    private static CommitSubmission AddSecond(BenchGroup group) => BenchGroup.Submission(group.Members.Add(0, new TestClient("A2")), [Second]);
}
