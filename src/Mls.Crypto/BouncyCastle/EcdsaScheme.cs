using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;

namespace Mls.Crypto.BouncyCastle;

/// <summary>ECDSA on a NIST prime curve: deterministic (RFC 6979), signatures in DER (RFC 9420, section 5.1.2), public keys as uncompressed points.</summary>
internal sealed class EcdsaScheme(PrimeCurve curve, HashFunction hash, Func<IDigest> digest) : ISignatureScheme
{
    // FIPS 186-5, A.2.1: 64 bits more than the order, so that the remainder is uniform.
    private const int ExtraOctets = 8;

    /// <inheritdoc/>
    public int SeedLength => curve.ScalarLength + ExtraOctets;

    /// <inheritdoc/>
    public int PrivateKeyLength => curve.ScalarLength;

    /// <inheritdoc/>
    public void PrivateKey(ReadOnlySpan<byte> seed, Span<byte> privateKey) => curve.ScalarOf(seed, privateKey);

    /// <inheritdoc/>
    public bool IsPrivateKey(ReadOnlySpan<byte> privateKey) => curve.Scalar(privateKey) is not null;

    /// <inheritdoc/>
    public byte[] PublicKey(ReadOnlySpan<byte> privateKey)
    {
        var publicKey = new byte[curve.PointLength];
        curve.Public(curve.Scalar(privateKey)!, publicKey);
        return publicKey;
    }

    /// <inheritdoc/>
    public byte[] Sign(ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> content)
    {
        var signer = new ECDsaSigner(new HMacDsaKCalculator(digest()));
        signer.Init(forSigning: true, new ECPrivateKeyParameters(curve.Scalar(privateKey)!, curve.Domain));
        var pair = signer.GenerateSignature(Digest(content));
        return StandardDsaEncoding.Instance.Encode(signer.Order, pair[0], pair[1]);
    }

    /// <inheritdoc/>
    public bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> content, ReadOnlySpan<byte> signature)
    {
        if (curve.Point(publicKey) is not { } point || !EcdsaSignature.TryDecode(signature, out var pair))
        {
            return false;
        }

        var verifier = new ECDsaSigner();
        verifier.Init(forSigning: false, new ECPublicKeyParameters(point, curve.Domain));
        return verifier.VerifySignature(Digest(content), pair.R, pair.S);
    }

    private byte[] Digest(ReadOnlySpan<byte> content)
    {
        var octets = new byte[hash.HashLength];
        hash.Hash(content, octets);
        return octets;
    }
}
