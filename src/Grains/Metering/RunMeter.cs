using System.Collections.Immutable;
using Grains.Interfaces.Contracts;
using Grains.Interfaces.Contracts.Views;
using Grains.Post;

namespace Grains.Metering;

/// <summary>Measures one run on one silo. Written on the scheduler of the silo's post office; gauges may be read at any time.</summary>
internal sealed class RunMeter(RunSettings settings, RunInstruments instruments, EventWatch events, TrafficMeter traffic, ObservationMeter observations)
{
    private readonly KeyValuePair<string, object?> _mode = new("mode", settings.Run.Mode);

    // Replaced as a whole, so that a reader on another thread sees one quantum's numbers.
    private RunReading _reading = new(0, ImmutableDictionary<ActorKind, int>.Empty, RunHealth.None);

    public string Mode => settings.Run.Mode;

    public long Seed => settings.Seed;

    /// <summary>Where the run stood after the last quantum.</summary>
    public RunReading Reading => Volatile.Read(ref _reading);

    public EventWatch Events => events;

    public TrafficMeter Traffic => traffic;

    /// <summary>A quantum has ended at <paramref name="now"/>.</summary>
    public void EndQuantum(RunTotals before, RunTotals after, long now, ActorTable actors)
    {
        instruments.Add(after, before, _mode);
        if (instruments.ShowsGauges)
        {
            Volatile.Write(ref _reading, new RunReading(now, actors.Counts, _reading.Health));
        }
    }

    /// <summary>Somebody has asked for the state of groups and users.</summary>
    public void Note(RunHealth health) => Volatile.Write(ref _reading, Reading with { Health = health });

    /// <summary>What an actor has let the outside see.</summary>
    public void Observe(ImmutableArray<Observed> observed)
    {
        foreach (var one in observed)
        {
            observations.Record(one);
        }
    }
}
