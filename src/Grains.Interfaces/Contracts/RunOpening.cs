using System.Collections.Immutable;

namespace Grains.Interfaces.Contracts;

/// <summary>Opens a run on one silo.</summary>
/// <param name="Settings">The run's settings.</param>
/// <param name="Silos">Addresses of the silos that carry it, sorted; fixed for the run.</param>
[GenerateSerializer]
[Immutable]
[Alias("run-opening")]
public sealed record RunOpening([property: Id(0)] RunSettings Settings, [property: Id(1)] ImmutableArray<SiloAddress> Silos);
