using Grains.Interfaces.Contracts.Views;

namespace Grains.Interfaces;

/// <summary>The account service of one user: public state only.</summary>
[Alias("user-grain")]
public interface IUserGrain : IActorGrain
{
    /// <summary>The user between two steps; <see langword="null"/> where there is no such user.</summary>
    [Alias("view")]
    Task<UserView?> View();

    /// <summary>The ratchet tree of the user group; <see langword="null"/> where there is no such user, or no user group.</summary>
    [Alias("tree")]
    Task<TreeView?> Tree();

    /// <summary>The user's share of a run's health; that of nobody where there is no such user.</summary>
    [Alias("health")]
    Task<RunHealth> Health();
}
