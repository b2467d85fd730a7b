using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Mls.Core.Crypto;
using Mls.Core.Nodes;

namespace Mls.Core.Authentication.X509;

/// <summary>An authentication service for X.509 credentials (RFC 9420, section 5.3): the chain is the validator's to judge; that the key of a leaf
/// is the key of the first certificate is checked here, always. Credentials of other types are left to another service.</summary>
/// <param name="suite">The suite of the group: it says which kind of key a certificate must hold.</param>
/// <param name="validator">Whom to trust.</param>
/// <param name="others">Who judges credentials of other types; nobody where missing: they are refused.</param>
public sealed class CertificateAuthentication(CipherSuite suite, ICertificateValidator validator, IAuthenticationService? others = null) : IAuthenticationService
{
    // A chain is five or so; what is longer keeps the receiver busy and nothing else.
    private const int LongestChain = 16;

    /// <inheritdoc/>
    public bool IsValid(Credential credential, SignaturePublicKey key)
    {
        if (credential is not Credential.X509 x509)
        {
            return others is not null && others.IsValid(credential, key);
        }

        ArgumentNullException.ThrowIfNull(key);
        return WithChain(x509, chain => IsKeyOf(chain[0], key) && validator.IsTrusted(chain));
    }

    /// <inheritdoc/>
    public bool IsSuccessor(LeafNode present, LeafNode next)
    {
        ArgumentNullException.ThrowIfNull(present);
        ArgumentNullException.ThrowIfNull(next);
        return (present.Credential, next.Credential) switch
        {
            (Credential.X509 before, Credential.X509 after) => WithChain(before, old => WithChain(after, chain => validator.IsSameClient(old[0], chain[0]))),
            (Credential.X509, _) or (_, Credential.X509) => false,
            _ => others is not null && others.IsSuccessor(present, next),
        };
    }

    /// <summary>Whether the certificate's key is of the suite's kind and, octet for octet, the key of the leaf.</summary>
    private bool IsKeyOf(X509Certificate2 certificate, SignaturePublicKey key)
    {
        var held = certificate.PublicKey;
        return SubjectKeyKind.Of(suite) is { } kind
            && held.Oid.Value == kind.Algorithm
            && (kind.Curve is null || held.EncodedParameters is { } parameters && parameters.RawData.AsSpan().SequenceEqual(kind.Curve))
            && held.EncodedKeyValue.RawData.AsSpan().SequenceEqual(key.Octets.Span);
    }

    private static bool WithChain(Credential.X509 credential, Func<IReadOnlyList<X509Certificate2>, bool> judge)
    {
        if (credential.Certificates.Count is 0 or > LongestChain)
        {
            return false;
        }

        var chain = new List<X509Certificate2>(credential.Certificates.Count);
        try
        {
            foreach (var certificate in credential.Certificates)
            {
                chain.Add(X509CertificateLoader.LoadCertificate(certificate.Data.Span));
            }

            return judge(chain);
        }
        catch (CryptographicException)
        {
            // Octets that are no certificate.
            return false;
        }
        finally
        {
            chain.ForEach(certificate => certificate.Dispose());
        }
    }
}
