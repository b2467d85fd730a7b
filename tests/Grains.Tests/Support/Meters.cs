using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;

namespace Grains.Tests.Support;

/// <summary>Makes meters, and writes down what their instruments record: "name{label=value,…}" with the sum, or for gauges the last value.</summary>
internal sealed class Meters : IMeterFactory
{
    private readonly ConcurrentBag<Meter> _made = [];
    private readonly ConcurrentDictionary<string, double> _values = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();

    /// <param name="listens">Whether anybody listens.</param>
    public Meters(bool listens = true)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (listens && _made.Contains(instrument.Meter))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>What has been recorded, gauges as they are now.</summary>
    public IReadOnlyDictionary<string, double> Read()
    {
        _listener.RecordObservableInstruments();
        return _values;
    }

    public Meter Create(MeterOptions options)
    {
        var meter = new Meter(options);
        _made.Add(meter);
        return meter;
    }

    public void Dispose()
    {
        _listener.Dispose();
        foreach (var meter in _made)
        {
            meter.Dispose();
        }
    }

    private void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = string.Join(',', tags.ToArray().Select(tag => string.Create(CultureInfo.InvariantCulture, $"{tag.Key}={tag.Value}")).Order(StringComparer.Ordinal));
        _values.AddOrUpdate($"{instrument.Name}{{{labels}}}", value, (_, before) => instrument.IsObservable ? value : before + value);
    }
}
