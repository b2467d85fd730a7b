using System.Collections.Immutable;

namespace Simulation.Reporting;

/// <summary>One number of every mode over several seeds.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Unit">octets, seconds or count.</param>
/// <param name="Values">By mode, in the order of the seeds that are compared.</param>
/// <param name="Means">By mode; null where there are no values.</param>
/// <param name="Differences">By mode but the first: its mean difference from the first mode in the same seed.</param>
public sealed record SeedFigure(
    string Name,
    string Unit,
    ImmutableArray<ImmutableArray<double>> Values,
    ImmutableArray<Interval?> Means,
    ImmutableArray<Interval?> Differences);
