using Grains.Devices;
using Grains.Interfaces.Contracts;
using Grains.Local;
using Grains.Post;
using Grains.Services;
using Grains.Tests.ThirdMode;
using Mls.Core.Crypto;
using Mls.Core.Wire;
using Mls.Crypto;
using Mls.MultiDevice;
using Mls.MultiDevice.Mail;
using Mls.MultiDevice.SingleClient;
using Xunit;

namespace Grains.Tests.Modes;

/// <summary>Users with devices and groups in one mode, driven without silos.</summary>
internal sealed class ModeWorld
{
    /// <summary>What follows the name of a mode where the leaves of virtual clients have other signature keys.</summary>
    private const string DeviceKeys = " with device keys";

    private const string EpochKeys = " with keys per user epoch";

    private long _operation;

    public ModeWorld(
        string mode,
        long seed = 1,
        IMailFaults? faults = null,
        ICryptoProviders? crypto = null,
        bool isNegligent = false,
        Func<ActorRunSettings, ActorRunSettings>? with = null,
        AttackSettings? attack = null)
    {
        var actorSettings = new ActorRunSettings
        {
            Mode = mode.Split(" with ")[0],
            SignatureKeys = mode.EndsWith(DeviceKeys, StringComparison.Ordinal) ? SignatureKeyScope.Device
                : mode.EndsWith(EpochKeys, StringComparison.Ordinal) ? SignatureKeyScope.PerUserEpoch
                : SignatureKeyScope.PerLeaf,
            Suite = CipherSuite.X25519Aes128Sha256Ed25519,
            KeyPackagePool = 10,
            RefillBelow = 3,
            Attack = attack ?? AttackSettings.None,
        };
        var settings = new RunSettings
        {
            Run = new RunKey("test", mode),
            Seed = seed,
            ActorSettings = Octets.Own(Tls.Encode(with is null ? actorSettings : with(actorSettings))),
        };
        Run = new LocalRun(settings, Factory(crypto, isNegligent), faults);
    }

    private ModeWorld(LocalRun run, long operation)
    {
        Run = run;
        _operation = operation;
    }

    /// <summary>The modes of the project, and the sketch of a third one.</summary>
    private static ModeCatalog Catalog { get; } = ModeCatalog.Standard.With(new SingleClientDefinition(new SerialProfile()));

    public static TheoryData<string> Modes() => [.. ModeCatalog.Standard.Names];

    /// <summary>The modes, and what they can be set to.</summary>
    public static TheoryData<string> Variants() => [.. Catalog.Names, "tree-root" + DeviceKeys];

    public LocalRun Run { get; }

    /// <summary>Actors of this world.</summary>
    /// <param name="crypto">The primitives; the real ones, where none are given.</param>
    /// <param name="isNegligent">Whether the services do not ask who has been revoked.</param>
    public static MlsActorFactory Factory(ICryptoProviders? crypto = null, bool isNegligent = false) =>
        new(Catalog, crypto ?? new CryptoProviders(), seed => new SeededRandomStreams(seed), new SystemRandom()) { IsNegligent = isNegligent };

    public ModeWorld Copy() => new(Run.Copy(), _operation);

    /// <summary>Lets a device do something now.</summary>
    public ModeWorld Do(string device, string operation, TraceCommand command)
    {
        Run.Feed(new Command(
            Run.Now, ActorId.Device(device), MailKinds.Command, new Operation(++_operation, operation, Phase.Measured), Octets.Own(Tls.Encode(command))));
        return this;
    }

    /// <summary>Lets virtual time pass until nothing is due.</summary>
    public ModeWorld Drain()
    {
        Run.Run();
        return this;
    }

    public ModeWorld Users(int users, int devices)
    {
        for (var user = 1; user <= users; user++)
        {
            Do($"u{user}/d1", "register-user", new TraceCommand.Start(string.Empty, "phone"));
        }

        Drain();
        for (var device = 2; device <= devices; device++)
        {
            for (var user = 1; user <= users; user++)
            {
                Do($"u{user}/d{device}", "register-user", new TraceCommand.Start($"u{user}/d1", "desktop"));
            }

            Drain();
        }

        return this;
    }

    public DeviceReport Device(string name) => Tls.Decode<DeviceReport>(Run.Report(ActorId.Device(name)));

    public UserReport User(string name) => Tls.Decode<UserReport>(Run.Report(ActorId.User(name)));

    public IEnumerable<T> Seen<T>()
        where T : Observation => Run.Observations.Select(seen => seen.What).OfType<T>();

    /// <summary>Everybody who is in the group shows the same authenticator; answers how many there are.</summary>
    public int AssertAgreement(string group)
    {
        var lines = Run.Actors.Where(actor => actor.Kind == ActorKind.Device).Select(actor => Device(actor.Name))
            .Where(report => report.IsActive).SelectMany(report => report.Groups).Where(line => line.Name == group).ToArray();
        Assert.True(lines.Distinct().Count() <= 1, string.Join(", ", lines.Select(line => $"{line.Epoch}:{line.AuthenticatorHash:x}")));
        return lines.Length;
    }

    /// <summary>Nothing went wrong on the way.</summary>
    /// <param name="flags">Flags that this life calls for, each raised by whoever sees it; nothing else may be refused.</param>
    public void AssertHealthy(params string[] flags)
    {
        Assert.Empty(Seen<Observation.CommitUnprocessable>());
        Assert.Empty(Seen<Observation.MessageFailed>());
        Assert.Equal(flags, Seen<Observation.HostileRefused>().Select(refused => refused.Rule).Distinct());
        Assert.Empty(Seen<Observation.OperationSkipped>());
        var pairs = Seen<Observation.KeyNonceUsed>().Select(seen => (seen.PairHigh, seen.PairLow)).ToArray();
        Assert.Equal(pairs.Length, pairs.Distinct().Count());
        Assert.All(Run.Actors.Where(actor => actor.Kind == ActorKind.Device), actor => Assert.Equal(0u, Device(actor.Name).Jobs));
    }
}
