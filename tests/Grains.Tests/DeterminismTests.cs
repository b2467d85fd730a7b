using Grains.Interfaces;
using Grains.Interfaces.Contracts;
using Grains.Tests.Support;
using Xunit;

namespace Grains.Tests;

public sealed class DeterminismTests
{
    [Fact]
    public async Task The_same_seed_gives_the_same_digest_accounts_and_observations()
    {
        var first = await RunAsync(silos: 1, seed: 7);
        var second = await RunAsync(silos: 1, seed: 7);
        Assert.Equal(first.Digest.Span.ToArray(), second.Digest.Span.ToArray());
        Assert.Equal(first.Accounts.Traffic, second.Accounts.Traffic);
        Assert.Equal(first.Accounts.Totals, second.Accounts.Totals);
        Assert.Equal(first.Observations[0], second.Observations[0]);
    }

    private static async Task<RunResult> RunAsync(int silos, long seed)
    {
        var world = new GossipWorld(20);
        await using var cluster = await Cluster.StartAsync(silos, world);
        await using var run = await SimulationRun.OpenAsync(cluster.Grains, Cluster.Settings(seed));
        await run.ConfigureAsync(world.Setups);
        await run.FeedAsync(world.Rumours(40, hops: 5), null);
        var progress = await run.RunAsync();
        Assert.Equal(RunState.Finished, progress.State);
        Assert.Null(progress.Fault);
        return await run.ResultAsync();
    }
}
