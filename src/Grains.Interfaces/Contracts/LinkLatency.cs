namespace Grains.Interfaces.Contracts;

/// <summary>Latency of one class of links, in whole virtual milliseconds.</summary>
/// <param name="MinimumMilliseconds">Nothing is faster; at least 1. The smallest minimum of a run is its quantum.</param>
/// <param name="MeanMilliseconds">The mean; at least the minimum.</param>
/// <param name="Law">The distribution above the minimum.</param>
[GenerateSerializer]
[Immutable]
[Alias("link-latency")]
public sealed record LinkLatency(
    [property: Id(0)] int MinimumMilliseconds,
    [property: Id(1)] int MeanMilliseconds,
    [property: Id(2)] LatencyLaw Law);
