using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Mls.Core.Crypto;
using Mls.Core.Nodes;
using Mls.Core.Wire;

namespace Mls.Core.Tests.Certificates;

/// <summary>A certificate authority on P-256, valid for the year 2024.</summary>
internal sealed class TestAuthority : IDisposable
{
    private static readonly DateTimeOffset From = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly TestAuthority? _issuer;

    public TestAuthority(string name, TestAuthority? issuer = null, bool isAuthority = true, int? pathLength = null)
    {
        _issuer = issuer;
        var request = new CertificateRequest($"CN={name}", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, pathLength is not null, pathLength ?? 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(isAuthority ? X509KeyUsageFlags.KeyCertSign : X509KeyUsageFlags.DigitalSignature, critical: true));
        Certificate = issuer is null
            ? request.CreateSelfSigned(From, From.AddYears(1))
            : request.Create(issuer.Certificate.SubjectName, issuer.Generator, From, From.AddYears(1), [1, 2, 3]);
    }

    public X509Certificate2 Certificate { get; }

    private X509SignatureGenerator Generator => X509SignatureGenerator.CreateForECDsa(_key);

    /// <summary>The credential of a client: its certificate, then those of the authorities below the root.</summary>
    public Credential.X509 Credential(
        string name, SignaturePublicKey key, string algorithm, byte[]? curve, X509KeyUsageFlags usage = X509KeyUsageFlags.DigitalSignature, DateTimeOffset? until = null)
    {
        var publicKey = new PublicKey(new Oid(algorithm), curve is null ? null : new AsnEncodedData(curve), new AsnEncodedData(key.Octets.ToArray()));
        var request = new CertificateRequest(new X500DistinguishedName($"CN={name}"), publicKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(usage, critical: true));
        using var certificate = request.Create(Certificate.SubjectName, Generator, From, until ?? From.AddYears(1), [4, 5, 6]);
        var chain = new List<Credential.Certificate> { Octets(certificate) };
        for (var authority = this; authority._issuer is not null; authority = authority._issuer)
        {
            chain.Add(Octets(authority.Certificate));
        }

        return new Credential.X509([.. chain]);
    }

    public void Dispose()
    {
        Certificate.Dispose();
        _key.Dispose();
    }

    private static Credential.Certificate Octets(X509Certificate2 certificate) => new(new OpaqueBytes(certificate.RawData));
}
