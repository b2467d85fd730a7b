using System.Collections.Immutable;
using Grains.Interfaces.Contracts;
using Simulation.Reporting;
using Simulation.Workload;

namespace Simulation.Driving;

/// <summary>Turns the engine's progress into what a person wants to know.</summary>
internal sealed class StatusReporter
{
    private readonly RunRequest _request;
    private readonly IProgress<RunStatus> _progress;
    private readonly TimeProvider _clock;
    private readonly long _began;
    private readonly TraceFacts _facts;
    private readonly ImmutableArray<ImmutableArray<long>> _work;
    private readonly long _total;
    private readonly int _events;
    private int _stage;
    private long _start;
    private long _stageBegan;
    private TimeSpan _rested;
    private TimeSpan _restedInStage;

    /// <summary>Measures the trace.</summary>
    public StatusReporter(RunRequest request, IProgress<RunStatus> progress, TimeProvider clock, long began)
    {
        (_request, _progress, _clock, _began, _stageBegan) = (request, progress, clock, began, began);
        _facts = TraceFacts.Of(request.Trace);
        _work = TraceWork.Of(request.Trace);
        _total = Math.Max(1, _work.Sum(WorkOf));
        _events = request.Trace.Stages.Sum(stage => stage.Events.Length);
    }

    /// <summary>Real time since the run began, without what it has rested because somebody held it.</summary>
    public TimeSpan Elapsed => _clock.GetElapsedTime(_began) - _rested;

    /// <summary>Somebody has held the run for so long.</summary>
    public void Rested(TimeSpan time)
    {
        _rested += time;
        _restedInStage += time;
    }

    /// <summary>The stages before have been carried out.</summary>
    public void Begin(TraceStage stage, long start)
    {
        (_stage, _start, _stageBegan, _restedInStage) = (_request.Trace.Stages.IndexOf(stage), start, _clock.GetTimestamp(), TimeSpan.Zero);
    }

    /// <summary>Tells of the run.</summary>
    public void Report(RunProgress now)
    {
        TraceStage stage = _request.Trace.Stages[_stage];
        int passed = Passed(stage, now.Now - _start);
        long inStage = passed == 0 ? 0 : _work[_stage][passed - 1];
        long before = _work.Take(_stage).Sum(WorkOf);
        _progress.Report(new RunStatus(
            _request.Mode,
            stage.Name,
            now.Now,
            Math.Max(0, now.Now - _start),
            (double)(before + inStage) / _total,
            _request.Trace.Stages.Take(_stage).Sum(earlier => earlier.Events.Length) + passed,
            _events,
            now.Totals.Events,
            now.Totals.Deliveries,
            _facts.Groups,
            _facts.Devices,
            Elapsed,
            Left(stage, inStage, _total - before - inStage)));
    }

    /// <summary>
    /// The rest at the pace of this stage. Set-up says nothing about life, and its events all happen at once, long before their work is done: then nothing is foretold.
    /// </summary>
    private TimeSpan? Left(TraceStage stage, long done, long rest)
    {
        const double Enough = 0.02;
        return stage.LengthMilliseconds > 0 && done > Enough * WorkOf(_work[_stage]) ? (_clock.GetElapsedTime(_stageBegan) - _restedInStage) * ((double)rest / done) : null;
    }

    private static long WorkOf(ImmutableArray<long> stage) => stage.IsEmpty ? 0 : stage[^1];

    /// <summary>How many events of the stage lie before a time.</summary>
    private static int Passed(TraceStage stage, long sinceStart)
    {
        int low = 0, high = stage.Events.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = stage.Events[middle].AtMilliseconds < sinceStart ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
