using System.Diagnostics.Metrics;
using Grains.Interfaces.Contracts;

namespace Grains.Metering;

/// <summary>What a silo has done for runs, as metrics. By mode; never by user, device or group.</summary>
public sealed class EngineMeter : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "mls-sim";

    private readonly Meter _meter;
    private readonly Counter<long> _events;
    private readonly Counter<long> _deliveries;

    /// <summary>Makes the instruments.</summary>
    public EngineMeter(IMeterFactory factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        _meter = factory.Create(Name);
        _events = _meter.CreateCounter<long>("sim.events", "{event}", "Events that actors have handled.");
        _deliveries = _meter.CreateCounter<long>("sim.deliveries", "{delivery}", "Mails that have been delivered.");
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    internal void Record(RunKey run, RunTotals before, RunTotals after)
    {
        var mode = new KeyValuePair<string, object?>("mode", run.Mode);
        _events.Add(after.Events - before.Events, mode);
        _deliveries.Add(after.Deliveries - before.Deliveries, mode);
    }
}
