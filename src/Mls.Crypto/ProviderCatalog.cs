namespace Mls.Crypto;

/// <summary>Where primitives can come from: a folder of this project for each source, and a line here that registers it.</summary>
public static class ProviderCatalog
{
    /// <summary>All entries; the first is the one that is taken where none is named.</summary>
    public static IReadOnlyList<ProviderEntry> Entries { get; } =
    [
        new("bouncycastle", "curves, signatures and AEAD of BouncyCastle, hashes of the base class library", BouncyCastle.SuiteTable.CreateAll),
    ];

    /// <summary>The first entry.</summary>
    public static ProviderEntry Default => Entries[0];

    /// <summary>The entry of that name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static ProviderEntry Find(string name) => Entries.FirstOrDefault(entry => entry.Name == name)
        ?? throw new ArgumentException($"no crypto provider '{name}'; allowed are {string.Join(", ", Entries.Select(entry => entry.Name))}", nameof(name));
}
