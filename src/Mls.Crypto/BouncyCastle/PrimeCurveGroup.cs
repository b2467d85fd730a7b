using Mls.Core.Crypto;

namespace Mls.Crypto.BouncyCastle;

/// <summary>ECDH on a NIST prime curve (RFC 9180, section 7.1).</summary>
internal sealed class PrimeCurveGroup(ushort kemId, PrimeCurve curve) : IDiffieHellman
{
    /// <inheritdoc/>
    public ushort KemId => kemId;

    /// <inheritdoc/>
    public int PrivateKeyLength => curve.ScalarLength;

    /// <inheritdoc/>
    public int PublicKeyLength => curve.PointLength;

    /// <inheritdoc/>
    public int SharedPointLength => curve.FieldLength;

    /// <summary>All of the first octet, but for P-521 its lowest bit (RFC 9180, section 7.1.3).</summary>
    public byte? CandidateMask => (byte)(0xff >> ((8 - (curve.Domain.N.BitLength % 8)) % 8));

    /// <inheritdoc/>
    public bool IsPrivateKey(ReadOnlySpan<byte> privateKey) => curve.Scalar(privateKey) is not null;

    /// <inheritdoc/>
    public bool IsPublicKey(ReadOnlySpan<byte> publicKey) => curve.Point(publicKey) is not null;

    /// <inheritdoc/>
    public void PublicKey(ReadOnlySpan<byte> privateKey, Span<byte> publicKey) => curve.Public(curve.Scalar(privateKey)!, publicKey);

    /// <inheritdoc/>
    public bool Agree(ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> publicKey, Span<byte> sharedPoint)
    {
        if (curve.Point(publicKey) is not { } point)
        {
            return false;
        }

        PrimeCurve.Agree(curve.Scalar(privateKey)!, point, sharedPoint);
        return true;
    }
}
