using System.Collections.Immutable;

namespace Simulation.Reporting;

/// <summary>The verdict on the invariants.</summary>
/// <param name="Checks">Comparisons made, by invariant.</param>
/// <param name="Violations">How often one did not hold.</param>
/// <param name="First">The first violations, one line each.</param>
public sealed record InvariantResult(ImmutableSortedDictionary<string, long> Checks, long Violations, ImmutableArray<string> First);
