using System.Collections.Immutable;
using Grains.Interfaces.Contracts;
using Simulation.Scenarios;

namespace Simulation.Workload.Generation;

/// <summary>Collects the events of the stages and numbers them.</summary>
internal sealed class EventLog(IProgress<GenerationStatus>? progress, CancellationToken stop)
{
    private const int Often = 1024;

    private int _steps;

    private readonly List<TraceStage> _stages = [];
    private ImmutableArray<TraceEvent>.Builder _events = ImmutableArray.CreateBuilder<TraceEvent>();
    private long _operation;

    public void Add(long at, TraceAction action) => _events.Add(new TraceEvent(at, ++_operation, action));

    public void EndStage(string name, Phase phase, long length)
    {
        _stages.Add(new TraceStage(name, phase, length, _events.ToImmutable()));
        _events = ImmutableArray.CreateBuilder<TraceEvent>();
    }

    /// <summary>To be called at each step, whether it gives an event or not: tells how far the drawing is, and ends it when that is wanted.</summary>
    public void Step(string stage, long now)
    {
        if (++_steps % Often == 0)
        {
            stop.ThrowIfCancellationRequested();
            progress?.Report(new GenerationStatus(stage, (int)(now / VirtualTime.DayMilliseconds), _operation));
        }
    }

    public ImmutableArray<TraceStage> Stages => [.. _stages];
}
