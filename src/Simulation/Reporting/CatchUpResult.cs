using Simulation.Measuring;

namespace Simulation.Reporting;

/// <summary>Returns of devices to mailboxes that were not empty: virtual seconds until the device had handled everything that had waited.</summary>
/// <param name="Count">Returns.</param>
/// <param name="Items">Items that had waited, over all of them.</param>
/// <param name="P50">Median.</param>
/// <param name="P90">90th percentile.</param>
/// <param name="P95">95th percentile.</param>
/// <param name="P99">99th percentile.</param>
/// <param name="Max">The largest.</param>
public sealed record CatchUpResult(long Count, long Items, double P50, double P90, double P95, double P99, double Max)
{
    private const double Milliseconds = 1000;

    internal static CatchUpResult? Of(LatencyHistogram milliseconds, long items) => milliseconds.Count == 0
        ? null
        : new CatchUpResult(
            milliseconds.Count,
            items,
            milliseconds.Percentile(0.5) / Milliseconds,
            milliseconds.Percentile(0.9) / Milliseconds,
            milliseconds.Percentile(0.95) / Milliseconds,
            milliseconds.Percentile(0.99) / Milliseconds,
            milliseconds.Maximum / Milliseconds);
}
