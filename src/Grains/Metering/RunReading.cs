using System.Collections.Immutable;
using Grains.Interfaces.Contracts;

namespace Grains.Metering;

/// <summary>Where a run stands on one silo, as its gauges show it.</summary>
/// <param name="Now">Virtual milliseconds: the barrier reached.</param>
/// <param name="Actors">Actors that exist, by kind.</param>
internal sealed record RunReading(long Now, ImmutableDictionary<ActorKind, int> Actors);
