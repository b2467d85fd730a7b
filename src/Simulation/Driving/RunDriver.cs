using System.Collections.Immutable;
using Grains.Interfaces;
using Grains.Interfaces.Contracts;
using Grains.Interfaces.Contracts.Views;
using Simulation.Scenarios;
using Simulation.Workload;

namespace Simulation.Driving;

/// <summary>Carries out runs on silos that are already there: feeds the trace stage by stage, waits for each to drain.</summary>
/// <param name="grains">The way to the silos.</param>
/// <param name="options">How they are laid out.</param>
/// <param name="clock">Real time.</param>
public sealed class RunDriver(IGrainFactory grains, EngineOptions options, TimeProvider clock)
{
    private const long Patience = 10 * VirtualTime.MinuteMilliseconds;
    private const long LongestDrain = 400 * VirtualTime.DayMilliseconds;

    private int _runs;

    /// <summary>Carries out one run. Runs come one after the other.</summary>
    /// <exception cref="EngineFaultException">An actor failed, or the run does not come to rest.</exception>
    public async Task<RunOutcome> RunAsync(RunRequest request, IProgress<RunStatus> progress, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(request);
        long began = clock.GetTimestamp();
        var translator = new TraceTranslator(request);
        bool measuresHeap = options.Silos == 1;
        long heapBefore = measuresHeap ? GC.GetTotalMemory(forceFullCollection: true) : 0;
        RunKey key = new($"run-{++_runs}", request.Mode);
        await using SimulationRun run = await SimulationRun.OpenAsync(grains, Settings(key, request, translator));
        var status = new StatusReporter(request, progress, clock, began);
        await (request.Control?.Opened(run) ?? Task.CompletedTask);
        var starts = ImmutableDictionary.CreateBuilder<long, long>();
        long start = 0;
        long? measuredFrom = null;
        RunProgress last = await run.ProgressAsync();
        var drained = true;
        long lastOperation = 0;
        foreach (var stage in request.Trace.Stages)
        {
            bool isLast = ReferenceEquals(stage, request.Trace.Stages[^1]);
            measuredFrom ??= stage.Phase == Phase.Measured ? start : null;
            NoteStarts(stage, start, starts);
            status.Begin(stage, start);
            long stageStart = start;
            (last, drained, start) = await RunStageAsync(run, stage, start, isLast, new Watchers(status, request.Control, clock), stop);
            lastOperation = LastOperation(stage, drained ? long.MaxValue : last.Now - stageStart) ?? lastOperation;
            if (!drained)
            {
                break;
            }
        }

        await (request.Control?.Ended(run) ?? Task.CompletedTask);
        RunHealth health = await grains.GetGrain<IClockGrain>(key.Text).Health();
        RunResult result = await run.ResultAsync();
        return new RunOutcome(
            drained,
            lastOperation,
            result.Digest,
            result.Accounts,
            result.Observations,
            starts.ToImmutable(),
            measuredFrom ?? last.Now,
            last.Now,
            status.Elapsed,
            measuresHeap ? Math.Max(0, GC.GetTotalMemory(forceFullCollection: true) - heapBefore) : null)
        {
            Health = health,
        };
    }

    /// <summary>Runs a stage until nothing is due. Gives where it ended, whether it did, and when the next one may start.</summary>
    private static async Task<(RunProgress Progress, bool Drained, long Next)> RunStageAsync(
        SimulationRun run, TraceStage stage, long start, bool isLast, Watchers watchers, CancellationToken stop)
    {
        ImmutableArray<Command> commands = TraceTranslator.Commands(stage, start);
        long end = Math.Max(start + stage.LengthMilliseconds, commands.IsEmpty ? start : commands[^1].At) + Patience;
        long drainedBy = end + LongestDrain;
        await run.FeedAsync(commands, isLast ? null : end);
        while (true)
        {
            RunProgress progress = await watchers.RunAsync(run, stop);
            switch (progress.State)
            {
                case RunState.Failed:
                    throw new EngineFaultException(progress.Fault!);
                case RunState.Finished:
                case RunState.Hungry when progress.NextDue is null:
                    return (progress, true, RoundUp(Math.Max(progress.Now, end)));
                case RunState.Hungry when progress.NextDue > drainedBy:
                    throw new EngineFaultException(new EngineFault(
                        ActorId.Trace, progress.Now, $"the run does not come to rest after stage {stage.Name}", "something is due again and again"));
                case RunState.Hungry:
                    end = Math.Max(end, progress.NextDue.Value) + Patience;
                    await run.FeedAsync([], end);
                    break;
                case RunState.Paused when watchers.MayHold && !stop.IsCancellationRequested:
                    await watchers.Held(stop);
                    break;
                default:
                    await run.StopAsync();
                    return (progress, false, progress.Now);
            }
        }
    }

    /// <summary>Those who follow a run, and may hold it.</summary>
    private sealed class Watchers(StatusReporter status, RunControl? control, TimeProvider clock)
    {
        /// <summary>Whether there is somebody who may have held the run.</summary>
        public bool MayHold => control is not null;

        /// <summary>Lets virtual time pass until the run rests, for its own reasons or for theirs.</summary>
        public async Task<RunProgress> RunAsync(SimulationRun run, CancellationToken stop)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, control?.PauseWanted ?? CancellationToken.None);
            return await run.RunAsync(report: status.Report, cancellation: either.Token);
        }

        /// <summary>Waits until the run is not held any more, or is to stop.</summary>
        public async Task Held(CancellationToken stop)
        {
            long since = clock.GetTimestamp();
            await Task.WhenAny(control?.Going ?? Task.CompletedTask, Task.Delay(Timeout.Infinite, stop));
            status.Rested(clock.GetElapsedTime(since));
        }
    }

    /// <summary>Messages, and coming and going, are not changes; there are too many of them to keep.</summary>
    private static void NoteStarts(TraceStage stage, long start, ImmutableDictionary<long, long>.Builder starts)
    {
        foreach (var traced in stage.Events)
        {
            if (traced.Action is not (TraceAction.SendMessage or TraceAction.GoOnline or TraceAction.GoOffline))
            {
                starts.Add(traced.OperationId, start + traced.AtMilliseconds);
            }
        }
    }

    private static long? LastOperation(TraceStage stage, long before)
    {
        TraceEvent? last = stage.Events.LastOrDefault(traced => traced.AtMilliseconds < before);
        return last?.OperationId;
    }

    private static long RoundUp(long time) =>
        (time + VirtualTime.MinuteMilliseconds - 1) / VirtualTime.MinuteMilliseconds * VirtualTime.MinuteMilliseconds;

    private RunSettings Settings(RunKey key, RunRequest request, TraceTranslator translator) => new()
    {
        Run = key,
        Seed = request.Trace.Seed,
        DeviceToService = Latency(request.Scenario.Network.DeviceToService),
        ServiceToDevice = Latency(request.Scenario.Network.ServiceToDevice),
        ServiceToService = Latency(request.Scenario.Network.ServiceToService),
        Threads = options.Threads,
        ActorSettings = translator.Settings(),
    };

    private static Grains.Interfaces.Contracts.LinkLatency Latency(Scenarios.LinkLatency latency) =>
        new(latency.MinimumMilliseconds, latency.MeanMilliseconds, LatencyLaw.Exponential);
}
