using Mls.Core.Crypto;
using Mls.Core.Wire;
using Mls.MultiDevice.Mail;
using Mls.MultiDevice.Policies;

namespace Mls.MultiDevice;

/// <summary>Settings that all actors of a run share. Decoded once for each actor.</summary>
public sealed record ActorRunSettings : ITlsStruct<ActorRunSettings>
{
    private const byte Version = 2;

    /// <summary>Name of the mode, as the catalogue of modes has it.</summary>
    public required string Mode { get; init; }

    /// <summary>Cipher suite of all groups (RFC 9420, section 17.1).</summary>
    public required CipherSuite Suite { get; init; }

    /// <summary>"seeded": all chance derives from the run's seed; "system": the operating system's generator.</summary>
    public string Entropy { get; init; } = "seeded";

    /// <summary>KeyPackages that a client keeps published: a device where devices are leaves, a user where users are.</summary>
    public uint KeyPackagePool { get; init; } = 10;

    /// <summary>A store that holds fewer is refilled.</summary>
    public uint RefillBelow { get; init; } = 5;

    /// <summary>Whether the devices of a user share one pool, so that every user has the same stock however many leaves it has.</summary>
    public bool StockPerUser { get; init; }

    /// <summary>Whether a user's KeyPackages are replaced when a device comes, too, and not only when one goes.</summary>
    public bool RenewAfterAdd { get; init; }

    /// <summary>Seconds for which a KeyPackage is valid from its making.</summary>
    public ulong KeyPackageLifetimeSeconds { get; init; } = 90 * 24 * 60 * 60;

    /// <summary>Mean wait in milliseconds before the first retry of what lost a race; doubles with each attempt.</summary>
    public uint BackOffMilliseconds { get; init; } = 200;

    /// <summary>Milliseconds after which an obligation goes to another device.</summary>
    public uint ObligationDeadlineMilliseconds { get; init; } = 60_000;

    /// <summary>Milliseconds after which somebody else is asked for a GroupInfo.</summary>
    public uint GroupInfoDeadlineMilliseconds { get; init; } = 5_000;

    /// <summary>Milliseconds for which keys of a revoked device still count in received trees.</summary>
    public ulong GraceMilliseconds { get; init; } = 30UL * 24 * 60 * 60 * 1000;

    /// <summary>Whether a Commit of Adds carries a path where the mode leaves the choice.</summary>
    public bool AddPath { get; init; } = true;

    /// <summary>Which signature key the leaf of a virtual client carries.</summary>
    public SignatureKeyScope SignatureKeys { get; init; }

    /// <summary>Which policies the run has; that of each kind which is not listed is the kind's default.</summary>
    public ValueList<PolicyChoice> Policies { get; init; } = [];

    /// <summary>What virtual millisecond 0 is, in seconds since 1970-01-01 UTC.</summary>
    public long StartUnixSeconds { get; init; } = 1_767_225_600;

    /// <summary>What computing costs, by class of device.</summary>
    public ValueList<DeviceClassCosts> Costs { get; init; } = [];

    /// <summary>A client's share of a stock where its user has so many clients.</summary>
    public uint Share(uint stock, int clients) => StockPerUser && clients > 1 ? (stock + (uint)clients - 1) / (uint)clients : stock;

    /// <summary>Whose state is stolen when it is removed.</summary>
    public AttackSettings Attack { get; init; } = AttackSettings.None;

    /// <summary>The costs of a class; none where the class is not listed.</summary>
    public DeviceClassCosts CostsOf(string deviceClass)
    {
        foreach (var costs in Costs)
        {
            if (costs.Name == deviceClass)
            {
                return costs;
            }
        }

        return new DeviceClassCosts(deviceClass, 0, 0, 0, 0, 0, 0, 0);
    }

    /// <inheritdoc/>
    public static ActorRunSettings Read(ref TlsReader reader)
    {
        var version = reader.ReadUInt8();
        return version != Version
            ? throw reader.Malformed($"run settings of version {version}, known is {Version}")
            : new ActorRunSettings
            {
                Mode = reader.ReadText(),
                Suite = CipherSuite.Read(ref reader),
                Entropy = reader.ReadText(),
                KeyPackagePool = reader.ReadUInt32(),
                RefillBelow = reader.ReadUInt32(),
                StockPerUser = reader.ReadPresence(),
                RenewAfterAdd = reader.ReadPresence(),
                KeyPackageLifetimeSeconds = reader.ReadUInt64(),
                BackOffMilliseconds = reader.ReadUInt32(),
                ObligationDeadlineMilliseconds = reader.ReadUInt32(),
                GroupInfoDeadlineMilliseconds = reader.ReadUInt32(),
                GraceMilliseconds = reader.ReadUInt64(),
                AddPath = reader.ReadPresence(),
                SignatureKeys = ReadScope(ref reader),
                Policies = reader.ReadList<PolicyChoice>(),
                StartUnixSeconds = unchecked((long)reader.ReadUInt64()),
                Costs = reader.ReadList<DeviceClassCosts>(),
                Attack = AttackSettings.Read(ref reader),
            };
    }

    /// <inheritdoc/>
    public void Write(TlsWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteUInt8(Version);
        writer.WriteText(Mode);
        Suite.Write(writer);
        writer.WriteText(Entropy);
        writer.WriteUInt32(KeyPackagePool);
        writer.WriteUInt32(RefillBelow);
        writer.WriteUInt8(StockPerUser ? (byte)1 : (byte)0);
        writer.WriteUInt8(RenewAfterAdd ? (byte)1 : (byte)0);
        writer.WriteUInt64(KeyPackageLifetimeSeconds);
        writer.WriteUInt32(BackOffMilliseconds);
        writer.WriteUInt32(ObligationDeadlineMilliseconds);
        writer.WriteUInt32(GroupInfoDeadlineMilliseconds);
        writer.WriteUInt64(GraceMilliseconds);
        writer.WriteUInt8(AddPath ? (byte)1 : (byte)0);
        writer.WriteUInt8((byte)SignatureKeys);
        writer.WriteList(Policies);
        writer.WriteUInt64(unchecked((ulong)StartUnixSeconds));
        writer.WriteList(Costs);
        Attack.Write(writer);
    }

    private static SignatureKeyScope ReadScope(ref TlsReader reader)
    {
        var scope = reader.ReadUInt8();
        return scope <= (byte)SignatureKeyScope.Device ? (SignatureKeyScope)scope : throw reader.Malformed($"scope of signature keys {scope}, allowed are 0 to {(byte)SignatureKeyScope.Device}");
    }
}
