using Mls.Core.Crypto;
using Mls.Core.Secrets;
using Mls.Core.Wire;

namespace Mls.Core.Schedule;

/// <summary>The secrets of one epoch (RFC 9420, section 8, table 4). Lends them; those that outlive the epoch can be taken, once.</summary>
public sealed class EpochSecrets : IDisposable
{
    private SenderDataSecret? _senderData;
    private EncryptionSecret? _encryption;
    private InitSecret? _init;
    private ResumptionPsk? _resumptionPsk;

    private EpochSecrets(
        ExporterSecret exporter,
        ExternalSecret external,
        ConfirmationKey confirmationKey,
        MembershipKey membershipKey,
        EpochAuthenticator epochAuthenticator)
    {
        Exporter = exporter;
        External = external;
        ConfirmationKey = confirmationKey;
        MembershipKey = membershipKey;
        EpochAuthenticator = epochAuthenticator;
    }

    /// <summary>Lends sender_data_secret.</summary>
    /// <exception cref="InvalidOperationException">It has been taken; so for all that can be.</exception>
    public SenderDataSecret SenderData => Held(_senderData);

    /// <summary>Lends encryption_secret.</summary>
    public EncryptionSecret Encryption => Held(_encryption);

    /// <summary>Lends exporter_secret.</summary>
    public ExporterSecret Exporter { get; }

    /// <summary>Lends external_secret.</summary>
    public ExternalSecret External { get; }

    /// <summary>Lends confirmation_key.</summary>
    public ConfirmationKey ConfirmationKey { get; }

    /// <summary>Lends membership_key.</summary>
    public MembershipKey MembershipKey { get; }

    /// <summary>Lends resumption_psk.</summary>
    public ResumptionPsk ResumptionPsk => Held(_resumptionPsk);

    /// <summary>Lends epoch_authenticator.</summary>
    public EpochAuthenticator EpochAuthenticator { get; }

    /// <summary>Lends init_secret: a Commit that is only staged must not take it.</summary>
    public InitSecret Init => Held(_init);

    /// <summary>Restores what <see cref="Write"/> wrote.</summary>
    public static EpochSecrets Read(ref TlsReader reader, ICryptoProvider crypto)
    {
        ArgumentNullException.ThrowIfNull(crypto);
        var length = crypto.HashLength;
        var senderData = ReadOptional<SenderDataSecret>(ref reader, length);
        var encryption = ReadOptional<EncryptionSecret>(ref reader, length);
        var secrets = new EpochSecrets(
            ReadSecret<ExporterSecret>(ref reader, length),
            ReadSecret<ExternalSecret>(ref reader, length),
            ReadSecret<ConfirmationKey>(ref reader, length),
            ReadSecret<MembershipKey>(ref reader, length),
            ReadSecret<EpochAuthenticator>(ref reader, length))
        {
            _senderData = senderData,
            _encryption = encryption,
        };
        secrets._resumptionPsk = ReadOptional<ResumptionPsk>(ref reader, length);
        secrets._init = ReadOptional<InitSecret>(ref reader, length);
        return secrets;
    }

    /// <summary>Appends a snapshot, secrets included; whoever asks protects it.</summary>
    public void Write(TlsWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        WriteOptional(writer, _senderData);
        WriteOptional(writer, _encryption);
        writer.WriteSecret(Exporter);
        writer.WriteSecret(External);
        writer.WriteSecret(ConfirmationKey);
        writer.WriteSecret(MembershipKey);
        writer.WriteSecret(EpochAuthenticator);
        WriteOptional(writer, _resumptionPsk);
        WriteOptional(writer, _init);
    }

    /// <summary>external_priv with external_pub (section 8.1). The caller owns it; nothing is kept, so that asking changes nothing.</summary>
    public HpkePrivateKey DeriveExternalKeyPair(ICryptoProvider crypto)
    {
        ArgumentNullException.ThrowIfNull(crypto);
        return crypto.Kem.DeriveKeyPair(External);
    }

    /// <summary>Hands over sender_data_secret, to open messages of a past epoch.</summary>
    public SenderDataSecret TakeSenderData() => Take(ref _senderData);

    /// <summary>Hands over encryption_secret, to the secret tree.</summary>
    public EncryptionSecret TakeEncryption() => Take(ref _encryption);

    /// <summary>Hands over resumption_psk, to be kept when the epoch has passed.</summary>
    public ResumptionPsk TakeResumptionPsk() => Take(ref _resumptionPsk);

    /// <summary>Hands over init_secret.</summary>
    public InitSecret TakeInit() => Take(ref _init);

    /// <summary>Clears everything that has not been taken.</summary>
    public void Dispose()
    {
        _senderData?.Dispose();
        _encryption?.Dispose();
        Exporter.Dispose();
        External.Dispose();
        ConfirmationKey.Dispose();
        MembershipKey.Dispose();
        _resumptionPsk?.Dispose();
        EpochAuthenticator.Dispose();
        _init?.Dispose();
    }

    /// <summary>Derives all of them from the octets of epoch_secret.</summary>
    internal static EpochSecrets Derive(ICryptoProvider crypto, ReadOnlySpan<byte> epochSecret) => new(
        LabeledCrypto.ExpandWithLabel<ExporterSecret>(crypto, epochSecret, "exporter"u8, []),
        LabeledCrypto.ExpandWithLabel<ExternalSecret>(crypto, epochSecret, "external"u8, []),
        LabeledCrypto.ExpandWithLabel<ConfirmationKey>(crypto, epochSecret, "confirm"u8, []),
        LabeledCrypto.ExpandWithLabel<MembershipKey>(crypto, epochSecret, "membership"u8, []),
        LabeledCrypto.ExpandWithLabel<EpochAuthenticator>(crypto, epochSecret, "authentication"u8, []))
    {
        _senderData = LabeledCrypto.ExpandWithLabel<SenderDataSecret>(crypto, epochSecret, "sender data"u8, []),
        _encryption = LabeledCrypto.ExpandWithLabel<EncryptionSecret>(crypto, epochSecret, "encryption"u8, []),
        _resumptionPsk = LabeledCrypto.ExpandWithLabel<ResumptionPsk>(crypto, epochSecret, "resumption"u8, []),
        _init = LabeledCrypto.ExpandWithLabel<InitSecret>(crypto, epochSecret, "init"u8, []),
    };

    private static T Held<T>(T? secret)
        where T : Secret => secret ?? throw new InvalidOperationException($"{typeof(T).Name} has been taken");

    private static T Take<T>(ref T? secret)
        where T : Secret
    {
        var taken = Held(secret);
        secret = null;
        return taken;
    }

    private static T ReadSecret<T>(ref TlsReader reader, int length)
        where T : Secret, INamedSecret<T>
    {
        var octets = reader.ReadOpaqueSpan();
        return octets.Length == length ? T.From(octets) : throw reader.Malformed($"secret of {octets.Length} octets where the suite has {length}");
    }

    private static T? ReadOptional<T>(ref TlsReader reader, int length)
        where T : Secret, INamedSecret<T> => reader.ReadPresence() ? ReadSecret<T>(ref reader, length) : null;

    private static void WriteOptional(TlsWriter writer, Secret? secret)
    {
        writer.WriteUInt8(secret is null ? (byte)0 : (byte)1);
        if (secret is not null)
        {
            writer.WriteSecret(secret);
        }
    }
}
