namespace Grains.Interfaces;

/// <summary>The delivery service of one group: public state only.</summary>
[Alias("group-grain")]
public interface IGroupGrain : IActorGrain;
