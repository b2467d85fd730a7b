using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Grains.Interfaces.Contracts;

namespace Grains.Interfaces;

/// <summary>One run, as its driver sees it. Dispose it to let the silos forget the run.</summary>
public sealed class SimulationRun : IAsyncDisposable
{
    private const int ItemsPerCall = 5000;
    private const int ReportEveryMilliseconds = 250;

    private readonly IClockGrain _clock;

    private SimulationRun(RunSettings settings, IClockGrain clock)
    {
        Settings = settings;
        _clock = clock;
    }

    /// <summary>The run's settings.</summary>
    public RunSettings Settings { get; }

    /// <summary>Opens a run on all silos; virtual time does not pass yet.</summary>
    /// <exception cref="ArgumentException">The settings are out of range.</exception>
    public static async Task<SimulationRun> OpenAsync(IGrainFactory grains, RunSettings settings)
    {
        var run = Create(grains, settings);
        await run._clock.Open(settings);
        return run;
    }

    /// <summary>Opens a run in the state of a checkpoint; the trace after it must be fed again.</summary>
    public static async Task<SimulationRun> OpenAsync(IGrainFactory grains, RunSettings settings, RunCheckpoint checkpoint)
    {
        var run = Create(grains, settings);
        await run._clock.OpenFrom(settings, checkpoint);
        return run;
    }

    /// <summary>Creates actors, in calls of bounded size.</summary>
    public async Task ConfigureAsync(IEnumerable<ActorId> actors, CancellationToken cancellation = default)
    {
        foreach (var part in actors.Chunk(ItemsPerCall))
        {
            cancellation.ThrowIfCancellationRequested();
            await _clock.Configure([.. part]);
        }
    }

    /// <summary>Feeds a part of the trace. Every command before <paramref name="completeUntil"/> has then been fed; <see langword="null"/>: all have.</summary>
    public async Task FeedAsync(IEnumerable<Command> commands, long? completeUntil)
    {
        ImmutableArray<Command> all = [.. commands];
        var place = 0;
        for (; all.Length - place > ItemsPerCall; place += ItemsPerCall)
        {
            await _clock.Feed(all.Slice(place, ItemsPerCall), 0);
        }

        await _clock.Feed(all[place..], completeUntil);
    }

    /// <summary>Lets virtual time pass until the run is at rest: finished, hungry for more of the trace, paused, failed, or after <paramref name="maxQuanta"/> quanta.</summary>
    /// <param name="maxQuanta">Rest after so many quanta that are not empty.</param>
    /// <param name="report">Told some times a second how far the run is.</param>
    /// <param name="cancellation">Pauses the run at the next barrier, which is then returned; nothing is thrown.</param>
    public async Task<RunProgress> RunAsync(long? maxQuanta = null, Action<RunProgress>? report = null, CancellationToken cancellation = default)
    {
        await _clock.Resume(maxQuanta);
        while (true)
        {
            var progress = await _clock.AwaitRest(ReportEveryMilliseconds);
            report?.Invoke(progress);
            if (progress.AtRest)
            {
                return progress;
            }

            if (cancellation.IsCancellationRequested)
            {
                await _clock.Pause();
            }
        }
    }

    /// <summary>How far the run is.</summary>
    public Task<RunProgress> ProgressAsync() => _clock.Progress();

    /// <summary>Asks for rest at the next barrier.</summary>
    public Task PauseAsync() => _clock.Pause();

    /// <summary>Ends the run at the next barrier.</summary>
    public Task StopAsync() => _clock.Stop();

    /// <summary>Digest, accounts and observations; only at rest.</summary>
    public Task<RunResult> ResultAsync() => _clock.Result();

    /// <summary>Every actor's report, in key order; only at rest.</summary>
    public async IAsyncEnumerable<ActorOctets> ReportsAsync([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        ActorId? after = null;
        while (!cancellation.IsCancellationRequested)
        {
            var page = await _clock.Reports(after, ItemsPerCall);
            foreach (var report in page)
            {
                yield return report;
            }

            if (page.Length < ItemsPerCall)
            {
                yield break;
            }

            after = page[^1].Actor;
        }
    }

    /// <summary>A consistent cut; only at rest.</summary>
    public Task<RunCheckpoint> CheckpointAsync() => _clock.Checkpoint();

    /// <summary>Replaces every actor by one restored from its own snapshot; only at rest.</summary>
    public Task RestoreAllAsync() => _clock.RestoreAll();

    /// <summary>Lets the silos forget the run; waits for the barrier where it is running.</summary>
    public async ValueTask DisposeAsync()
    {
        var progress = await _clock.Progress();
        while (!progress.AtRest)
        {
            await _clock.Stop();
            progress = await _clock.AwaitRest(ReportEveryMilliseconds);
        }

        if (progress.State != RunState.None)
        {
            await _clock.Close();
        }
    }

    private static SimulationRun Create(IGrainFactory grains, RunSettings settings)
    {
        ArgumentNullException.ThrowIfNull(grains);
        ArgumentNullException.ThrowIfNull(settings);
        settings.Check();
        return new(settings, grains.GetGrain<IClockGrain>(settings.Run.Text));
    }
}
