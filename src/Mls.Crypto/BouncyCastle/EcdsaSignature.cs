using System.Diagnostics.CodeAnalysis;
using Org.BouncyCastle.Math;

namespace Mls.Crypto.BouncyCastle;

/// <summary>The two integers of an ECDSA signature. Their encoding is DER (RFC 9420, section 5.1.2): one sequence of two positive integers, nothing else, and only the shortest
/// form of each length and number, so that a pair has one encoding and whatever is not that encoding is no signature.</summary>
internal sealed record EcdsaSignature(BigInteger R, BigInteger S)
{
    private const byte Sequence = 0x30;
    private const byte Integer = 0x02;
    private const byte OneLengthOctet = 0x81;

    /// <summary>Decodes a signature of any curve up to P-521.</summary>
    /// <returns>Whether the octets are one; never throws.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> octets, [NotNullWhen(true)] out EcdsaSignature? signature)
    {
        signature = null;
        if (!TryTake(ref octets, Sequence, out var pair) || !octets.IsEmpty
            || !TryTakePositive(ref pair, out var r) || !TryTakePositive(ref pair, out var s) || !pair.IsEmpty)
        {
            return false;
        }

        signature = new EcdsaSignature(r, s);
        return true;
    }

    private static bool TryTakePositive(ref ReadOnlySpan<byte> octets, [NotNullWhen(true)] out BigInteger? value)
    {
        value = null;
        if (!TryTake(ref octets, Integer, out var content) || content.IsEmpty)
        {
            return false;
        }

        var isNegative = content[0] >= 0x80;
        var isPadded = content.Length > 1 && content[0] == 0 && content[1] < 0x80;
        if (isNegative || isPadded)
        {
            return false;
        }

        value = new BigInteger(1, content);
        return value.SignValue > 0;
    }

    /// <summary>Takes one value off the front. Lengths beyond one octet do not occur in a signature.</summary>
    private static bool TryTake(ref ReadOnlySpan<byte> octets, byte tag, out ReadOnlySpan<byte> content)
    {
        content = default;
        if (octets.Length < 2 || octets[0] != tag)
        {
            return false;
        }

        var header = 2;
        int length = octets[1];
        if (length == OneLengthOctet)
        {
            if (octets.Length < 3 || octets[2] < 0x80)
            {
                return false;
            }

            header = 3;
            length = octets[2];
        }
        else if (length >= 0x80)
        {
            return false;
        }

        if (length > octets.Length - header)
        {
            return false;
        }

        content = octets.Slice(header, length);
        octets = octets[(header + length)..];
        return true;
    }
}
