using Mls.Core.Crypto;
using Mls.Crypto;
using Xunit;

namespace Mls.Core.Tests.Crypto.Contract;

/// <summary>What the contract is held against: every suite of every entry of the catalogue.</summary>
internal static class Offers
{
    private static readonly Dictionary<string, ICryptoProviders> Opened =
        ProviderCatalog.Entries.ToDictionary(entry => entry.Name, entry => entry.Open(), StringComparer.Ordinal);

    /// <summary>All suites of all entries.</summary>
    public static TheoryData<string, int> All() => Of([1, 2, 3, 4, 5, 6, 7]);

    /// <summary>Those of <paramref name="suites"/> that an entry has.</summary>
    public static TheoryData<string, int> Of(IEnumerable<int> suites) => [.. Pairs(suites)];

    /// <summary>Rows about suites, for each entry that has the suite.</summary>
    public static TheoryData<string, int, string> With(IEnumerable<(int Suite, string Row)> rows) =>
        [.. rows.SelectMany(row => Pairs([row.Suite]).Select(offer => (offer.Entry, offer.Suite, row.Row)))];

    /// <summary>The entries that have a suite.</summary>
    public static IEnumerable<string> Having(int suite) => Pairs([suite]).Select(offer => offer.Entry);

    /// <summary>The provider of a suite.</summary>
    public static ICryptoProvider Find(string entry, int suite) => Opened[entry].Find(new CipherSuite((ushort)suite))!;

    private static IEnumerable<(string Entry, int Suite)> Pairs(IEnumerable<int> suites) =>
        from entry in ProviderCatalog.Entries
        from suite in suites
        where entry.Suites.Contains(new CipherSuite((ushort)suite))
        select (entry.Name, suite);
}
