using System.Security.Cryptography.X509Certificates;

namespace Mls.Core.Authentication.X509;

/// <summary>Trusts chains that lead to given anchors, by the rules of RFC 5280 as the platform implements them: signatures, names, basic constraints, path length,
/// key usage, validity at the injected clock. Nothing is fetched; revocation is the application's. Two certificates of one subject stand for one client.</summary>
public sealed class AnchoredChainValidator : ICertificateValidator, IDisposable
{
    private readonly X509Certificate2Collection _anchors;
    private readonly TimeProvider _clock;

    /// <summary>Trusts the given anchors, which are copied.</summary>
    /// <param name="anchors">Certificates of the authorities.</param>
    /// <param name="clock">When it is.</param>
    public AnchoredChainValidator(IEnumerable<X509Certificate2> anchors, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(anchors);
        ArgumentNullException.ThrowIfNull(clock);
        _anchors = [.. anchors.Select(anchor => X509CertificateLoader.LoadCertificate(anchor.RawDataMemory.Span))];
        _clock = clock;
    }

    /// <inheritdoc/>
    public bool IsTrusted(IReadOnlyList<X509Certificate2> chain)
    {
        ArgumentNullException.ThrowIfNull(chain);
        using var built = new X509Chain
        {
            ChainPolicy =
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
                DisableCertificateDownloads = true,
                VerificationTime = _clock.GetUtcNow().UtcDateTime,
                VerificationTimeIgnored = false,
            },
        };
        built.ChainPolicy.CustomTrustStore.AddRange(_anchors);
        foreach (var intermediate in chain.Skip(1))
        {
            built.ChainPolicy.ExtraStore.Add(intermediate);
        }

        try
        {
            return MaySign(chain[0]) && built.Build(chain[0]) && IsInOrder(built, chain);
        }
        finally
        {
            foreach (var element in built.ChainElements)
            {
                element.Certificate.Dispose();
            }
        }
    }

    /// <inheritdoc/>
    public bool IsSameClient(X509Certificate2 present, X509Certificate2 next)
    {
        ArgumentNullException.ThrowIfNull(present);
        ArgumentNullException.ThrowIfNull(next);
        return present.SubjectName.RawData.AsSpan().SequenceEqual(next.SubjectName.RawData);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var anchor in _anchors)
        {
            anchor.Dispose();
        }
    }

    /// <summary>Whether the client's certificate says nothing against signing (RFC 5280, section 4.2.1.3).</summary>
    private static bool MaySign(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509KeyUsageExtension>().All(usage => usage.KeyUsages.HasFlag(X509KeyUsageFlags.DigitalSignature));

    /// <summary>Whether the platform took the certificates in the order of the credential, each certifying the one before it (RFC 9420, section 5.3); the anchor may be left out.</summary>
    private static bool IsInOrder(X509Chain built, IReadOnlyList<X509Certificate2> chain)
    {
        if (built.ChainElements.Count < chain.Count || built.ChainElements.Count > chain.Count + 1)
        {
            return false;
        }

        for (var i = 0; i < chain.Count; i++)
        {
            if (!built.ChainElements[i].Certificate.RawDataMemory.Span.SequenceEqual(chain[i].RawDataMemory.Span))
            {
                return false;
            }
        }

        return true;
    }
}
