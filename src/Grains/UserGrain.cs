using Grains.Interfaces;
using Grains.Interfaces.Contracts.Views;
using Grains.Post;
using Grains.Services;
using Grains.Views;

namespace Grains;

/// <summary>Carries an account service.</summary>
public sealed class UserGrain(SiloRuns runs) : ActorGrain(runs), IUserGrain
{
    /// <inheritdoc/>
    public Task<UserView?> View() => Look<UserActor, UserView>(actor => UserViews.Of(actor.State));

    /// <inheritdoc/>
    public Task<TreeView?> Tree() => Look<UserActor, TreeView>(actor => UserViews.TreeOf(actor.State));

    /// <inheritdoc/>
    public async Task<RunHealth> Health() => await Look<UserActor, RunHealth>(actor => UserViews.HealthOf(actor.State)) ?? RunHealth.None;
}
