using System.Diagnostics.Metrics;
using Mls.Core.Crypto;

namespace Mls.MultiDevice.Metering;

/// <summary>What devices have computed, as metrics: how long it took in real time, and which primitives. By mode and suite; never by user, device or group.</summary>
public sealed class DeviceMeter : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "Mls.MultiDevice";

    /// <summary>Upper bounds of the buckets, in seconds: from one symmetric operation to a Commit of thousands of leaves.</summary>
    private static readonly InstrumentAdvice<double> Buckets = new()
    {
        HistogramBucketBoundaries = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    };

    private readonly Meter _meter;

    /// <summary>Makes the instruments.</summary>
    public DeviceMeter(IMeterFactory factory, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(factory);
        ArgumentNullException.ThrowIfNull(clock);
        Clock = clock;
        _meter = factory.Create(Name);
        Commit = Duration("mls.commit.duration", "Real time in which a device builds a Commit.");
        Process = Duration("mls.commit.process.duration", "Real time in which a member checks a Commit and derives the next epoch.");
        Welcome = Duration("mls.welcome.process.duration", "Real time in which a new member derives its state from a Welcome.");
        Seal = Duration("mls.message.seal.duration", "Real time in which a device encrypts an application message.");
        Open = Duration("mls.message.open.duration", "Real time in which a device decrypts an application message.");
        Hpke = _meter.CreateCounter<long>("mls.hpke.operations", "{operation}", "Encapsulations, decapsulations and derivations of key pairs, as devices are charged for them.");
        Sign = _meter.CreateCounter<long>("mls.sign.operations", "{operation}", "Signatures made and verified, as devices are charged for them.");
        Aead = _meter.CreateCounter<long>("mls.aead.operations", "{operation}", "AEAD encryptions and decryptions, as devices are charged for them.");
    }

    internal TimeProvider Clock { get; }

    internal Histogram<double> Commit { get; }

    internal Histogram<double> Process { get; }

    internal Histogram<double> Welcome { get; }

    internal Histogram<double> Seal { get; }

    internal Histogram<double> Open { get; }

    internal Counter<long> Hpke { get; }

    internal Counter<long> Sign { get; }

    internal Counter<long> Aead { get; }

    /// <summary>The meter as the devices of one run use it.</summary>
    public DeviceWatch Of(string mode, CipherSuite suite) => new(this, mode, suite.ToString());

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private Histogram<double> Duration(string name, string description) => _meter.CreateHistogram(name, "s", description, tags: null, Buckets);
}
