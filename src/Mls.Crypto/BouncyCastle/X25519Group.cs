using Mls.Core.Crypto;
using Org.BouncyCastle.Math.EC.Rfc7748;

namespace Mls.Crypto.BouncyCastle;

/// <summary>X25519 (RFC 7748) from BouncyCastle's static functions.</summary>
internal sealed class X25519Group : IDiffieHellman
{
    private static ReadOnlySpan<byte> OrderEight =>
    [
        0xe0, 0xeb, 0x7a, 0x7c, 0x3b, 0x41, 0xb8, 0xae, 0x16, 0x56, 0xe3, 0xfa, 0xf1, 0x9f, 0xc4, 0x6a,
        0xda, 0x09, 0x8d, 0xeb, 0x9c, 0x32, 0xb1, 0xfd, 0x86, 0x62, 0x05, 0x16, 0x5f, 0x49, 0xb8, 0x00,
    ];

    private static ReadOnlySpan<byte> OtherOrderEight =>
    [
        0x5f, 0x9c, 0x95, 0xbc, 0xa3, 0x50, 0x8c, 0x24, 0xb1, 0xd0, 0xb1, 0x55, 0x9c, 0x83, 0xef, 0x5b,
        0x04, 0x44, 0x5c, 0xc4, 0x58, 0x1c, 0x8e, 0x86, 0xd8, 0x22, 0x4e, 0xdd, 0xd0, 0x9f, 0x11, 0x57,
    ];

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
    public bool IsPublicKey(ReadOnlySpan<byte> publicKey) => publicKey.Length == X25519.PointSize && !IsOfSmallOrder(publicKey);

    /// <inheritdoc/>
    public void PublicKey(ReadOnlySpan<byte> privateKey, Span<byte> publicKey) => X25519.ScalarMultBase(privateKey, publicKey);

    /// <inheritdoc/>
    public bool Agree(ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> publicKey, Span<byte> sharedPoint) =>
        publicKey.Length == X25519.PointSize && X25519.CalculateAgreement(privateKey, publicKey, sharedPoint);

    /// <summary>Whether every agreement with the point gives zeros: 0, 1, -1 and the two points of order 8, and p and p + 1, which stand for 0 and 1.
    /// The highest bit does not count (RFC 7748, section 5).</summary>
    private static bool IsOfSmallOrder(ReadOnlySpan<byte> point)
    {
        Span<byte> canonical = stackalloc byte[X25519.PointSize];
        point.CopyTo(canonical);
        canonical[^1] &= 0x7f;
        if (canonical[1..^1].IndexOfAnyExcept((byte)0x00) < 0 && canonical[^1] == 0)
        {
            return canonical[0] <= 1;
        }

        if (canonical[1..^1].IndexOfAnyExcept((byte)0xff) < 0 && canonical[^1] == 0x7f)
        {
            return canonical[0] is 0xec or 0xed or 0xee;
        }

        return canonical.SequenceEqual(OrderEight) || canonical.SequenceEqual(OtherOrderEight);
    }
}
