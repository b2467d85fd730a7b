using Mls.Core.Crypto;
using Mls.Core.Secrets;
using Mls.Core.Wire;

namespace Mls.Core.KeyPackages;

/// <summary>The private keys behind a KeyPackage, with the name by which a Welcome calls it. Whoever shares the keys can join, also without the KeyPackage itself.</summary>
/// <remarks>Good for one Welcome: joining clears the keys, unless the KeyPackage is one of last resort.</remarks>
public sealed class JoinKeys(KeyPackageRef reference, HpkePrivateKey initKey, HpkePrivateKey encryptionKey, SignaturePrivateKey signatureKey) : IDisposable
{
    /// <summary>The KeyPackage's name.</summary>
    public KeyPackageRef Ref { get; } = reference;

    /// <summary>Opens the Welcome.</summary>
    public HpkePrivateKey InitKey { get; } = initKey;

    /// <summary>The leaf's HPKE key.</summary>
    public HpkePrivateKey EncryptionKey { get; } = encryptionKey;

    /// <summary>The leaf's signature key.</summary>
    public SignaturePrivateKey SignatureKey { get; } = signatureKey;

    /// <summary>Whether the keys stay after a join (draft-ietf-mls-extensions, last_resort).</summary>
    public bool IsLastResort { get; init; }

    /// <summary>Whether the keys are gone: used for a join, or disposed of.</summary>
    public bool IsUsed => InitKey.IsCleared;

    /// <summary>Takes over the keys of a bundle, which is not to be disposed of afterwards.</summary>
    public static JoinKeys Of(ICryptoProvider crypto, KeyPackageBundle bundle)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        return new JoinKeys(bundle.KeyPackage.Ref(crypto), bundle.InitKey, bundle.EncryptionKey, bundle.SignatureKey) { IsLastResort = bundle.KeyPackage.IsLastResort };
    }

    /// <summary>Restores what <see cref="Write"/> wrote.</summary>
    public static JoinKeys Read(ref TlsReader reader)
    {
        var reference = KeyPackageRef.Read(ref reader);
        var initPublic = HpkePublicKey.Read(ref reader);
        var init = new HpkePrivateKey(reader.ReadOpaqueSpan(), initPublic);
        var encryptionPublic = HpkePublicKey.Read(ref reader);
        var encryption = new HpkePrivateKey(reader.ReadOpaqueSpan(), encryptionPublic);
        var signaturePublic = SignaturePublicKey.Read(ref reader);
        var signature = new SignaturePrivateKey(reader.ReadOpaqueSpan(), signaturePublic);
        return new JoinKeys(reference, init, encryption, signature) { IsLastResort = reader.ReadPresence() };
    }

    /// <summary>Writes everything; for snapshots only.</summary>
    public void Write(TlsWriter writer)
    {
        Ref.Write(writer);
        InitKey.PublicKey.Write(writer);
        writer.WriteSecret(InitKey);
        EncryptionKey.PublicKey.Write(writer);
        writer.WriteSecret(EncryptionKey);
        SignatureKey.PublicKey.Write(writer);
        writer.WriteSecret(SignatureKey);
        writer.WriteUInt8(IsLastResort ? (byte)1 : (byte)0);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        InitKey.Dispose();
        EncryptionKey.Dispose();
        SignatureKey.Dispose();
    }
}
