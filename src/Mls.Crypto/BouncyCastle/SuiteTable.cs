using Mls.Core.Crypto;
using Org.BouncyCastle.Crypto.Digests;

namespace Mls.Crypto.BouncyCastle;

/// <summary>RFC 9420, section 17.1: which primitives make up a suite here. A suite is one row.</summary>
internal static class SuiteTable
{
    /// <summary>A provider for each registered suite, in the order of their numbers.</summary>
    public static ICryptoProvider[] CreateAll()
    {
        var (sha256, sha384, sha512) = (new HashFunction.Sha256(), new HashFunction.Sha384(), new HashFunction.Sha512());
        var (aes128, aes256, chaCha) = (Aead.Aes128Gcm(), Aead.Aes256Gcm(), Aead.ChaCha20Poly1305());
        var (x25519, x448) = (new X25519Group(), new X448Group());
        var (ed25519, ed448) = (new Ed25519Scheme(), new Ed448Scheme());
        var (p256, p384, p521) = (new PrimeCurve("P-256"), new PrimeCurve("P-384"), new PrimeCurve("P-521"));
        var ecdsa256 = new EcdsaScheme(p256, sha256, () => new Sha256Digest());
        var ecdsa384 = new EcdsaScheme(p384, sha384, () => new Sha384Digest());
        var ecdsa521 = new EcdsaScheme(p521, sha512, () => new Sha512Digest());
        return
        [
            new SuiteCryptoProvider(CipherSuite.X25519Aes128Sha256Ed25519, x25519, sha256, aes128, ed25519),
            new SuiteCryptoProvider(CipherSuite.P256Aes128Sha256P256, new PrimeCurveGroup(0x0010, p256), sha256, aes128, ecdsa256),
            new SuiteCryptoProvider(CipherSuite.X25519ChaChaSha256Ed25519, x25519, sha256, chaCha, ed25519),
            new SuiteCryptoProvider(CipherSuite.X448Aes256Sha512Ed448, x448, sha512, aes256, ed448),
            new SuiteCryptoProvider(CipherSuite.P521Aes256Sha512P521, new PrimeCurveGroup(0x0012, p521), sha512, aes256, ecdsa521),
            new SuiteCryptoProvider(CipherSuite.X448ChaChaSha512Ed448, x448, sha512, chaCha, ed448),
            new SuiteCryptoProvider(CipherSuite.P384Aes256Sha384P384, new PrimeCurveGroup(0x0011, p384), sha384, aes256, ecdsa384),
        ];
    }
}
