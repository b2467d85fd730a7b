namespace Simulation.Scenarios;

/// <summary>A limit that each mode must keep; the run ends with exit code 99 when one does not.</summary>
/// <param name="Metric">What is limited.</param>
/// <param name="Maximum">The largest value that passes.</param>
public sealed record Threshold(ThresholdMetric Metric, double Maximum);
