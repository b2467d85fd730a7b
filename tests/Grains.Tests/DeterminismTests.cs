using Grains.Interfaces;
using Grains.Interfaces.Contracts;
using Grains.Local;
using Grains.Tests.Support;
using Xunit;

namespace Grains.Tests;

public sealed class DeterminismTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_seed_gives_the_same_digest_accounts_and_observations()
    {
        var first = await Runs.OnceAsync(1, Cluster.Settings(7));
        var second = await Runs.OnceAsync(1, Cluster.Settings(7));
        AssertSame(first, second);
        Assert.Equal(first.Observations[0], second.Observations[0]);
        Assert.True(first.Accounts.Totals.Deliveries > 1000, "the world is too quiet to show anything");
    }

    [Fact]
    public async Task Three_silos_give_the_digest_and_accounts_of_one()
    {
        var one = await Runs.OnceAsync(1, Cluster.Settings(7));
        var three = await Runs.OnceAsync(3, Cluster.Settings(7));
        AssertSame(one, three);
    }

    [Fact]
    public async Task Observations_of_three_silos_merge_to_those_of_one()
    {
        var one = await Runs.OnceAsync(1, Cluster.Settings(7));
        var three = await Runs.OnceAsync(3, Cluster.Settings(7));
        Assert.Equal(3, three.Observations.Length);
        Assert.All(three.Observations, part => Assert.NotEqual(0, part.Length));
        Assert.Equal(Lines(one), Lines(three));

        static IEnumerable<string> Lines(RunResult result) => result.Observations
            .SelectMany(part => System.Text.Encoding.UTF8.GetString(part.Span).Split('\n'))
            .Order(StringComparer.Ordinal);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 64)]
    [InlineData(3, 2)]
    public async Task Threads_and_window_do_not_influence_the_result(int threads, int window)
    {
        await using var cluster = await Cluster.StartAsync(1, Runs.World);
        var reference = await Runs.OnceAsync(cluster, Cluster.Settings(7, "reference"));
        var other = await Runs.OnceAsync(cluster, Cluster.Settings(7, "other", threads, window));
        AssertSame(reference, other);
    }

    [Fact]
    public async Task Another_seed_gives_another_digest()
    {
        await using var cluster = await Cluster.StartAsync(1, Runs.World);
        var first = await Runs.OnceAsync(cluster, Cluster.Settings(7));
        var second = await Runs.OnceAsync(cluster, Cluster.Settings(8));
        Assert.NotEqual(first.Digest, second.Digest);
    }

    [Fact]
    public async Task One_flipped_bit_in_one_payload_gives_another_digest()
    {
        var clean = await Runs.OnceAsync(1, Cluster.Settings(7));
        await using var cluster = await Cluster.StartAsync(1, Runs.World, new FlipOneOctet(ActorId.Device("u3/d1")));
        var flipped = await Runs.OnceAsync(cluster, Cluster.Settings(7));
        Assert.NotEqual(clean.Digest, flipped.Digest);
    }

    [Fact]
    public async Task Faults_of_the_network_are_the_same_on_one_silo_and_on_three()
    {
        await using var one = await Cluster.StartAsync(1, Runs.World, new LossAndDuplication());
        await using var three = await Cluster.StartAsync(3, Runs.World, new LossAndDuplication());
        var first = await Runs.OnceAsync(one, Cluster.Settings(7));
        AssertSame(first, await Runs.OnceAsync(three, Cluster.Settings(7)));
        Assert.NotEqual(first.Digest, (await Runs.OnceAsync(1, Cluster.Settings(7))).Digest);
    }

    [Fact]
    public async Task Restoring_every_actor_from_its_snapshot_at_barriers_changes_nothing()
    {
        await using var cluster = await Cluster.StartAsync(2, Runs.World);
        var straight = await Runs.OnceAsync(cluster, Cluster.Settings(7));
        var restored = await Runs.OnceAsync(cluster, Cluster.Settings(7), async run =>
        {
            for (var round = 1; (await run.RunAsync(1 + (round * 7 % 11), cancellation: Cancellation)).State == RunState.Paused; round++)
            {
                await run.RestoreAllAsync();
            }
        });
        AssertSame(straight, restored);
    }

    [Fact]
    public async Task A_checkpoint_goes_on_elsewhere_on_another_number_of_silos()
    {
        await using var three = await Cluster.StartAsync(3, Runs.World);
        var straight = await Runs.OnceAsync(three, Cluster.Settings(7));
        await using var run = await Runs.OpenAsync(three, Cluster.Settings(7, "interrupted"));
        Assert.Equal(RunState.Paused, (await run.RunAsync(60, cancellation: Cancellation)).State);
        var checkpoint = await run.CheckpointAsync();

        await using var one = await Cluster.StartAsync(1, Runs.World);
        await using var resumed = await SimulationRun.OpenAsync(one.Grains, Cluster.Settings(7, "resumed"), checkpoint);
        await resumed.FeedAsync([], null);
        await Runs.ToTheEndAsync(resumed);
        Assert.Equal(straight.Digest, (await resumed.ResultAsync()).Digest);
    }

    [Fact]
    public async Task A_trace_fed_in_pieces_gives_the_digest_of_one_fed_whole()
    {
        await using var cluster = await Cluster.StartAsync(2, Runs.World);
        var whole = await Runs.OnceAsync(cluster, Cluster.Settings(7));
        await using var run = await SimulationRun.OpenAsync(cluster.Grains, Cluster.Settings(7, "pieces"));
        await run.ConfigureAsync(Runs.World.All, Cancellation);
        foreach (var piece in Runs.World.Rumours(40, hops: 5).Chunk(7))
        {
            await run.FeedAsync(piece, piece[^1].At + 1);
            Assert.Equal(RunState.Hungry, (await run.RunAsync(cancellation: Cancellation)).State);
        }

        await run.FeedAsync([], null);
        await Runs.ToTheEndAsync(run);
        AssertSame(whole, await run.ResultAsync());
    }

    [Fact]
    public async Task A_run_in_one_thread_without_silos_gives_the_digest_of_one_on_two_silos()
    {
        await using var cluster = await Cluster.StartAsync(2, Runs.World);
        await using var run = await SimulationRun.OpenAsync(cluster.Grains, Cluster.Settings(7));
        await run.FeedAsync(Runs.World.Rumours(40, hops: 5), null);
        await Runs.ToTheEndAsync(run);

        var local = new LocalRun(Cluster.Settings(7), Runs.World);
        foreach (var rumour in Runs.World.Rumours(40, hops: 5))
        {
            local.Feed(rumour);
        }

        local.Run();
        Assert.Equal(local.Digest, Convert.ToHexStringLower((await run.ResultAsync()).Digest.Span));
    }

    [Fact]
    public async Task Two_runs_at_once_do_not_meet()
    {
        await using var cluster = await Cluster.StartAsync(2, Runs.World);
        var alone = await Runs.OnceAsync(cluster, Cluster.Settings(7));
        var together = await Task.WhenAll(
            Runs.OnceAsync(cluster, Cluster.Settings(7, "left")),
            Runs.OnceAsync(cluster, Cluster.Settings(7, "right")));
        Assert.All(together, result => AssertSame(alone, result));
    }

    private static void AssertSame(RunResult expected, RunResult actual)
    {
        Assert.Equal(expected.Digest, actual.Digest);
        Assert.Equal(expected.Accounts.Totals, actual.Accounts.Totals);
        Assert.Equal(expected.Accounts.Traffic, actual.Accounts.Traffic);
    }
}
