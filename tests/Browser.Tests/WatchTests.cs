using Microsoft.Playwright;
using Xunit;

namespace Browser.Tests;

public sealed class WatchTests(Browser browser)
{
    [Fact]
    public async Task A_run_that_is_over_shows_its_verdict_its_charts_and_its_files_after_a_reload_too()
    {
        await using Site site = await Site.OpenAsync(browser, "#/?scenario=ci");
        await site.At("start-run").ClickAsync();
        await Assertions.Expect(site.At("run-state")).ToContainTextAsync("finished");
        await ExpectWholeAsync(site);
        await site.Page.ReloadAsync();
        await ExpectWholeAsync(site);
        await Browser.KeepAsync(site.Page, "watch");
        Assert.Empty(site.Complaints);
    }

    [Fact]
    public async Task A_run_is_paused_and_resumed_by_a_key()
    {
        await using Site site = await Site.OpenAsync(browser, "#/?scenario=ci");
        await site.At("field-virtualDays").FillAsync("20");
        await site.At("start-run").ClickAsync();
        await Assertions.Expect(site.At("run-state")).ToContainTextAsync("running");
        await site.Page.Keyboard.PressAsync("p");
        await Assertions.Expect(site.At("run-state")).ToContainTextAsync("paused");
        await Assertions.Expect(site.At("run-resume")).ToBeVisibleAsync();
        await Assertions.Expect(site.At("run-pause")).ToBeHiddenAsync();
        await site.Page.Keyboard.PressAsync("p");
        await Assertions.Expect(site.At("run-state")).ToContainTextAsync("running");
        await site.At("run-stop").ClickAsync();
        await Assertions.Expect(site.At("run-state")).ToContainTextAsync("stopped");
    }

    private static async Task ExpectWholeAsync(Site site)
    {
        await Assertions.Expect(site.At("modes-table")).ToContainTextAsync("octets sent per device and day");
        await Assertions.Expect(site.At("threshold-tree-root-lostMessages")).ToContainTextAsync("pass");
        await Assertions.Expect(site.At("chart-sent").Locator("canvas")).ToBeVisibleAsync();
        await Assertions.Expect(site.At("chart-sent")).ToContainTextAsync("tree-root");
        await Assertions.Expect(site.At("files")).ToContainTextAsync("multi-client/summary.json");
    }
}
