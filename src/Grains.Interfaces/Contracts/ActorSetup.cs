namespace Grains.Interfaces.Contracts;

/// <summary>An actor that exists from the start, with settings of its own.</summary>
/// <param name="Actor">Who.</param>
/// <param name="Settings">Its settings; opaque to the engine.</param>
[GenerateSerializer]
[Immutable]
[Alias("actor-setup")]
public sealed record ActorSetup([property: Id(0)] ActorId Actor, [property: Id(1)] Octets Settings);
