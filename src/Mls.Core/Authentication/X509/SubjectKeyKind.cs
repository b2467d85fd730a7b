using Mls.Core.Crypto;

namespace Mls.Core.Authentication.X509;

/// <summary>How a certificate names the kind of signature key that a suite uses (RFC 5480, RFC 8410).</summary>
/// <param name="Algorithm">The algorithm's object identifier, dotted.</param>
/// <param name="Curve">The DER of the named curve, where the algorithm has that parameter.</param>
internal sealed record SubjectKeyKind(string Algorithm, byte[]? Curve)
{
    private const string EllipticCurve = "1.2.840.10045.2.1";

    /// <summary>The kind of a suite; <see langword="null"/> where the suite is not of RFC 9420.</summary>
    public static SubjectKeyKind? Of(CipherSuite suite) => suite.Value switch
    {
        1 or 3 => new SubjectKeyKind("1.3.101.112", null),
        4 or 6 => new SubjectKeyKind("1.3.101.113", null),
        2 => new SubjectKeyKind(EllipticCurve, [0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07]),
        7 => new SubjectKeyKind(EllipticCurve, [0x06, 0x05, 0x2b, 0x81, 0x04, 0x00, 0x22]),
        5 => new SubjectKeyKind(EllipticCurve, [0x06, 0x05, 0x2b, 0x81, 0x04, 0x00, 0x23]),
        _ => null,
    };
}
