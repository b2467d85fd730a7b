using Grains.Interfaces.Contracts;
using Simulation.Reporting;
using Simulation.Workload;

namespace Simulation.Driving;

/// <summary>Turns the engine's progress into what a person wants to know.</summary>
internal sealed class StatusReporter(RunRequest request, IProgress<RunStatus> progress, TimeProvider clock, long began)
{
    private readonly TraceFacts _facts = TraceFacts.Of(request.Trace);
    private readonly int _total = Math.Max(1, request.Trace.Stages.Sum(stage => stage.Events.Length));
    private int _before;
    private TraceStage _stage = request.Trace.Stages[0];
    private long _start;

    /// <summary>The stages before have been carried out.</summary>
    public void Begin(TraceStage stage, long start)
    {
        _before = request.Trace.Stages.TakeWhile(earlier => !ReferenceEquals(earlier, stage)).Sum(earlier => earlier.Events.Length);
        (_stage, _start) = (stage, start);
    }

    public void Report(RunProgress now) => progress.Report(new RunStatus(
        request.Mode,
        _stage.Name,
        now.Now,
        Math.Max(0, now.Now - _start),
        (double)(_before + Passed(now.Now - _start)) / _total,
        now.Totals.Events,
        now.Totals.Deliveries,
        _facts.Groups,
        _facts.Devices,
        clock.GetElapsedTime(began)));

    /// <summary>How many events of the stage lie before a time.</summary>
    private int Passed(long sinceStart)
    {
        int low = 0, high = _stage.Events.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = _stage.Events[middle].AtMilliseconds < sinceStart ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
