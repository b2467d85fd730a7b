using System.Collections.Immutable;

namespace Simulation.Reporting;

/// <summary>The verdict on the invariants.</summary>
/// <param name="Checks">Comparisons made, by invariant.</param>
/// <param name="Violations">How often one did not hold.</param>
/// <param name="First">The first violations, one line each.</param>
public sealed record InvariantResult(ImmutableSortedDictionary<string, long> Checks, long Violations, ImmutableArray<string> First)
{
    /// <summary>Messages that stolen states of removed devices opened before the removal was effective in the group.</summary>
    public long OpenedInWindow { get; init; }
}
