using Mls.Core.Crypto;
using Mls.Core.Nodes;
using Mls.Core.Secrets;

namespace Mls.Core.KeyPackages;

/// <summary>Makes KeyPackages (RFC 9420, section 10).</summary>
public static class KeyPackageFactory
{
    /// <summary>A KeyPackage with fresh keys, signed with the client's own key.</summary>
    public static KeyPackageBundle Create(ICryptoProvider crypto, IRandomSource random, ClientIdentity identity, Lifetime lifetime, SignaturePrivateKey signatureKey)
    {
        ArgumentNullException.ThrowIfNull(signatureKey);
        using var initMaterial = new Secret(crypto.HashLength, random.Fill);
        using var leafMaterial = new Secret(crypto.HashLength, random.Fill);
        return Create(
            crypto,
            identity.Greased(random),
            lifetime,
            crypto.Kem.DeriveKeyPair(initMaterial.Expose()),
            crypto.Kem.DeriveKeyPair(leafMaterial.Expose()),
            signatureKey.Copy(),
            ExtensionList.Empty,
            identity.Grease == GreasePolicy.None ? ExtensionList.Empty : new ExtensionList([Grease.Extension(random)]));
    }

    /// <summary>A KeyPackage of given keys, which the bundle owns from here on. Nothing in it is random.</summary>
    /// <param name="crypto">The suite's primitives.</param>
    /// <param name="identity">What the leaf says about the client.</param>
    /// <param name="lifetime">When it may be used.</param>
    /// <param name="initKey">Opens the Welcome.</param>
    /// <param name="encryptionKey">The leaf's HPKE key.</param>
    /// <param name="signatureKey">The leaf's signature key.</param>
    /// <param name="leafExtensions">Leaf extensions that describe these keys.</param>
    public static KeyPackageBundle Create(
        ICryptoProvider crypto,
        ClientIdentity identity,
        Lifetime lifetime,
        HpkePrivateKey initKey,
        HpkePrivateKey encryptionKey,
        SignaturePrivateKey signatureKey,
        ExtensionList leafExtensions) => Create(crypto, identity, lifetime, initKey, encryptionKey, signatureKey, leafExtensions, ExtensionList.Empty);

    private static KeyPackageBundle Create(
        ICryptoProvider crypto,
        ClientIdentity identity,
        Lifetime lifetime,
        HpkePrivateKey initKey,
        HpkePrivateKey encryptionKey,
        SignaturePrivateKey signatureKey,
        ExtensionList leafExtensions,
        ExtensionList packageExtensions)
    {
        ArgumentNullException.ThrowIfNull(initKey);
        ArgumentNullException.ThrowIfNull(encryptionKey);
        ArgumentNullException.ThrowIfNull(signatureKey);
        var leaf = identity.Leaf(encryptionKey.PublicKey, signatureKey.PublicKey, new LeafNodeSource.KeyPackage(lifetime), leafExtensions)
            .Sign(crypto, signatureKey, place: null);
        var package = new KeyPackage(ProtocolVersion.Mls10, crypto.Suite, initKey.PublicKey, leaf, packageExtensions, default).Sign(crypto, signatureKey);
        return new KeyPackageBundle(package, initKey, encryptionKey, signatureKey);
    }
}
