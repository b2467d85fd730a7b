using Grains.Interfaces;
using Grains.Interfaces.Contracts.Views;
using Grains.Post;
using Grains.Services;
using Grains.Views;

namespace Grains;

/// <summary>Carries a delivery service.</summary>
public sealed class GroupGrain(SiloRuns runs) : ActorGrain(runs), IGroupGrain
{
    /// <inheritdoc/>
    public Task<GroupView?> View() => Look<GroupActor, GroupView>(GroupViews.Of);

    /// <inheritdoc/>
    public Task<TreeView?> Tree() => Look<GroupActor, TreeView>(GroupViews.TreeOf);

    /// <inheritdoc/>
    public async Task<RunHealth> Health() => await Look<GroupActor, RunHealth>(GroupViews.HealthOf) ?? RunHealth.None;
}
