using Grains.Interfaces;
using Grains.Interfaces.Contracts;
using Grains.Tests.Support;
using Orleans.Core.Internal;
using Orleans.Runtime;
using Xunit;

namespace Grains.Tests;

/// <summary>An activation that goes in the middle of a run takes the actor's state with it. Nothing may go on as if there had been none.</summary>
public sealed class LostActorTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ActorKind.Device, "u3/d1")]
    [InlineData(ActorKind.User, "u4")]
    [InlineData(ActorKind.Group, "g:5")]
    public async Task A_run_whose_actor_has_lost_its_state_ends_with_a_fault_that_names_it(ActorKind kind, string name)
    {
        var victim = new ActorId(kind, name);
        await using var cluster = await Cluster.StartAsync(2, Runs.World);
        await using var run = await Runs.OpenAsync(cluster, Cluster.Settings(7));
        Assert.Equal(RunState.Paused, (await run.RunAsync(20, cancellation: Cancellation)).State);

        await Lose(cluster, run, victim);

        var end = await run.RunAsync(cancellation: Cancellation);
        Assert.Equal(RunState.Failed, end.State);
        Assert.Equal(victim, end.Fault!.Actor);
        Assert.Contains($"{victim}", end.Fault.What, StringComparison.Ordinal);
        Assert.Contains("lost its state", end.Fault.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_actor_that_has_lost_its_state_cannot_be_saved_or_restored()
    {
        var victim = ActorId.User("u4");
        await using var cluster = await Cluster.StartAsync(2, Runs.World);
        await using var run = await Runs.OpenAsync(cluster, Cluster.Settings(7));
        Assert.Equal(RunState.Paused, (await run.RunAsync(20, cancellation: Cancellation)).State);

        await Lose(cluster, run, victim);

        var refusal = await Assert.ThrowsAnyAsync<Exception>(run.CheckpointAsync);
        Assert.Contains($"{victim}", refusal.Message, StringComparison.Ordinal);
        await run.RestoreAllAsync();
        var end = await run.ProgressAsync();
        Assert.Equal((RunState.Failed, victim), (end.State, end.Fault!.Actor));
    }

    [Fact]
    public async Task Setting_up_a_lost_actor_again_does_not_bring_it_back_as_a_blank_one()
    {
        var victim = ActorId.Group("g:5");
        await using var cluster = await Cluster.StartAsync(2, Runs.World);
        await using var run = await Runs.OpenAsync(cluster, Cluster.Settings(7));
        Assert.Equal(RunState.Paused, (await run.RunAsync(20, cancellation: Cancellation)).State);

        await Lose(cluster, run, victim);

        await run.ConfigureAsync([victim], Cancellation);
        var end = await run.ProgressAsync();
        Assert.Equal((RunState.Failed, victim), (end.State, end.Fault!.Actor));
    }

    /// <summary>Has the cluster let an activation go, as it does when memory is short or a silo leaves.</summary>
    private static async Task Lose(Cluster cluster, SimulationRun run, ActorId actor)
    {
        var key = run.Settings.Run.GrainKey(actor);
        IActorGrain grain = actor.Kind switch
        {
            ActorKind.Device => cluster.Grains.GetGrain<IDeviceGrain>(key),
            ActorKind.User => cluster.Grains.GetGrain<IUserGrain>(key),
            _ => cluster.Grains.GetGrain<IGroupGrain>(key),
        };
        await grain.AsReference<IGrainManagementExtension>().DeactivateOnIdle();
    }
}
