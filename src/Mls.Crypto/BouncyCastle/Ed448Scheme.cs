using System.Security.Cryptography;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace Mls.Crypto.BouncyCastle;

/// <summary>Ed448 (RFC 8032) with an empty context from BouncyCastle's static functions; the private key is the seed.</summary>
/// <remarks>BouncyCastle takes arrays: the copy of the private key is cleared after use.</remarks>
internal sealed class Ed448Scheme : ISignatureScheme
{
    /// <inheritdoc/>
    public int SeedLength => Ed448.SecretKeySize;

    /// <inheritdoc/>
    public int PrivateKeyLength => Ed448.SecretKeySize;

    /// <inheritdoc/>
    public void PrivateKey(ReadOnlySpan<byte> seed, Span<byte> privateKey) => seed.CopyTo(privateKey);

    /// <inheritdoc/>
    public bool IsPrivateKey(ReadOnlySpan<byte> privateKey) => privateKey.Length == Ed448.SecretKeySize;

    /// <inheritdoc/>
    public byte[] PublicKey(ReadOnlySpan<byte> privateKey)
    {
        var publicKey = new byte[Ed448.PublicKeySize];
        var copy = privateKey.ToArray();
        try
        {
            Ed448.GeneratePublicKey(copy, 0, publicKey, 0);
            return publicKey;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(copy);
        }
    }

    /// <inheritdoc/>
    public byte[] Sign(ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> content)
    {
        var signature = new byte[Ed448.SignatureSize];
        var copy = privateKey.ToArray();
        try
        {
            Ed448.Sign(copy, 0, publicKey.ToArray(), 0, [], content.ToArray(), 0, content.Length, signature, 0);
            return signature;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(copy);
        }
    }

    /// <inheritdoc/>
    public bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> content, ReadOnlySpan<byte> signature) =>
        publicKey.Length == Ed448.PublicKeySize
        && signature.Length == Ed448.SignatureSize
        && Ed448.Verify(signature.ToArray(), 0, publicKey.ToArray(), 0, [], content.ToArray(), 0, content.Length);
}
