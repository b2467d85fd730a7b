using Microsoft.Playwright;
using Silo.Tests.Dashboard;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Browser.Tests;

/// <summary>The live page as people use it, in a real browser on a real silo.</summary>
public sealed class PageTests(Browser browser) : IAsyncLifetime
{
    private static readonly object Small = new { scenario = "ci", overrides = new Dictionary<string, string> { ["messages.perUserAndDay"] = "3" } };

    private HostedSilo _silo = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _silo = await HostedSilo.StartAsync(Cancellation);

    public ValueTask DisposeAsync() => _silo.DisposeAsync();

    [Fact]
    public async Task A_comparison_is_started_by_form_watched_held_reloaded_and_stopped()
    {
        IPage page = await OpenAsync("");
        await page.GetByTestId("scenario-family").ClickAsync();
        await page.GetByTestId("field-virtualDays").FillAsync("10");
        await Browser.KeepAsync(page, "start");
        await page.GetByTestId("start-run").ClickAsync();
        await Expect(page.GetByTestId("run-state")).ToContainTextAsync("running");

        // Numbers move.
        ILocator share = page.GetByTestId("progress-multi-client").GetByRole(AriaRole.Progressbar);
        await Expect(share).Not.ToHaveAttributeAsync("aria-valuenow", "0");
        string before = (await share.GetAttributeAsync("aria-valuenow"))!;
        await Expect(share).Not.ToHaveAttributeAsync("aria-valuenow", before);
        await Expect(page.Locator("canvas").First).ToBeVisibleAsync();

        await page.GetByTestId("run-pause").ClickAsync();
        await Expect(page.GetByTestId("run-state")).ToContainTextAsync("paused");
        int charts = await page.Locator("canvas").CountAsync();
        await Browser.KeepAsync(page, "watch-paused");

        // A reload and another viewer see the same.
        await page.ReloadAsync();
        await Expect(page.GetByTestId("run-state")).ToContainTextAsync("paused");
        await Expect(page.Locator("canvas").Nth(charts - 1)).ToBeAttachedAsync();
        IPage second = await OpenAsync("#/run/r-0001", colours: ColorScheme.Dark);
        await Expect(second.GetByTestId("run-state")).ToContainTextAsync("paused");
        await Browser.KeepAsync(second, "watch-paused-dark");

        // The trees of a run that rests.
        await page.GetByTestId("live-trees").ClickAsync();
        await Expect(page.GetByTestId("tree-svg").Locator(".node").First).ToBeVisibleAsync();
        await Browser.KeepAsync(page, "live-tree");
        await page.GoBackAsync();

        await page.GetByTestId("run-resume").ClickAsync();
        await Expect(second.GetByTestId("run-state")).ToContainTextAsync("running");
        await page.GetByTestId("run-stop").ClickAsync();
        await Expect(page.GetByTestId("run-state")).ToContainTextAsync("stopped");
        await Expect(second.GetByTestId("run-state")).ToContainTextAsync("stopped");
    }

    [Fact]
    public async Task A_removal_of_a_device_is_stepped_through_in_both_modes_side_by_side()
    {
        IPage page = await OpenAsync("#/explore?operation=remove-device&users=4&devices=4&groups=2");
        ILocator multi = page.GetByTestId("sentence-multi-client");
        ILocator single = page.GetByTestId("sentence-tree-root");
        await Expect(multi).ToContainTextAsync("before the change");
        await page.GetByTestId("step-forth").ClickAsync();
        await Expect(multi).ToContainTextAsync("commits in group g:");
        await Expect(multi).ToContainTextAsync("removes u0000/d4");
        await Expect(single).ToContainTextAsync("in the user group of u0000");
        await Expect(page.GetByTestId("mode-multi-client").Locator(".node.blanked")).Not.ToHaveCountAsync(0);
        await page.GetByTestId("step-forth").ClickAsync();
        await Expect(single).ToContainTextAsync("commits in group g:");
        await page.GetByTestId("mode-tree-root").Locator(".node.rekeyed").First.ClickAsync();
        await Browser.KeepAsync(page, "trees");
        await page.GetByTestId("step-end").ClickAsync();
        await Expect(multi).ToContainTextAsync("done after 2 Commits");
        await page.GetByTestId("step-back").ClickAsync();
        await Expect(multi).ToContainTextAsync("commits in group g:");
    }

    [Fact]
    public async Task Two_runs_are_compared_and_their_files_opened()
    {
        foreach (var users in (string[])["4", "5"])
        {
            string id = await _silo.StartRunAsync(new { scenario = "ci", overrides = new Dictionary<string, string> { ["population.users"] = users, ["messages.perUserAndDay"] = "3" } }, Cancellation);
            await _silo.FollowAsync(id, (name, _) => name == "ended", Cancellation);
        }

        IPage page = await OpenAsync("#/runs");
        await page.GetByTestId("choose-r-0001").CheckAsync();
        await page.GetByTestId("choose-r-0002").CheckAsync();
        await Browser.KeepAsync(page, "runs");
        await page.GetByTestId("compare").ClickAsync();
        await Expect(page.GetByTestId("comparison")).ToBeVisibleAsync();
        await Expect(page.GetByTestId("comparison")).ToContainTextAsync("octets");
        await Browser.KeepAsync(page, "compare");

        await page.GotoAsync($"{_silo.Page}#/run/r-0001");
        await Expect(page.GetByTestId("answer")).ToContainTextAsync("tree-root");
        await Browser.KeepAsync(page, "watch-finished");
        IDownload file = await page.RunAndWaitForDownloadAsync(() => page.EvaluateAsync("() => { const a = document.createElement('a'); a.href = '/api/runs/r-0001/files/operations.csv'; a.download = 'operations.csv'; document.body.append(a); a.click(); }"));
        Assert.StartsWith("mode,phase,operation,", await File.ReadAllTextAsync(await file.PathAsync(), Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_can_be_done_without_a_mouse()
    {
        IPage page = await OpenAsync("");
        await Expect(page.GetByTestId("start-run")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.GetByTestId("skip-link")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await TabToAsync(page, "scenario-ci");
        await page.Keyboard.PressAsync("Enter");
        await TabToAsync(page, "start-run");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByTestId("run-state")).ToContainTextAsync("finished");
        await page.Keyboard.PressAsync("Shift+?");
        await Expect(page.Locator("dialog#help")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("dialog#help")).ToBeHiddenAsync();

    }

    [Fact]
    public async Task A_run_and_its_trees_fit_the_width_of_a_phone()
    {
        string id = await _silo.StartRunAsync(Small, Cancellation);
        await _silo.FollowAsync(id, (name, _) => name == "ended", Cancellation);
        foreach (var (name, route, ready) in ((string, string, string)[])
            [("watch", $"#/run/{id}", "files"), ("trees", "#/explore?users=4&devices=2&groups=1&operation=add-device", "mode-tree-root")])
        {
            IPage page = await OpenAsync(route, width: 360);
            await Expect(page.GetByTestId(ready).First).ToBeVisibleAsync();
            Assert.Equal(360, await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
            await Browser.KeepAsync(page, $"phone-{name}");
        }
    }

    [Fact]
    public async Task A_lost_connection_is_said_and_what_was_missed_comes_when_it_is_back()
    {
        IPage page = await OpenAsync("");
        await page.GetByTestId("scenario-family").ClickAsync();
        await page.GetByTestId("field-virtualDays").FillAsync("3");
        await page.GetByTestId("start-run").ClickAsync();
        await Expect(page.GetByTestId("run-state")).ToContainTextAsync("running");
        await page.Context.SetOfflineAsync(true);
        await page.ReloadAsync(new() { WaitUntil = WaitUntilState.Commit }).ContinueWith(static _ => { }, TaskScheduler.Default);
        await page.Context.SetOfflineAsync(false);
        await page.GotoAsync($"{_silo.Page}#/run/r-0001");
        await Expect(page.GetByTestId("run-state")).ToContainTextAsync("finished");
        await Expect(page.Locator("canvas").First).ToBeVisibleAsync();
    }

    private static async Task TabToAsync(IPage page, string testId)
    {
        for (var i = 0; i < 200; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<string?>("() => document.activeElement?.dataset.testid") == testId)
            {
                return;
            }
        }

        Assert.Fail($"{testId} cannot be reached with the Tab key");
    }

    private async Task<IPage> OpenAsync(string route, int width = 1400, ColorScheme colours = ColorScheme.Light)
    {
        IPage page = await browser.OpenAsync(width, colours: colours);
        page.PageError += (_, error) => throw new InvalidOperationException($"the page fails: {error}");
        page.Request += (_, request) => Assert.StartsWith(_silo.Page.GetLeftPart(UriPartial.Authority), request.Url, StringComparison.Ordinal);
        await page.GotoAsync(_silo.Page + route);
        return page;
    }
}
