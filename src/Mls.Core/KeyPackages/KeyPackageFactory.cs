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
        return Sign(
            crypto,
            identity.Greased(random),
            lifetime,
            crypto.Kem.DeriveKeyPair(initMaterial.Expose()),
            crypto.Kem.DeriveKeyPair(leafMaterial.Expose()),
            signatureKey.Copy(),
            ExtensionList.Empty,
            new ExtensionList(
            [
                .. LastResort(lastResort).Items,
                .. identity.Grease == GreasePolicy.None ? Array.Empty<Extension>() : [Grease.Extension(random)],
            ]));
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
        bool lastResort = false) => Sign(crypto, identity, lifetime, initKey, encryptionKey, signatureKey, leafExtensions, LastResort(lastResort));

    private static KeyPackageBundle Sign(
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
        var leaf = identity.Listing(packageExtensions)
            .Leaf(crypto.Suite, encryptionKey.PublicKey, signatureKey.PublicKey, new LeafNodeSource.KeyPackage(lifetime), leafExtensions)
            .Sign(crypto, signatureKey, place: null);
        var package = new KeyPackage(ProtocolVersion.Mls10, crypto.Suite, initKey.PublicKey, leaf, packageExtensions, default).Sign(crypto, signatureKey);
        return new KeyPackageBundle(package, initKey, encryptionKey, signatureKey);
    }

    private static ExtensionList LastResort(bool lastResort) => lastResort ? ExtensionList.Empty.With(ExtensionType.LastResort, default) : ExtensionList.Empty;
}
