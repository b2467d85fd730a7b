using System.Diagnostics.Metrics;
using Grains.Interfaces.Contracts;

namespace Grains.Metering;

/// <summary>The engine's counters, and the gauges over all open runs. A gauge of a run's state belongs here: one more line in the constructor, read from <see cref="RunMeter.Reading"/>.</summary>
internal sealed class RunInstruments
{
    private const double MillisecondsPerSecond = 1000;
    private const double MicrosecondsPerSecond = 1_000_000;

    private readonly Func<IEnumerable<RunMeter>> _open;
    private readonly Counter<long> _events;
    private readonly Counter<long> _steps;
    private readonly Counter<long> _deliveries;
    private readonly Counter<double> _computed;
    private readonly ObservableGauge<double> _virtualTime;
    private readonly ObservableGauge<long> _actors;
    private readonly ObservableGauge<long> _seed;

    public RunInstruments(Meter meter, Func<IEnumerable<RunMeter>> open)
    {
        _open = open;
        _events = meter.CreateCounter<long>("sim.events", "{event}", "Events that actors have handled.");
        _steps = meter.CreateCounter<long>("sim.steps", "{step}", "Calls that have stepped an actor through a quantum.");
        _deliveries = meter.CreateCounter<long>("sim.deliveries", "{delivery}", "Mails that have been delivered, one for each recipient.");
        _computed = meter.CreateCounter<double>("sim.compute.virtual_time", "s", "Virtual time that devices have computed, by the cost table of their classes.");
        _virtualTime = meter.CreateObservableGauge("sim.virtual_time", VirtualTime, "s", "Virtual time that the run has reached; of several runs in a mode the latest.");
        _actors = meter.CreateObservableGauge("sim.actors", Actors, "{actor}", "Actors that exist on this silo, those of removed devices included.");
        _seed = meter.CreateObservableGauge("sim.rng.seed", Seeds, null, "Seed of the run.");
        HealthInstruments.AddTo(meter, open);
    }

    /// <summary>Whether anybody looks at gauges.</summary>
    public bool ShowsGauges => _virtualTime.Enabled || _actors.Enabled || _seed.Enabled;

    /// <summary>Counts what has been done between two totals of a run.</summary>
    public void Add(RunTotals after, RunTotals before, KeyValuePair<string, object?> mode)
    {
        _events.Add(after.Events - before.Events, mode);
        _steps.Add(after.Steps - before.Steps, mode);
        _deliveries.Add(after.Deliveries - before.Deliveries, mode);
        _computed.Add((after.SpentMicroseconds - before.SpentMicroseconds) / MicrosecondsPerSecond, mode);
    }

    private IEnumerable<Measurement<double>> VirtualTime() =>
        ByMode().Select(runs => new Measurement<double>(runs.Max(run => run.Reading.Now) / MillisecondsPerSecond, Mode(runs.Key)));

    private IEnumerable<Measurement<long>> Actors() =>
        from runs in ByMode()
        from kind in (ActorKind[])[ActorKind.Device, ActorKind.User, ActorKind.Group]
        select new Measurement<long>(runs.Sum(run => (long)run.Reading.Actors.GetValueOrDefault(kind)), Mode(runs.Key), new("role", Roles.Of(kind)));

    private IEnumerable<Measurement<long>> Seeds() => ByMode().Select(runs => new Measurement<long>(runs.Last().Seed, Mode(runs.Key)));

    private IEnumerable<IGrouping<string, RunMeter>> ByMode() => _open().GroupBy(run => run.Mode, StringComparer.Ordinal);

    private static KeyValuePair<string, object?> Mode(string mode) => new("mode", mode);
}
