using Grains.Interfaces;
using Grains.Interfaces.Contracts;
using Xunit;

namespace Grains.Tests.Support;

/// <summary>Runs of a small gossip world, start to end.</summary>
internal static class Runs
{
    public static GossipWorld World => new(20);

    public static async Task<RunResult> OnceAsync(Cluster cluster, RunSettings settings, Func<SimulationRun, Task>? drive = null)
    {
        await using var run = await OpenAsync(cluster, settings);
        await (drive ?? ToTheEndAsync)(run);
        return await run.ResultAsync();
    }

    public static async Task<RunResult> OnceAsync(int silos, RunSettings settings, Func<SimulationRun, Task>? drive = null)
    {
        await using var cluster = await Cluster.StartAsync(silos, World);
        return await OnceAsync(cluster, settings, drive);
    }

    /// <summary>Opens a run with all its actors and the whole trace.</summary>
    public static async Task<SimulationRun> OpenAsync(Cluster cluster, RunSettings settings)
    {
        var run = await SimulationRun.OpenAsync(cluster.Grains, settings);
        await run.ConfigureAsync(World.All, TestContext.Current.CancellationToken);
        await run.FeedAsync(World.Rumours(40, hops: 5), null);
        return run;
    }

    public static async Task ToTheEndAsync(SimulationRun run)
    {
        var progress = await run.RunAsync(cancellation: TestContext.Current.CancellationToken);
        Assert.Null(progress.Fault);
        Assert.Equal(RunState.Finished, progress.State);
    }
}
