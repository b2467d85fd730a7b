using Microsoft.Playwright;
using Xunit;

namespace Browser.Tests;

public sealed class ExploreTests(Browser browser)
{
    private const string Change = "#/explore?users=3&devices=2&groups=1&operation=remove-device";

    [Fact]
    public async Task Arrow_keys_go_through_the_commits_of_all_modes_together()
    {
        await using Site site = await Site.OpenAsync(browser, Change);
        await Assertions.Expect(site.At("sentence-tree-root")).ToContainTextAsync("before the change");
        await site.Page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(site.At("sentence-tree-root")).ToContainTextAsync("in the user group of u0000");
        await Assertions.Expect(site.At("sentence-multi-client")).ToContainTextAsync("removes u0000/d2");
        await site.Page.Keyboard.PressAsync("End");
        await Assertions.Expect(site.At("sentence-multi-client")).ToContainTextAsync("done after 1 Commit");
        await site.Page.Keyboard.PressAsync("Home");
        await Assertions.Expect(site.At("step-text")).ToHaveTextAsync("Before");
        Assert.Empty(site.Complaints);
    }

    [Fact]
    public async Task A_leaf_of_the_group_stands_above_the_tree_of_its_user_and_says_who_holds_its_key()
    {
        await using Site site = await Site.OpenAsync(browser, Change);
        ILocator mode = site.At("mode-tree-root");
        await mode.GetByTestId("node-g:000#2").ClickAsync();
        await Assertions.Expect(site.At("facts-tree-root")).ToContainTextAsync("2: u0001/d1, u0001/d2");
        await Assertions.Expect(mode.GetByTestId("node-user:u0001#0")).ToHaveAttributeAsync("aria-label", "leaf 0, u0001/d1, key held, tree of user:u0001");
        await Assertions.Expect(mode.GetByTestId("node-user:u0002#0")).ToHaveAttributeAsync("aria-label", "leaf 0, u0002/d1, tree of user:u0002");
        await site.Page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(mode.GetByTestId("node-user:u0001#1")).ToBeFocusedAsync();
    }

    [Theory]
    [InlineData("#/")]
    [InlineData("#/runs")]
    [InlineData(Change)]
    public async Task A_phone_does_not_scroll_sideways(string view)
    {
        await using Site site = await Site.OpenAsync(browser, view, width: 360, colours: ColorScheme.Dark);
        await site.Page.WaitForSelectorAsync("[data-testid=story]:not(:empty), [data-testid=no-runs], [data-testid=tree-svg]");
        Assert.Equal(0, await site.OverhangAsync());
        Assert.Empty(site.Complaints);
    }
}
