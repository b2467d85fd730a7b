using Mls.Core.Crypto;

namespace Mls.Crypto;

/// <summary>The providers of one entry of the <see cref="ProviderCatalog"/>: the first, unless another is opened by <see cref="ProviderEntry.Open"/>. Immutable.</summary>
public sealed class CryptoProviders : ICryptoProviders
{
    private readonly ICryptoProvider[] _providers;

    /// <summary>Creates the providers of the first entry, which has all suites of RFC 9420.</summary>
    public CryptoProviders()
        : this(ProviderCatalog.Default.Create())
    {
    }

    internal CryptoProviders(ICryptoProvider[] providers)
    {
        _providers = providers;
        Supported = Array.ConvertAll(providers, provider => provider.Suite);
    }

    /// <inheritdoc/>
    public IReadOnlyList<CipherSuite> Supported { get; }

    /// <inheritdoc/>
    public ICryptoProvider? Find(CipherSuite suite) => Array.Find(_providers, provider => provider.Suite == suite);
}
