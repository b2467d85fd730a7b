using Mls.Core.Crypto;

namespace Mls.Crypto;

/// <summary>An entry of the <see cref="ProviderCatalog"/>: one source of primitives.</summary>
public sealed class ProviderEntry
{
    /// <summary>Registers a source.</summary>
    /// <param name="name">How it is chosen; lower-case letters.</param>
    /// <param name="description">Where its primitives come from.</param>
    /// <param name="create">Makes a provider for each suite that it has, in the order of their numbers.</param>
    internal ProviderEntry(string name, string description, Func<ICryptoProvider[]> create)
    {
        Name = name;
        Description = description;
        Create = create;
    }

    /// <summary>How it is chosen; lower-case letters.</summary>
    public string Name { get; }

    /// <summary>Where its primitives come from, in one sentence.</summary>
    public string Description { get; }

    /// <summary>The suites that it has, in the order of their numbers.</summary>
    public IReadOnlyList<CipherSuite> Suites => [.. Create().Select(provider => provider.Suite)];

    internal Func<ICryptoProvider[]> Create { get; }

    /// <summary>Its providers.</summary>
    public ICryptoProviders Open() => new CryptoProviders(Create());
}
