using Microsoft.Playwright;
using Xunit;

namespace Browser.Tests;

public sealed class StartTests(Browser browser)
{
    [Fact]
    public async Task A_refused_value_is_complained_of_beside_its_field_which_gets_the_focus()
    {
        await using Site site = await Site.OpenAsync(browser, "#/?scenario=ci");
        await site.At("field-population.users").FillAsync("many");
        await site.At("start-run").ClickAsync();
        await Assertions.Expect(site.At("fault-population.users")).ToContainTextAsync("must be a whole number");
        await Assertions.Expect(site.At("field-population.users")).ToBeFocusedAsync();
        Assert.Empty(site.Complaints);
    }

    [Fact]
    public async Task Only_what_differs_from_the_scenario_is_sent()
    {
        await using Site site = await Site.OpenAsync(browser, "#/?scenario=ci");
        await site.At("field-seed").FillAsync("7");
        await site.At("start-run").ClickAsync();
        await Assertions.Expect(site.At("run-facts")).ToContainTextAsync("seed=7");
        await Assertions.Expect(site.At("run-facts")).Not.ToContainTextAsync("population");
        Assert.Empty(site.Complaints);
    }

    [Fact]
    public async Task A_run_without_a_mode_is_not_ordered()
    {
        await using Site site = await Site.OpenAsync(browser, "#/?scenario=ci");
        await site.At("mode-multi-client").UncheckAsync();
        await site.At("mode-tree-root").UncheckAsync();
        await site.At("start-run").ClickAsync();
        await Assertions.Expect(site.Page.GetByText("choose at least one mode")).ToBeVisibleAsync();
        await Assertions.Expect(site.At("mode-multi-client")).ToBeFocusedAsync();
    }
}
