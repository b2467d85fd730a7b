using System.Security.Cryptography;
using Mls.Core.Crypto;
using Org.BouncyCastle.Math.EC.Rfc7748;

namespace Mls.Crypto.BouncyCastle;

/// <summary>X448 (RFC 7748) from BouncyCastle's static functions.</summary>
/// <remarks>BouncyCastle takes arrays: the copies of private keys and shared points are cleared after use.</remarks>
internal sealed class X448Group : IDiffieHellman
{
    /// <inheritdoc/>
    public ushort KemId => 0x0021;

    /// <inheritdoc/>
    public int PrivateKeyLength => X448.ScalarSize;

    /// <inheritdoc/>
    public int PublicKeyLength => X448.PointSize;

    /// <inheritdoc/>
    public int SharedPointLength => X448.PointSize;

    /// <inheritdoc/>
    public byte? CandidateMask => null;

    /// <inheritdoc/>
    public bool IsPrivateKey(ReadOnlySpan<byte> privateKey) => privateKey.Length == X448.ScalarSize;

    /// <inheritdoc/>
    public bool IsPublicKey(ReadOnlySpan<byte> publicKey) => publicKey.Length == X448.PointSize && !IsOfSmallOrder(publicKey);

    /// <inheritdoc/>
    public void PublicKey(ReadOnlySpan<byte> privateKey, Span<byte> publicKey)
    {
        var scalar = privateKey.ToArray();
        var point = new byte[X448.PointSize];
        try
        {
            X448.ScalarMultBase(scalar, 0, point, 0);
            point.CopyTo(publicKey);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(scalar);
        }
    }

    /// <inheritdoc/>
    public bool Agree(ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> publicKey, Span<byte> sharedPoint)
    {
        if (publicKey.Length != X448.PointSize)
        {
            return false;
        }

        var scalar = privateKey.ToArray();
        var shared = new byte[X448.PointSize];
        try
        {
            var usable = X448.CalculateAgreement(scalar, 0, publicKey.ToArray(), 0, shared, 0);
            shared.CopyTo(sharedPoint);
            return usable;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(scalar);
            CryptographicOperations.ZeroMemory(shared);
        }
    }

    /// <summary>Whether every agreement with the point gives zeros: 0, 1 and -1, and p and p + 1, which stand for 0 and 1 (p is 2^448 - 2^224 - 1).</summary>
    private static bool IsOfSmallOrder(ReadOnlySpan<byte> point)
    {
        var low = point[..28];
        var high = point[28..];
        if (high.IndexOfAnyExcept((byte)0x00) < 0)
        {
            return low[0] <= 1 && low[1..].IndexOfAnyExcept((byte)0x00) < 0;
        }

        // p - 1 and p: fe or ff, ff .. ff | fe, ff .. ff. p + 1: 00 .. 00 | ff .. ff.
        return high[0] == 0xfe
            ? high[1..].IndexOfAnyExcept((byte)0xff) < 0 && low[0] >= 0xfe && low[1..].IndexOfAnyExcept((byte)0xff) < 0
            : high.IndexOfAnyExcept((byte)0xff) < 0 && low.IndexOfAnyExcept((byte)0x00) < 0;
    }
}
