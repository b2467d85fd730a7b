using System.Collections.Concurrent;
using Grains.Interfaces;
using Grains.Interfaces.Contracts;
using Grains.Interfaces.Contracts.Views;
using Grains.Tests.Support;
using Xunit;

namespace Grains.Tests.Views;

/// <summary>Somebody watches a run.</summary>
public sealed class WatchTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Watchers_are_told_of_barriers_and_those_that_never_answer_hold_up_nobody(int silos)
    {
        await using var cluster = await Cluster.StartAsync(silos, Runs.World);
        var straight = await Runs.OnceAsync(cluster, Cluster.Settings(7));

        var settings = Cluster.Settings(7, "watched");
        await using var run = await Runs.OpenAsync(cluster, settings);
        var clock = cluster.Grains.GetGrain<IClockGrain>(settings.Run.Text);
        var attentive = new Watcher(() => Task.CompletedTask);
        var deaf = new Watcher(() => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, Cancellation));
        foreach (var watcher in (Watcher[])[attentive, deaf])
        {
            await clock.Watch(cluster.Grains.CreateObjectReference<IRunWatcher>(watcher));
        }

        await Runs.ToTheEndAsync(run);
        Assert.Equal(straight.Digest, (await run.ResultAsync()).Digest);
        await attentive.Told.WaitAsync(Cancellation);
        RunGlance glance = attentive.Glances.First(one => one.Health is not null);
        Assert.Equal(settings.Run, glance.Run);
        Assert.True(glance.Progress.Now > 0);
        Assert.NotNull(glance.Health);
        Assert.Equal(silos, glance.Figures.Length);
    }

    [Fact]
    public async Task Somebody_who_is_not_there_is_not_made_by_looking()
    {
        await using var cluster = await Cluster.StartAsync(1, Runs.World);
        await using var run = await Runs.OpenAsync(cluster, Cluster.Settings(7));
        var actors = (await run.ProgressAsync()).Totals.Actors;
        Assert.Null(await cluster.Grains.GetGrain<IUserGrain>(run.Settings.Run.GrainKey(ActorId.User("nobody"))).View());
        Assert.Null(await cluster.Grains.GetGrain<IDeviceGrain>(run.Settings.Run.GrainKey(ActorId.Device("nobody/d1"))).View());
        Assert.Null(await cluster.Grains.GetGrain<IGroupGrain>(run.Settings.Run.GrainKey(ActorId.Group("g:none"))).Tree());
        Assert.Equal(actors, (await run.ProgressAsync()).Totals.Actors);
    }

    [Fact]
    public async Task Actors_are_found_by_a_part_of_their_name()
    {
        await using var cluster = await Cluster.StartAsync(2, Runs.World);
        await using var run = await Runs.OpenAsync(cluster, Cluster.Settings(7));
        await Runs.ToTheEndAsync(run);
        var clock = cluster.Grains.GetGrain<IClockGrain>(run.Settings.Run.Text);
        string[] all = [.. (await clock.Find(ActorKind.Device, "", 1000))];
        Assert.NotEmpty(all);
        Assert.Equal(all.Order(StringComparer.Ordinal), all);
        Assert.Equal(all.Take(3), await clock.Find(ActorKind.Device, "", 3));
        Assert.Contains(all[^1], await clock.Find(ActorKind.Device, all[^1].ToUpperInvariant(), 10));
        Assert.Empty(await clock.Find(ActorKind.Device, "nobody at all", 10));
    }

    private sealed class Watcher(Func<Task> hear) : IRunWatcher
    {
        private readonly TaskCompletionSource _told = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ConcurrentQueue<RunGlance> Glances { get; } = [];

        public Task Told => _told.Task;

        public Task AtBarrier(RunGlance glance)
        {
            Glances.Enqueue(glance);
            if (glance.Health is not null)
            {
                // Words go one way and may overtake each other: the first barrier's, which has the health, need not be the first to come.
                _told.TrySetResult();
            }

            return hear();
        }
    }
}
