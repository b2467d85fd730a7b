using Microsoft.Playwright;
using Silo.Tests.Dashboard;
using Xunit;

namespace Browser.Tests;

/// <summary>A silo with its page, and a window on it. Errors that the browser writes to its console are kept.</summary>
internal sealed class Site : IAsyncDisposable
{
    private readonly HostedSilo _silo;
    private readonly List<string> _complaints = [];

    private Site(HostedSilo silo, IPage page)
    {
        _silo = silo;
        Page = page;
        page.PageError += (_, error) => _complaints.Add(error);
        page.Console += (_, said) =>
        {
            // A refusal of the server is told there, too; what the page makes of it is what the tests ask.
            if (said.Type == "error" && !said.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
            {
                _complaints.Add(said.Text);
            }
        };
    }

    public IPage Page { get; }

    /// <summary>Scripts that failed and what the page's policy refused.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    public static async Task<Site> OpenAsync(Browser browser, string hash, int width = 1400, ColorScheme colours = ColorScheme.Light)
    {
        IPage page = await browser.OpenAsync(width, colours: colours);
        HostedSilo silo = await HostedSilo.StartAsync(TestContext.Current.CancellationToken);
        var site = new Site(silo, page);
        await page.GotoAsync(new Uri(silo.Page, hash).ToString());
        return site;
    }

    /// <summary>The element of a test id.</summary>
    public ILocator At(string testId) => Page.GetByTestId(testId);

    /// <summary>How much wider the page is than the window, in CSS pixels.</summary>
    public Task<int> OverhangAsync() => Page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth");

    public async ValueTask DisposeAsync()
    {
        await Page.Context.CloseAsync();
        await _silo.DisposeAsync();
    }
}
