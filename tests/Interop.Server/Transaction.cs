using Mls.Core.KeyPackages;

namespace Interop.Server;

/// <summary>A client that has made a KeyPackage and waits for a Welcome. It owns what it is made of.</summary>
internal sealed class Transaction(KeyPackageBundle bundle, ClientIdentity identity, PskTable psks) : IDisposable
{
    /// <summary>The KeyPackage.</summary>
    public KeyPackageBundle Bundle { get; } = bundle;

    /// <summary>What its leaves say.</summary>
    public ClientIdentity Identity { get; } = identity;

    /// <summary>The keys it was told.</summary>
    public PskTable Psks { get; } = psks;

    /// <inheritdoc/>
    public void Dispose()
    {
        Bundle.Dispose();
        Psks.Dispose();
    }
}
