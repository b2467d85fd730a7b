using Simulation.Measuring;

namespace Silo.Runs;

/// <summary>Where a distribution lies.</summary>
/// <param name="Count">How many values.</param>
/// <param name="P50">Median.</param>
/// <param name="P90">90th percentile.</param>
/// <param name="P95">95th percentile.</param>
/// <param name="P99">99th percentile.</param>
/// <param name="Max">The largest.</param>
public sealed record Spread(long Count, double P50, double P90, double P95, double P99, double Max)
{
    private const double Milliseconds = 1000;

    /// <summary>Of milliseconds, in seconds; null where there are none.</summary>
    internal static Spread? OfSeconds(LatencyHistogram histogram) => histogram.Count == 0
        ? null
        : new Spread(
            histogram.Count,
            histogram.Percentile(0.5) / Milliseconds,
            histogram.Percentile(0.9) / Milliseconds,
            histogram.Percentile(0.95) / Milliseconds,
            histogram.Percentile(0.99) / Milliseconds,
            histogram.Maximum / Milliseconds);
}
