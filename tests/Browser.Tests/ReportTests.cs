using Microsoft.Playwright;
using Silo.Tests.Dashboard;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Browser.Tests;

/// <summary>A report as somebody opens it who got it by mail: from disk, without a network.</summary>
public sealed class ReportTests(Browser browser)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1400, ColorScheme.Light)]
    [InlineData(360, ColorScheme.Dark)]
    public async Task A_report_opens_from_disk_with_the_network_off_and_shows_every_plot(int width, ColorScheme colours)
    {
        IPage page = await browser.OpenAsync(width, colours: colours);
        await using HostedSilo silo = await HostedSilo.StartAsync(Cancellation);
        string id = await silo.StartRunAsync(new { scenario = "family", overrides = new Dictionary<string, string> { ["virtualDays"] = "8", ["messages.perUserAndDay"] = "10" } }, Cancellation);
        await silo.FollowAsync(id, (name, _) => name == "ended", Cancellation);

        var complaints = new List<string>();
        page.PageError += (_, error) => complaints.Add(error);
        page.Console += (_, said) => complaints.Add(said.Text);
        page.Request += (_, request) => complaints.AddRange(request.Url.StartsWith("file:", StringComparison.Ordinal) ? [] : [request.Url]);
        await page.Context.SetOfflineAsync(true);
        await page.GotoAsync($"file://{Path.Combine(silo.RunsFolder, id, "report.html")}");

        await Expect(page.Locator("h1")).ToContainTextAsync("family");
        await Expect(page.Locator("body")).ToContainTextAsync(" sent: ");
        ILocator plots = page.Locator("figure");
        int count = await plots.CountAsync();
        Assert.InRange(count, 8, 20);
        for (var i = 0; i < count; i++)
        {
            LocatorBoundingBoxResult box = (await plots.Nth(i).Locator("svg").BoundingBoxAsync())!;
            Assert.True(box.Width > 200 && box.Height > 40, $"plot {i}: {box.Width} x {box.Height}");
            Assert.True(await plots.Nth(i).Locator("svg [class], svg rect, svg path, svg circle, svg line").CountAsync() > 3, $"plot {i} is empty");
        }

        Assert.Equal(width, await page.EvaluateAsync<int>("() => Math.max(innerWidth, document.documentElement.scrollWidth)"));
        Assert.Empty(complaints);
        await Browser.KeepAsync(page, $"report-{width}");
    }
}
