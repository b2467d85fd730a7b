using Grains.Interfaces;
using Grains.Interfaces.Contracts;
using Grains.Tests.Support;
using Xunit;

namespace Grains.Tests;

public sealed class RunControlTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_rests_at_its_step_limit_and_goes_on_from_there()
    {
        await using var cluster = await Cluster.StartAsync(1, Runs.World);
        await using var run = await Runs.OpenAsync(cluster, Cluster.Settings(7));
        var first = await run.RunAsync(10, cancellation: Cancellation);
        Assert.Equal((RunState.Paused, 10L), (first.State, first.Quanta));
        var second = await run.RunAsync(5, cancellation: Cancellation);
        Assert.Equal((RunState.Paused, 15L), (second.State, second.Quanta));
        Assert.True(second.Now > first.Now);
    }

    [Fact]
    public async Task Cancelling_pauses_at_a_barrier_and_the_run_can_still_be_finished()
    {
        await using var cluster = await Cluster.StartAsync(1, Runs.World);
        var straight = await Runs.OnceAsync(cluster, Cluster.Settings(7));
        await using var run = await Runs.OpenAsync(cluster, Cluster.Settings(7, "paused") with { Pace = 1 });
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var progress = await run.RunAsync(report: _ => cancel.Cancel(), cancellation: cancel.Token);
        Assert.Equal(RunState.Paused, progress.State);
        Assert.NotNull(progress.NextDue);
        Assert.Equal(progress, await run.ProgressAsync());

        await run.StopAsync();
        Assert.Equal(RunState.Stopped, (await run.ProgressAsync()).State);
        Assert.NotEqual(straight.Digest, (await run.ResultAsync()).Digest);
    }

    [Fact]
    public async Task A_run_ends_at_the_first_barrier_not_before_its_end()
    {
        await using var cluster = await Cluster.StartAsync(1, Runs.World);
        await using var run = await Runs.OpenAsync(cluster, Cluster.Settings(7) with { EndAt = 500 });
        var progress = await run.RunAsync(cancellation: Cancellation);
        Assert.Equal(RunState.Finished, progress.State);
        Assert.InRange(progress.Now, 480, 500);
        Assert.NotNull(progress.NextDue);
    }

    [Fact]
    public async Task Empty_time_costs_no_quanta()
    {
        await using var cluster = await Cluster.StartAsync(1, Runs.World);
        await using var run = await SimulationRun.OpenAsync(cluster.Grains, Cluster.Settings(7));
        const long Year = 365L * 24 * 3600 * 1000;
        await run.FeedAsync(Runs.World.Rumours(1, hops: 0), Year);
        await run.FeedAsync(Runs.World.Rumours(1, hops: 0, from: Year), null);
        var progress = await run.RunAsync(cancellation: Cancellation);
        Assert.Equal(2, progress.Quanta);
        Assert.True(progress.Now > Year);
    }

    [Fact]
    public async Task A_throwing_actor_aborts_the_run_and_is_named()
    {
        var culprit = ActorId.Group("g:5");
        await using var cluster = await Cluster.StartAsync(2, new GossipWorld(20, seat => seat.Actor == culprit ? new ThrowingActor() : null!));
        await using var run = await Runs.OpenAsync(cluster, Cluster.Settings(7));
        var progress = await run.RunAsync(cancellation: Cancellation);
        Assert.Equal(RunState.Failed, progress.State);
        Assert.Equal(culprit, progress.Fault!.Actor);
        Assert.Contains("Group g:5", progress.Fault.What, StringComparison.Ordinal);
        Assert.Contains("planted defect", progress.Fault.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_for_a_time_that_has_passed_is_refused()
    {
        await using var cluster = await Cluster.StartAsync(1, Runs.World);
        await using var run = await Runs.OpenAsync(cluster, Cluster.Settings(7));
        await Runs.ToTheEndAsync(run);
        await Assert.ThrowsAsync<ArgumentException>(() => run.FeedAsync(Runs.World.Rumours(1, hops: 0), null));
    }

    [Fact]
    public async Task Settings_out_of_range_are_refused_before_anything_starts()
    {
        await using var cluster = await Cluster.StartAsync(1, Runs.World);
        var settings = Cluster.Settings(7) with { ServiceToDevice = new LinkLatency(0, 5, LatencyLaw.Uniform) };
        var refusal = await Assert.ThrowsAsync<ArgumentException>(() => SimulationRun.OpenAsync(cluster.Grains, settings));
        Assert.Contains("ServiceToDevice.MinimumMilliseconds", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_actor_reports_once_in_key_order()
    {
        await using var cluster = await Cluster.StartAsync(3, Runs.World);
        await using var run = await Runs.OpenAsync(cluster, Cluster.Settings(7));
        await Runs.ToTheEndAsync(run);
        var actors = new List<ActorId>();
        await foreach (var report in run.ReportsAsync(Cancellation))
        {
            actors.Add(report.Actor);
        }

        var expected = Runs.World.All.ToArray();
        Array.Sort(expected, ActorId.Compare);
        Assert.Equal(expected, actors);
    }

    [Fact]
    public async Task A_closed_run_can_be_opened_again()
    {
        await using var cluster = await Cluster.StartAsync(2, Runs.World);
        var first = await Runs.OnceAsync(cluster, Cluster.Settings(7));
        var second = await Runs.OnceAsync(cluster, Cluster.Settings(7));
        Assert.Equal(first.Digest, second.Digest);
    }
}
