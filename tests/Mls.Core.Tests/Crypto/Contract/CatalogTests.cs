using Mls.Core.Crypto;
using Mls.Crypto;
using Xunit;

namespace Mls.Core.Tests.Crypto.Contract;

public sealed class CatalogTests
{
    public static TheoryData<string> Entries() => [.. ProviderCatalog.Entries.Select(entry => entry.Name)];

    [Fact]
    public void The_first_entry_has_all_seven_suites_in_the_order_of_their_numbers()
    {
        Assert.Equal([1, 2, 3, 4, 5, 6, 7], ProviderCatalog.Default.Suites.Select(suite => (int)suite.Value));
        Assert.Equal(ProviderCatalog.Default.Suites, new CryptoProviders().Supported);
    }

    [Theory]
    [MemberData(nameof(Entries))]
    public void An_entry_gives_a_provider_for_each_suite_that_it_names_and_for_no_other(string name)
    {
        var entry = ProviderCatalog.Find(name);
        var providers = entry.Open();

        Assert.NotEmpty(entry.Description);
        Assert.NotEmpty(entry.Suites);
        Assert.Equal(entry.Suites, providers.Supported);
        Assert.All(entry.Suites, suite => Assert.Equal(suite, providers.Find(suite)!.Suite));
        Assert.Null(providers.Find(new CipherSuite(0)));
        Assert.Null(providers.Find(new CipherSuite(0x0a0a)));
    }

    [Fact]
    public void Names_are_unique() => Assert.Equal(ProviderCatalog.Entries.Count, ProviderCatalog.Entries.DistinctBy(entry => entry.Name).Count());

    [Fact]
    public void A_name_that_is_not_there_is_refused_with_those_that_are()
    {
        var refusal = Assert.Throws<ArgumentException>(() => ProviderCatalog.Find("none"));

        Assert.StartsWith("no crypto provider 'none'; allowed are bouncycastle", refusal.Message, StringComparison.Ordinal);
    }
}
