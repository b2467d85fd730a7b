namespace Grains.Interfaces.Contracts;

/// <summary>Octets that belong to an actor: its chain, its report or its snapshot.</summary>
/// <param name="Actor">Whose.</param>
/// <param name="Value">The octets.</param>
[GenerateSerializer]
[Immutable]
[Alias("actor-octets")]
public sealed record ActorOctets([property: Id(0)] ActorId Actor, [property: Id(1)] Octets Value);
