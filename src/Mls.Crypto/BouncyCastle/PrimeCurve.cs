using System.Security.Cryptography;
using Org.BouncyCastle.Asn1.X9;
using Org.BouncyCastle.Crypto.EC;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Math.EC;
using Org.BouncyCastle.Math.EC.Multiplier;
using ECPoint = Org.BouncyCastle.Math.EC.ECPoint;

namespace Mls.Crypto.BouncyCastle;

/// <summary>A NIST prime curve from BouncyCastle with the serialisations of RFC 9180, section 7.1.1: uncompressed points, big-endian scalars.</summary>
/// <remarks>BouncyCastle holds scalars in big integers, which only the collector removes, and its arithmetic on these curves is not constant-time.</remarks>
internal sealed class PrimeCurve
{
    private const byte Uncompressed = 4;
    private readonly X9ECParameters _parameters;

    /// <summary>The curve of that name: P-256, P-384 or P-521.</summary>
    public PrimeCurve(string name)
    {
        _parameters = CustomNamedCurves.GetByName(name);
        Domain = new ECDomainParameters(_parameters);
        FieldLength = (_parameters.Curve.FieldSize + 7) / 8;
        ScalarLength = (_parameters.N.BitLength + 7) / 8;
    }

    /// <summary>The curve as BouncyCastle's signers take it.</summary>
    public ECDomainParameters Domain { get; }

    /// <summary>Octets of a coordinate.</summary>
    public int FieldLength { get; }

    /// <summary>Octets of a scalar.</summary>
    public int ScalarLength { get; }

    /// <summary>Octets of an uncompressed point.</summary>
    public int PointLength => 1 + (2 * FieldLength);

    /// <summary>The scalar from 1 to n - 1 that the octets stand for; <see langword="null"/> where they stand for none.</summary>
    /// <remarks>Leading zeros may be missing: so do some libraries, and the published vectors, write private keys.</remarks>
    public BigInteger? Scalar(ReadOnlySpan<byte> octets)
    {
        if (octets.Length > ScalarLength)
        {
            return null;
        }

        var scalar = new BigInteger(1, octets);
        return scalar.SignValue > 0 && scalar.CompareTo(_parameters.N) < 0 ? scalar : null;
    }

    /// <summary>A scalar from 1 to n - 1 out of a seed some octets longer (FIPS 186-5, A.2.1), big-endian.</summary>
    public void ScalarOf(ReadOnlySpan<byte> seed, Span<byte> scalar) =>
        Write(new BigInteger(1, seed).Mod(_parameters.N.Subtract(BigInteger.One)).Add(BigInteger.One), scalar);

    /// <summary>The point that the octets stand for; <see langword="null"/> where it is not uncompressed, not on the curve or at infinity.</summary>
    public ECPoint? Point(ReadOnlySpan<byte> octets)
    {
        if (octets.Length != PointLength || octets[0] != Uncompressed)
        {
            return null;
        }

        var (x, y) = (new BigInteger(1, octets.Slice(1, FieldLength)), new BigInteger(1, octets[(1 + FieldLength)..]));
        var prime = _parameters.Curve.Field.Characteristic;
        if (x.CompareTo(prime) >= 0 || y.CompareTo(prime) >= 0)
        {
            return null;
        }

        // The cofactor is 1: whatever satisfies the equation is in the group.
        var point = _parameters.Curve.CreatePoint(x, y);
        return point.IsValid() ? point : null;
    }

    /// <summary>The public point of a scalar.</summary>
    public void Public(BigInteger scalar, Span<byte> point) =>
        new FixedPointCombMultiplier().Multiply(_parameters.G, scalar).Normalize().EncodeTo(compressed: false, point);

    /// <summary>The x coordinate of a point times a scalar.</summary>
    public static void Agree(BigInteger scalar, ECPoint point, Span<byte> x) =>
        point.Multiply(scalar).Normalize().AffineXCoord.EncodeTo(x);

    private static void Write(BigInteger value, Span<byte> target)
    {
        var octets = value.ToByteArrayUnsigned();
        target.Clear();
        octets.CopyTo(target[(target.Length - octets.Length)..]);
        CryptographicOperations.ZeroMemory(octets);
    }
}
