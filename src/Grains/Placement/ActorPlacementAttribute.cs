using Orleans.Placement;

namespace Grains.Placement;

/// <summary>Marks the grains that carry actors.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ActorPlacementAttribute() : PlacementAttribute(new ActorPlacementStrategy());
