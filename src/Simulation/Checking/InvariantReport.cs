using System.Collections.Immutable;

namespace Simulation.Checking;

/// <summary>What the checks of a run found.</summary>
/// <param name="Checks">Number of comparisons made for each invariant.</param>
/// <param name="ViolationCount">How often one did not hold.</param>
/// <param name="Violations">The first of them, in a fixed order.</param>
/// <param name="LostMessages">Openings that are missing, and messages that were neither accepted nor given up.</param>
/// <param name="UnjudgedOpenings">Openings of removed devices that are missing, where the message may never have reached the device.</param>
public sealed record InvariantReport(
    ImmutableSortedDictionary<Invariant, long> Checks,
    long ViolationCount,
    ImmutableArray<Violation> Violations,
    long LostMessages,
    long UnjudgedOpenings)
{
    /// <summary>Messages that stolen states of removed devices opened before the removal was effective in the group: the removal window.</summary>
    public long OpenedInWindow { get; init; }
}
