using Org.BouncyCastle.Math.EC.Rfc8032;

namespace Mls.Crypto.BouncyCastle;

/// <summary>Ed25519 (RFC 8032) from BouncyCastle's static functions; the private key is the seed.</summary>
internal sealed class Ed25519Scheme : ISignatureScheme
{
    /// <inheritdoc/>
    public int SeedLength => Ed25519.SecretKeySize;

    /// <inheritdoc/>
    public int PrivateKeyLength => Ed25519.SecretKeySize;

    /// <inheritdoc/>
    public void PrivateKey(ReadOnlySpan<byte> seed, Span<byte> privateKey) => seed.CopyTo(privateKey);

    /// <inheritdoc/>
    public bool IsPrivateKey(ReadOnlySpan<byte> privateKey) => privateKey.Length == Ed25519.SecretKeySize;

    /// <inheritdoc/>
    public byte[] PublicKey(ReadOnlySpan<byte> privateKey)
    {
        var publicKey = new byte[Ed25519.PublicKeySize];
        Ed25519.GeneratePublicKey(privateKey, publicKey);
        return publicKey;
    }

    /// <inheritdoc/>
    public byte[] Sign(ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> content)
    {
        var signature = new byte[Ed25519.SignatureSize];
        Ed25519.Sign(privateKey, publicKey, content, signature);
        return signature;
    }

    /// <inheritdoc/>
    public bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> content, ReadOnlySpan<byte> signature) =>
        publicKey.Length == Ed25519.PublicKeySize && signature.Length == Ed25519.SignatureSize && Ed25519.Verify(signature, publicKey, content);
}
