using System.Diagnostics.Metrics;

namespace Grains.Metering;

/// <summary>What is carried.</summary>
internal sealed class TrafficInstruments(Meter meter)
{
    public Counter<long> Octets { get; } = meter.CreateCounter<long>("mls.ds.bytes", "By", "Octets that have left their senders, once for each mail, or arrived, once for each recipient.");

    public Counter<long> Deliveries { get; } = meter.CreateCounter<long>("mls.ds.fanout.deliveries", "{delivery}", "Deliveries that mails on simulated links lead to, one for each recipient.");

    public Histogram<long> Sizes { get; } = meter.CreateHistogram(
        "mls.message.size",
        "By",
        "MLS messages in one mail of a device.",
        tags: null,
        new InstrumentAdvice<long> { HistogramBucketBoundaries = [64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768, 65536, 131072, 262144, 524288, 1048576] });
}
