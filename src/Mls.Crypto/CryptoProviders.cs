using Mls.Core.Crypto;

namespace Mls.Crypto;

/// <summary>The suites that BouncyCastle and the base class library give. Immutable.</summary>
public sealed class CryptoProviders : ICryptoProviders
{
    private readonly ICryptoProvider[] _providers = SuiteTable.CreateAll();

    /// <summary>Creates the providers.</summary>
    public CryptoProviders() => Supported = Array.ConvertAll(_providers, provider => provider.Suite);

    /// <inheritdoc/>
    public IReadOnlyList<CipherSuite> Supported { get; }

    /// <inheritdoc/>
    public ICryptoProvider? Find(CipherSuite suite) => Array.Find(_providers, provider => provider.Suite == suite);
}
