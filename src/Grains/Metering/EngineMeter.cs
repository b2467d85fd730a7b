using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Grains.Interfaces.Contracts;

namespace Grains.Metering;

/// <summary>What a silo does for runs, as metrics and spans. Metrics go by mode and other small sets of words; never by run, user, device or group.</summary>
public sealed class EngineMeter : IDisposable
{
    /// <summary>Name of the meter, and of the source of spans.</summary>
    public const string Name = "Grains";

    private readonly Meter _meter;
    private readonly ActivitySource _spans = new(Name);
    private readonly TimeProvider _clock;
    private readonly RunInstruments _run;
    private readonly EventInstruments _events;
    private readonly TrafficInstruments _traffic;
    private readonly ObservationInstruments _observations;
    private readonly ConcurrentDictionary<RunMeter, RunKey> _open = new();

    /// <summary>Makes the instruments.</summary>
    public EngineMeter(IMeterFactory factory, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(factory);
        ArgumentNullException.ThrowIfNull(clock);
        _meter = factory.Create(Name);
        _clock = clock;
        _run = new RunInstruments(_meter, () => _open.Keys);
        _events = new EventInstruments(_meter);
        _traffic = new TrafficInstruments(_meter);
        _observations = new ObservationInstruments(_meter);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _meter.Dispose();
        _spans.Dispose();
    }

    /// <summary>Measures a run of this silo until it is closed.</summary>
    internal RunMeter Open(RunSettings settings)
    {
        var opened = new RunMeter(
            settings,
            _run,
            new EventWatch(settings.Run, _spans, _events, _clock),
            new TrafficMeter(settings.Run.Mode, _traffic),
            new ObservationMeter(settings.Run.Mode, _observations));
        _open.TryAdd(opened, settings.Run);
        return opened;
    }

    /// <summary>Forgets a run: its gauges are no longer shown, what has been counted stays.</summary>
    internal void Close(RunMeter run) => _open.TryRemove(run, out _);
}
