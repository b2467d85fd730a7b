using System.Collections.Immutable;

namespace Grains.Interfaces.Contracts.Views;

/// <summary>One silo's part of a <see cref="RunGlance"/>.</summary>
/// <param name="Traffic">Traffic so far.</param>
/// <param name="Figures">The silo's figures, in an encoding of their own; empty where nobody keeps any.</param>
[GenerateSerializer]
[Immutable]
[Alias("silo-glance")]
public sealed record SiloGlance([property: Id(0)] ImmutableArray<TrafficAccount> Traffic, [property: Id(1)] Octets Figures);
