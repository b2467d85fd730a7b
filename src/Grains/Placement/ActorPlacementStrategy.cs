namespace Grains.Placement;

/// <summary>Actors go where the hash of their placement key says; see <see cref="ActorPlacementDirector"/>.</summary>
[GenerateSerializer]
[Immutable]
[Alias("actor-placement")]
public sealed class ActorPlacementStrategy : PlacementStrategy;
