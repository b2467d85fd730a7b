using System.Security.Cryptography.X509Certificates;

namespace Mls.Core.Authentication.X509;

/// <summary>Which certificate chains an application trusts, and which of them stand for one client.</summary>
public interface ICertificateValidator
{
    /// <summary>Whether the chain leads, now, from the client's certificate to an anchor that the application trusts.</summary>
    /// <param name="chain">The certificates of the credential in order, the client's first; lent.</param>
    bool IsTrusted(IReadOnlyList<X509Certificate2> chain);

    /// <summary>Whether two trusted certificates name the same client.</summary>
    bool IsSameClient(X509Certificate2 present, X509Certificate2 next);
}
