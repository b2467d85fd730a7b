namespace Grains.Interfaces.Contracts;

/// <summary>What traffic is accounted by.</summary>
/// <param name="Operation">The causing operation's name.</param>
/// <param name="Phase">Set-up or measured.</param>
/// <param name="Label">The mail's label.</param>
/// <param name="Link">The link it travelled.</param>
[GenerateSerializer]
[Immutable]
[Alias("traffic-key")]
public sealed record TrafficKey(
    [property: Id(0)] string Operation,
    [property: Id(1)] Phase Phase,
    [property: Id(2)] string Label,
    [property: Id(3)] LinkClass Link);
