using System.Diagnostics.Metrics;

namespace Grains.Metering;

/// <summary>What actors let the outside see.</summary>
internal sealed class ObservationInstruments(Meter meter)
{
    public Counter<long> Commits { get; } = meter.CreateCounter<long>("mls.commits", "{commit}", "Commits that services have accepted, or have seen lose against another one of the epoch.");

    public Counter<long> Unprocessable { get; } = meter.CreateCounter<long>("mls.commits.unprocessable", "{commit}", "Accepted Commits that a device could not process, one for each device.");

    public Counter<long> Retries { get; } = meter.CreateCounter<long>("mls.commits.retries", "{retry}", "Operations tried once more, because their Commit lost a race.");

    public Counter<long> Epochs { get; } = meter.CreateCounter<long>("mls.epochs", "{epoch}", "Epochs that devices have entered, one for each device.");

    public Counter<long> MlsMessages { get; } = meter.CreateCounter<long>("mls.messages.sent", "{message}", "MLS messages of any kind that devices have handed in.");

    public Histogram<long> Ciphertexts { get; } = meter.CreateHistogram(
        "mls.commit.ciphertexts",
        "{ciphertext}",
        "HPKE ciphertexts of update paths and Welcomes in one mail of a device that has any.",
        tags: null,
        new InstrumentAdvice<long> { HistogramBucketBoundaries = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 64, 128, 256, 512, 1024, 4096] });

    public Counter<long> Sent { get; } = meter.CreateCounter<long>("messaging.client.sent.messages", "{message}", "Application messages that delivery services have accepted.");

    public Counter<long> Consumed { get; } = meter.CreateCounter<long>("messaging.client.consumed.messages", "{message}", "Application messages that devices have opened, one for each device.");

    public Histogram<double> Latency { get; } = meter.CreateHistogram(
        "mls.ds.latency",
        "s",
        "Virtual time from the sending of an application message to its opening, the time offline included.",
        tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 1, 2.5, 10, 60, 600, 3600, 14400, 43200, 86400, 259200, 604800] });

    public Counter<long> Undecryptable { get; } = meter.CreateCounter<long>("mls.messages.undecryptable", "{message}", "Application messages that a device could not open although it was given them.");

    public Counter<long> Skipped { get; } = meter.CreateCounter<long>("mls.messages.skipped", "{message}", "Application messages from before a device joined, which it passed over.");

    public Counter<long> Refusals { get; } = meter.CreateCounter<long>("mls.refusals", "{refusal}", "Octets refused because they break a rule.");

    public Counter<long> Operations { get; } = meter.CreateCounter<long>("mls.operations", "{operation}", "Operations that have taken effect, once for each group, or could not be carried out.");

    public Counter<long> Obligations { get; } = meter.CreateCounter<long>("mls.obligations", "{obligation}", "Obligations of account services that have been opened or settled.");

    public Counter<long> DirectoryRecords { get; } = meter.CreateCounter<long>("mls.directory.records", "{record}", "Records for the directory that devices have signed, and fetched records that they have verified.");

    public Counter<long> Attempts { get; } = meter.CreateCounter<long>("mls.security.decrypt.attempts", "{attempt}", "Attempts of attackers with a removed device's state to open messages that came after; some open until the removal takes effect.");
}
