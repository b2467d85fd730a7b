using Grains.Interfaces.Contracts.Views;

namespace Grains.Interfaces;

/// <summary>The delivery service of one group: public state only.</summary>
[Alias("group-grain")]
public interface IGroupGrain : IActorGrain
{
    /// <summary>The group between two steps; <see langword="null"/> where there is no such group.</summary>
    [Alias("view")]
    Task<GroupView?> View();

    /// <summary>Its ratchet tree; <see langword="null"/> where there is no such group.</summary>
    [Alias("tree")]
    Task<TreeView?> Tree();

    /// <summary>Its share of a run's health; that of nobody where there is no such group.</summary>
    [Alias("health")]
    Task<RunHealth> Health();
}
