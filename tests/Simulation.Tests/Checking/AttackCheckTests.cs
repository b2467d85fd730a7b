using Grains.Interfaces.Contracts;
using Mls.Core.Wire;
using Simulation.Checking;
using Xunit;

namespace Simulation.Tests.Checking;

/// <summary>What whoever has stolen a removed device may open, and what it may not.</summary>
public sealed class AttackCheckTests
{
    private const string Group = "g:family";
    private const string Victim = "u0001/d2";

    private static readonly RunEnd Drained = new(true, [Victim], 0);

    [Fact]
    public void Opening_a_message_of_the_epoch_without_the_device_s_leaf_is_a_violation() => AssertViolation(5, LeafOfDevice(removedFrom: 5));

    [Fact]
    public void Opening_a_message_before_the_device_s_leaf_is_gone_is_the_removal_window() => AssertWindow(4, LeafOfDevice(removedFrom: 5));

    [Fact]
    public void Opening_a_message_under_a_leaf_of_a_user_group_epoch_without_the_device_is_a_violation() => AssertViolation(6, LeafOfUser(rotatedFrom: 6));

    [Fact]
    public void Opening_a_message_before_the_user_s_leaf_is_rotated_is_the_removal_window() => AssertWindow(5, LeafOfUser(rotatedFrom: 6));

    [Fact]
    public void A_window_that_never_closes_is_a_violation() => AssertViolation(9, LeafOfUser(rotatedFrom: null));

    [Fact]
    public void A_window_is_not_judged_while_the_run_goes_on() =>
        Assert.Equal(0, Judge(new RunEnd(false, [Victim], 0), [.. LeafOfUser(rotatedFrom: null), new Observation.AttackTried(Group, 1, 9, true)]).ViolationCount);

    [Fact]
    public void A_rotation_that_goes_back_opens_the_window_again() => AssertWindow(
        8, [.. LeafOfUser(rotatedFrom: 6), new Observation.ActiveLeaf(Group, "u0001", 1, 8, 2), new Observation.ActiveLeaf(Group, "u0001", 1, 9, 7)]);

    [Fact]
    public void Opening_a_message_of_a_group_that_the_user_has_left_is_a_violation() =>
        AssertViolation(9, [.. LeafOfUser(rotatedFrom: null), new Observation.RosterChanged(Group, 9, string.Empty, "u0001")]);

    [Fact]
    public void What_does_not_open_is_no_violation() =>
        Assert.Equal(0, Judge(Drained, [.. LeafOfDevice(removedFrom: 5), new Observation.AttackTried(Group, 1, 7, false)]).ViolationCount);

    [Fact]
    public void A_message_that_opens_later_counts_once() =>
        Assert.Equal(1, Judge(Drained, [.. LeafOfDevice(removedFrom: 5), new Observation.AttackTried(Group, 1, 7, false), new Observation.AttackTried(Group, 1, 7, true)]).ViolationCount);

    private static Observation[] LeafOfDevice(long removedFrom) =>
    [
        new Observation.RosterChanged(Group, 1, "u0001/d1 u0001/d2", string.Empty),
        new Observation.RosterChanged(Group, removedFrom, string.Empty, Victim),
    ];

    private static Observation[] LeafOfUser(long? rotatedFrom) =>
    [
        new Observation.RosterChanged("user:u0001", 1, Victim, string.Empty),
        new Observation.RosterChanged(Group, 1, "u0001", string.Empty),
        new Observation.ActiveLeaf(Group, "u0001", 1, 1, 2),
        new Observation.RosterChanged("user:u0001", 3, string.Empty, Victim),
        .. rotatedFrom is { } epoch ? [new Observation.ActiveLeaf(Group, "u0001", 1, epoch, 3)] : Array.Empty<Observation>(),
    ];

    private static void AssertViolation(long epoch, Observation[] seen)
    {
        InvariantReport report = Judge(Drained, [.. seen, new Observation.AttackTried(Group, 1, epoch, true)]);

        Violation violation = Assert.Single(report.Violations);
        Assert.Equal((Invariant.RemovedOpensNothing, Group, epoch, Victim), (violation.Invariant, violation.Group, violation.Epoch, violation.Device));
        Assert.Equal(0, report.OpenedInWindow);
    }

    private static void AssertWindow(long epoch, Observation[] seen)
    {
        InvariantReport report = Judge(Drained, [.. seen, new Observation.AttackTried(Group, 1, epoch, true)]);

        Assert.DoesNotContain(report.Violations, violation => violation.Invariant == Invariant.RemovedOpensNothing);
        Assert.Equal(1, report.OpenedInWindow);
    }

    /// <summary>Two silos, so that the parts are put together, too.</summary>
    private static InvariantReport Judge(RunEnd end, Observation[] seen)
    {
        InvariantChecker[] parts = [new InvariantChecker(), new InvariantChecker()];
        for (var i = 0; i < seen.Length; i++)
        {
            parts[seen[i] is Observation.AttackTried ? 0 : 1].Observe(new Observed(i, ActorId.Device(Victim), i + 1, Operation.None, seen[i]));
        }

        var whole = new InvariantChecker();
        foreach (var part in parts)
        {
            using var octets = new TlsWriter();
            part.Write(octets);
            var reader = new TlsReader(octets.Written);
            whole.Absorb(ref reader);
        }

        return whole.Finish(end);
    }
}
