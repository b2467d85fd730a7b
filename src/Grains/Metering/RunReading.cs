using System.Collections.Immutable;
using Grains.Interfaces.Contracts;
using Grains.Interfaces.Contracts.Views;

namespace Grains.Metering;

/// <summary>Where a run stands on one silo, as its gauges show it.</summary>
/// <param name="Now">Virtual milliseconds: the barrier reached.</param>
/// <param name="Actors">Actors that exist, by kind.</param>
/// <param name="Health">State of groups and users when somebody last asked for it; that of nobody where nobody has.</param>
internal sealed record RunReading(long Now, ImmutableDictionary<ActorKind, int> Actors, RunHealth Health);
