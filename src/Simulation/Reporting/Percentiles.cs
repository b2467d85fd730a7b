namespace Simulation.Reporting;

/// <summary>Where a distribution lies, in seconds.</summary>
/// <param name="Count">How many values.</param>
/// <param name="P50">Median.</param>
/// <param name="P95">95th percentile.</param>
/// <param name="P99">99th percentile.</param>
/// <param name="Maximum">The largest.</param>
public sealed record Percentiles(long Count, double P50, double P95, double P99, double Maximum)
{
    /// <summary>90th percentile.</summary>
    public double P90 { get; init; }

    /// <summary>Of a list of milliseconds; null when it is empty.</summary>
    public static Percentiles? Of(IEnumerable<long> milliseconds)
    {
        long[] sorted = [.. milliseconds.Order()];
        return sorted.Length == 0 ? null : new Percentiles(sorted.Length, At(sorted, 0.5), At(sorted, 0.95), At(sorted, 0.99), sorted[^1] / 1000.0) { P90 = At(sorted, 0.9) };
    }

    private static double At(long[] sorted, double share) => sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)] / 1000.0;
}
