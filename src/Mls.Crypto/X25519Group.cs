using Mls.Core.Crypto;
using Org.BouncyCastle.Math.EC.Rfc7748;

namespace Mls.Crypto;

/// <summary>X25519 (RFC 7748) from BouncyCastle's static functions.</summary>
internal sealed class X25519Group : IDiffieHellman
{
    /// <inheritdoc/>
    public ushort KemId => 0x0020;

    /// <inheritdoc/>
    public int PrivateKeyLength => X25519.ScalarSize;

    /// <inheritdoc/>
    public int PublicKeyLength => X25519.PointSize;

    /// <inheritdoc/>
    public int SharedPointLength => X25519.PointSize;

    /// <inheritdoc/>
    public byte? CandidateMask => null;

    /// <inheritdoc/>
    public bool IsPrivateKey(ReadOnlySpan<byte> privateKey) => privateKey.Length == X25519.ScalarSize;

    /// <inheritdoc/>
    public bool IsPublicKey(ReadOnlySpan<byte> publicKey) => publicKey.Length == X25519.PointSize;

    /// <inheritdoc/>
    public void PublicKey(ReadOnlySpan<byte> privateKey, Span<byte> publicKey) => X25519.ScalarMultBase(privateKey, publicKey);

    /// <inheritdoc/>
    public bool Agree(ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> publicKey, Span<byte> sharedPoint) =>
        IsPublicKey(publicKey) && X25519.CalculateAgreement(privateKey, publicKey, sharedPoint);
}
