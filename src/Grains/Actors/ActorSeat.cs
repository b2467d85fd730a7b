using Grains.Interfaces.Contracts;

namespace Grains.Actors;

/// <summary>What an actor is given when it comes to life: who it is and what it may read.</summary>
/// <param name="Run">The run.</param>
/// <param name="Actor">Who it is.</param>
/// <param name="Seed">The run's seed; random streams derive from (seed, actor, purpose).</param>
/// <param name="RunSettings">Settings that all actors of the run share; opaque to the engine.</param>
/// <param name="Directory">The directory log.</param>
public sealed record ActorSeat(RunKey Run, ActorId Actor, long Seed, Octets RunSettings, IDirectoryView Directory);
