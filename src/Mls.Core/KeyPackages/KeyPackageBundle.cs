using Mls.Core.Crypto;
using Mls.Core.Secrets;
using Mls.Core.Wire;

namespace Mls.Core.KeyPackages;

/// <summary>A KeyPackage with the private keys behind it. Good for one Welcome: joining clears the keys, unless the KeyPackage is one of last resort.</summary>
public sealed class KeyPackageBundle(KeyPackage keyPackage, HpkePrivateKey initKey, HpkePrivateKey encryptionKey, SignaturePrivateKey signatureKey) : IDisposable
{
    /// <summary>The public part.</summary>
    public KeyPackage KeyPackage { get; } = keyPackage;

    /// <summary>Opens the Welcome.</summary>
    public HpkePrivateKey InitKey { get; } = initKey;

    /// <summary>The leaf's HPKE key.</summary>
    public HpkePrivateKey EncryptionKey { get; } = encryptionKey;

    /// <summary>The leaf's signature key.</summary>
    public SignaturePrivateKey SignatureKey { get; } = signatureKey;

    /// <summary>Whether the keys are gone: used for a join, or disposed of.</summary>
    public bool IsUsed => InitKey.IsCleared;

    /// <summary>Restores what <see cref="Write"/> wrote.</summary>
    public static KeyPackageBundle Read(ref TlsReader reader)
    {
        var package = KeyPackage.Read(ref reader);
        return new KeyPackageBundle(
            package,
            new HpkePrivateKey(reader.ReadOpaqueSpan(), package.InitKey),
            new HpkePrivateKey(reader.ReadOpaqueSpan(), package.LeafNode.EncryptionKey),
            new SignaturePrivateKey(reader.ReadOpaqueSpan(), package.LeafNode.SignatureKey));
    }

    /// <summary>Writes public and private parts; for snapshots only.</summary>
    public void Write(TlsWriter writer)
    {
        KeyPackage.Write(writer);
        writer.WriteSecret(InitKey);
        writer.WriteSecret(EncryptionKey);
        writer.WriteSecret(SignatureKey);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        InitKey.Dispose();
        EncryptionKey.Dispose();
        SignatureKey.Dispose();
    }
}
