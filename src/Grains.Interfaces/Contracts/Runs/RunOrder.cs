using System.Collections.Immutable;

namespace Grains.Interfaces.Contracts.Runs;

/// <summary>A scenario that somebody wants run.</summary>
/// <param name="Scenario">Name of a scenario.</param>
/// <param name="Modes">Modes, in this order; empty for all.</param>
/// <param name="Overrides">Values of the scenario that are to be others; later ones win.</param>
/// <param name="WhenBusy">What to do when a run is going on.</param>
[GenerateSerializer]
[Immutable]
[Alias("run-order")]
public sealed record RunOrder(
    [property: Id(0)] string Scenario,
    [property: Id(1)] ImmutableArray<string> Modes,
    [property: Id(2)] ImmutableArray<RunOverride> Overrides,
    [property: Id(3)] WhenBusy WhenBusy);
