using System.Diagnostics.Metrics;

namespace Grains.Metering;

/// <summary>Real time that events take.</summary>
internal sealed class EventInstruments(Meter meter)
{
    public Histogram<double> Durations { get; } = meter.CreateHistogram(
        "messaging.process.duration",
        "s",
        "Real time in which an actor handles one mail or timer.",
        tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] });
}
