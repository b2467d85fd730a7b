namespace Simulation.Reporting;

/// <summary>A threshold and what was measured.</summary>
/// <param name="Name">The key in the scenario.</param>
/// <param name="Maximum">The largest value that passes.</param>
/// <param name="Actual">What was measured; 0 where nothing happened that could be measured.</param>
/// <param name="Passed">Whether it was kept.</param>
public sealed record ThresholdResult(string Name, double Maximum, double Actual, bool Passed);
