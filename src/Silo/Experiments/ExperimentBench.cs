using Grains.Actors;
using Mls.Core.Crypto;

namespace Silo.Experiments;

/// <summary>What experiments are made with.</summary>
/// <param name="Actors">Makes the actors.</param>
/// <param name="Crypto">The primitives of the suite, for attackers.</param>
/// <param name="Streams">Randomness of active attackers.</param>
/// <param name="Seed">Everything random derives from it.</param>
internal sealed record ExperimentBench(IActorFactory Actors, ICryptoProvider Crypto, IRandomStreams Streams, long Seed);
