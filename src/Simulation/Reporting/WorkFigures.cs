using System.Collections.Immutable;

namespace Simulation.Reporting;

/// <summary>Figures of a part of a run's work.</summary>
/// <param name="Operations">By operation, as in <see cref="ModeSummary.Operations"/>.</param>
/// <param name="Totals">Sums, as in <see cref="ModeSummary.Totals"/>.</param>
/// <param name="EffectiveSeconds">Virtual time until a change of the measured phase was effective in all groups.</param>
public sealed record WorkFigures(
    ImmutableDictionary<string, OperationResult> Operations, ImmutableSortedDictionary<string, TotalResult> Totals, Percentiles? EffectiveSeconds);
