using Simulation.Scenarios;

namespace Simulation.Reporting;

/// <summary>Compares a summary with the thresholds of its scenario.</summary>
public static class ThresholdJudge
{
    /// <summary>One threshold.</summary>
    public static ThresholdResult Judge(Threshold threshold, ModeSummary summary)
    {
        ArgumentNullException.ThrowIfNull(threshold);
        ArgumentNullException.ThrowIfNull(summary);
        double actual = Math.Round(Measure(threshold.Metric, summary), 6);
        return new ThresholdResult(TechnologyReader.NameOf(threshold.Metric), threshold.Maximum, actual, actual <= threshold.Maximum);
    }

    private static double Measure(ThresholdMetric metric, ModeSummary summary) => metric switch
    {
        ThresholdMetric.LostMessages => summary.Messages.Lost,
        ThresholdMetric.SkippedOperations => summary.Operations.Values.Sum(operation => operation.Skipped.Values.Sum()),
        ThresholdMetric.EffectiveP50Seconds => summary.EffectiveSeconds?.P50 ?? 0,
        ThresholdMetric.EffectiveP95Seconds => summary.EffectiveSeconds?.P95 ?? 0,
        ThresholdMetric.EffectiveP99Seconds => summary.EffectiveSeconds?.P99 ?? 0,
        ThresholdMetric.ConflictShare => ConflictShare(summary),
        ThresholdMetric.OctetsPerDeviceAndDay => OctetsPerDeviceAndDay(summary),
        ThresholdMetric.MissedOperations => summary.Comparison?.Missed.Values.Sum() ?? 0,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static double ConflictShare(ModeSummary summary)
    {
        long conflicts = summary.Operations.Values.Sum(operation => operation.Conflicts);
        long submitted = conflicts + summary.Operations.Values.Sum(operation => operation.Commits);
        return submitted == 0 ? 0 : (double)conflicts / submitted;
    }

    /// <summary>Of the measured phase only: what create-group cost belongs to the set-up.</summary>
    private static double OctetsPerDeviceAndDay(ModeSummary summary)
    {
        double octets = summary.Traffic
            .Where(traffic => traffic.Phase == "measured")
            .Sum(traffic => traffic.Link switch
            {
                "device-to-service" => traffic.OctetsSent,
                "service-to-device" => traffic.OctetsDelivered,
                _ => 0.0,
            });
        double deviceDays = summary.Devices * summary.VirtualSeconds / 86_400;
        return deviceDays == 0 ? 0 : octets / deviceDays;
    }
}
