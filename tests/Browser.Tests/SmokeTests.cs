using Microsoft.Playwright;
using Silo.Tests.Dashboard;
using Xunit;

namespace Browser.Tests;

public sealed class SmokeTests(Browser browser)
{
    [Fact]
    public async Task The_page_opens()
    {
        IPage page = await browser.OpenAsync();
        await using HostedSilo silo = await HostedSilo.StartAsync(TestContext.Current.CancellationToken);
        await page.GotoAsync(silo.Page.ToString());
        await Browser.KeepAsync(page, "start");
    }
}
