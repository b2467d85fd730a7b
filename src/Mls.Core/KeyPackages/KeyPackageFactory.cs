using Mls.Core.Crypto;
using Mls.Core.Nodes;
using Mls.Core.Secrets;

namespace Mls.Core.KeyPackages;

/// <summary>Makes KeyPackages (RFC 9420, section 10).</summary>
public static class KeyPackageFactory
{
    /// <summary>A KeyPackage with fresh keys, signed with the client's own key.</summary>
    /// <param name="crypto">The suite's primitives.</param>
    /// <param name="random">Where the keys come from.</param>
    /// <param name="identity">What the leaf says about the client.</param>
    /// <param name="lifetime">When it may be used.</param>
    /// <param name="signatureKey">The client's signature key, lent.</param>
    /// <param name="lastResort">Whether it may be used more than once (draft-ietf-mls-extensions): its keys then stay after a join, which costs forward secrecy.</param>
    public static KeyPackageBundle Create(
        ICryptoProvider crypto, IRandomSource random, ClientIdentity identity, Lifetime lifetime, SignaturePrivateKey signatureKey, bool lastResort = false)
    {
        ArgumentNullException.ThrowIfNull(signatureKey);
        using var initMaterial = new Secret(crypto.HashLength, random.Fill);
        using var leafMaterial = new Secret(crypto.HashLength, random.Fill);
        var (initKey, encryptionKey) = (crypto.Kem.DeriveKeyPair(initMaterial), crypto.Kem.DeriveKeyPair(leafMaterial));
        var greased = identity.Greased(random);
        var extensions = new ExtensionList(
        [
            .. LastResort(lastResort).Items,
            .. identity.Grease == GreasePolicy.None ? Array.Empty<Extension>() : [Grease.Extension(random)],
        ]);
        var leaf = greased.Listing(extensions)
            .Leaf(crypto.Suite, encryptionKey.PublicKey, signatureKey.PublicKey, new LeafNodeSource.KeyPackage(lifetime), ExtensionList.Empty);
        return new KeyPackageBundle(Sign(crypto, leaf, initKey.PublicKey, extensions, signatureKey), initKey, encryptionKey, signatureKey.Copy());
    }

    /// <summary>A KeyPackage of given keys, which the bundle owns from here on. Nothing in it is random.</summary>
    /// <param name="crypto">The suite's primitives.</param>
    /// <param name="identity">What the leaf says about the client.</param>
    /// <param name="lifetime">When it may be used.</param>
    /// <param name="initKey">Opens the Welcome.</param>
    /// <param name="encryptionKey">The leaf's HPKE key.</param>
    /// <param name="signatureKey">The leaf's signature key.</param>
    /// <param name="leafExtensions">Leaf extensions that describe these keys.</param>
    /// <param name="lastResort">Whether it may be used more than once.</param>
    public static KeyPackageBundle CreateFrom(
        ICryptoProvider crypto,
        ClientIdentity identity,
        Lifetime lifetime,
        HpkePrivateKey initKey,
        HpkePrivateKey encryptionKey,
        SignaturePrivateKey signatureKey,
        ExtensionList leafExtensions,
        bool lastResort = false)
    {
        ArgumentNullException.ThrowIfNull(initKey);
        ArgumentNullException.ThrowIfNull(encryptionKey);
        ArgumentNullException.ThrowIfNull(signatureKey);
        var extensions = LastResort(lastResort);
        var leaf = identity.Listing(extensions)
            .Leaf(crypto.Suite, encryptionKey.PublicKey, signatureKey.PublicKey, new LeafNodeSource.KeyPackage(lifetime), leafExtensions);
        return new KeyPackageBundle(Sign(crypto, leaf, initKey.PublicKey, extensions, signatureKey), initKey, encryptionKey, signatureKey);
    }

    private static KeyPackage Sign(ICryptoProvider crypto, LeafNode leaf, HpkePublicKey initKey, ExtensionList extensions, SignaturePrivateKey signatureKey) =>
        new KeyPackage(ProtocolVersion.Mls10, crypto.Suite, initKey, leaf.Sign(crypto, signatureKey, place: null), extensions, default).Sign(crypto, signatureKey);

    private static ExtensionList LastResort(bool lastResort) => lastResort ? ExtensionList.Empty.With(ExtensionType.LastResort, default) : ExtensionList.Empty;
}
