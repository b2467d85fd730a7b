using System.Collections.Immutable;

namespace Grains.Interfaces.Contracts.Views;

/// <summary>What somebody who watches a run is told.</summary>
/// <param name="Run">The run.</param>
/// <param name="Progress">How far it is.</param>
/// <param name="Traffic">Traffic so far, by operation, phase, label and link.</param>
/// <param name="Figures">What each silo's figures are (<see cref="ILiveFigures"/>), in an encoding of their own.</param>
/// <param name="Health">State of groups and users; <see langword="null"/> where they were not looked at this time.</param>
[GenerateSerializer]
[Immutable]
[Alias("run-glance")]
public sealed record RunGlance(
    [property: Id(0)] RunKey Run,
    [property: Id(1)] RunProgress Progress,
    [property: Id(2)] ImmutableArray<TrafficAccount> Traffic,
    [property: Id(3)] ImmutableArray<Octets> Figures,
    [property: Id(4)] RunHealth? Health);
