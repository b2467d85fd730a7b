using Interop.Tests.Peers;
using Interop.Tests.Scenarios;
using Xunit;

namespace Interop.Tests;

/// <summary>What runs: which suites, which ts-mls.</summary>
public sealed class SuiteTests(TsMls tsMls) : IClassFixture<TsMls>
{
    [Fact]
    public void All_suites_that_this_library_is_to_have_are_covered() => Assert.Equal(Cases.Expected, Cases.Suites);

    [Fact]
    public async Task Ts_mls_is_the_pinned_version_and_has_all_seven_suites()
    {
        var hello = await tsMls.HelloAsync(TestContext.Current.CancellationToken);

        Assert.Equal("1.6.4", (string?)hello["version"]);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7], hello["suites"]!.AsArray().Select(suite => (int)suite!));
    }

    [Fact]
    public void Scenarios_have_both_libraries_in_every_role()
    {
        var roles = Cases.Of(4).Where(row => row.Data.Item1 == 1).Select(row => row.Data.Item2).Distinct().ToList();

        Assert.Equal(6, roles.Count);
        for (var place = 0; place < 4; place++)
        {
            Assert.Equal(3, roles.Count(one => one[place] == 'T'));
        }
    }
}
