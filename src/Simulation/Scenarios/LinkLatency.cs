namespace Simulation.Scenarios;

/// <summary>Latency of one class of links in whole milliseconds: at least the minimum, with the mean given.</summary>
public sealed record LinkLatency(int MinimumMilliseconds, int MeanMilliseconds);
