using System.Collections.Immutable;
using Grains.Interfaces.Contracts;

namespace Simulation.Workload.Generation;

/// <summary>Collects the events of the stages and numbers them.</summary>
internal sealed class EventLog
{
    private readonly List<TraceStage> _stages = [];
    private ImmutableArray<TraceEvent>.Builder _events = ImmutableArray.CreateBuilder<TraceEvent>();
    private long _operation;

    public void Add(long at, TraceAction action) => _events.Add(new TraceEvent(at, ++_operation, action));

    public void EndStage(string name, Phase phase, long length)
    {
        _stages.Add(new TraceStage(name, phase, length, _events.ToImmutable()));
        _events = ImmutableArray.CreateBuilder<TraceEvent>();
    }

    public ImmutableArray<TraceStage> Stages => [.. _stages];
}
