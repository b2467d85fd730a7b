using Microsoft.Playwright;
using Xunit;

namespace Browser.Tests;

/// <summary>A Chromium that is driven; one for all tests. Nothing is downloaded: it is the machine's own.</summary>
public sealed class Browser : IAsyncLifetime
{
    /// <summary>Milliseconds for everything that a test waits for: it ends what hangs, and says nothing of speed, for machines differ and runs are real.</summary>
    private const float Patience = 300_000;

    private static readonly string[] Paths = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    // A closed network stays quiet, and so does the browser.
    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Folder that screenshots are kept in: MLS_SCREENSHOTS, or a folder of the tests' output.</summary>
    public static string Screenshots { get; } = Environment.GetEnvironmentVariable("MLS_SCREENSHOTS") is { Length: > 0 } chosen ? chosen : Path.Combine(AppContext.BaseDirectory, "screenshots");

    public async ValueTask InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(Patience);
        if (Array.Find(Paths, File.Exists) is not { } path)
        {
            return;
        }

        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = path, Args = Arguments });
        Directory.CreateDirectory(Screenshots);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    /// <summary>A window of its own. Skips the test (or fails it where MLS_REQUIRE_ALL=1) where there is no Chromium.</summary>
    public async Task<IPage> OpenAsync(int width = 1400, int height = 900, ColorScheme colours = ColorScheme.Light)
    {
        if (_browser is null)
        {
            const string Reason = "no Chromium is here (Debian: apt-get install chromium)";
            if (string.Equals(Environment.GetEnvironmentVariable("MLS_REQUIRE_ALL"), "1", StringComparison.Ordinal))
            {
                Assert.Fail(Reason);
            }

            Assert.Skip(Reason);
        }

        IBrowserContext context = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = colours,
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(Patience);
        return await context.NewPageAsync();
    }

    /// <summary>Keeps a picture for people.</summary>
    public static Task KeepAsync(IPage page, string name, bool whole = true) =>
        page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Screenshots, name + ".png"), FullPage = whole });
}
