using Mls.Core.Crypto;
using Mls.Core.KeyPackages;
using Mls.Core.Nodes;

namespace Mls.MultiDevice.SingleClient.UserGroups;

/// <summary>The private keys behind one KeyPackage of the virtual client, as every sibling derives them. Owns them until they are handed to a bundle.</summary>
/// <param name="initKey">Opens the Welcome.</param>
/// <param name="encryptionKey">The leaf's HPKE key.</param>
/// <param name="signatureKey">The leaf's signature key.</param>
/// <param name="tag">Where the keys come from.</param>
public sealed class KeyPackageKeys(HpkePrivateKey initKey, HpkePrivateKey encryptionKey, SignaturePrivateKey signatureKey, ILeafTag tag) : IDisposable
{
    private bool _handedOver;

    /// <summary>Opens the Welcome.</summary>
    public HpkePrivateKey InitKey { get; } = initKey;

    /// <summary>The leaf's HPKE key.</summary>
    public HpkePrivateKey EncryptionKey { get; } = encryptionKey;

    /// <summary>The leaf's signature key.</summary>
    public SignaturePrivateKey SignatureKey { get; } = signatureKey;

    /// <summary>Where the keys come from.</summary>
    public ILeafTag Tag { get; } = tag;

    /// <summary>The leaf extension that says where the keys come from.</summary>
    public ExtensionList LeafExtensions => new([Tag.ToExtension()]);

    /// <summary>Makes and signs the KeyPackage (RFC 9420, section 10). The bundle owns the keys from here on.</summary>
    public KeyPackageBundle Package(ICryptoProvider crypto, ClientIdentity identity, Lifetime lifetime)
    {
        ObjectDisposedException.ThrowIf(_handedOver, this);
        var bundle = KeyPackageFactory.CreateFrom(crypto, identity, lifetime, InitKey, EncryptionKey, SignatureKey, LeafExtensions);
        _handedOver = true;
        return bundle;
    }

    /// <summary>Clears the keys unless a bundle owns them.</summary>
    public void Dispose()
    {
        if (_handedOver)
        {
            return;
        }

        _handedOver = true;
        InitKey.Dispose();
        EncryptionKey.Dispose();
        SignatureKey.Dispose();
    }
}
