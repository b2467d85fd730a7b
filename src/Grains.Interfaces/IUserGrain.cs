namespace Grains.Interfaces;

/// <summary>The account service of one user: public state only.</summary>
[Alias("user-grain")]
public interface IUserGrain : IActorGrain;
