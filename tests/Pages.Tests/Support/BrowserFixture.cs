using IntegrationHub.Pages.Tests.Support;
using IntegrationHub.Testing;
using IntegrationHub.Tests.Http;
using IntegrationHub.Tests.Support;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(BrowserFixture))]

namespace IntegrationHub.Pages.Tests.Support;

/// <summary>One headless Chromium for all tests: the machine's own, else the one that Playwright fetches, else none.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private static readonly string[] Installed =
    [
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome-stable",
        "/usr/bin/google-chrome",
    ];

    private IPlaywright? playwright;
    private Availability<IBrowser> browser = Availability<IBrowser>.Missing("The browser was not started.");

    public async ValueTask InitializeAsync()
    {
        try
        {
            playwright = await Playwright.CreateAsync();
            var path = Installed.FirstOrDefault(File.Exists);
            if (path is null && !File.Exists(playwright.Chromium.ExecutablePath))
                Microsoft.Playwright.Program.Main(["install", "chromium"]);
            // As root, as in most containers, Chromium has no sandbox to put itself in.
            var options = new BrowserTypeLaunchOptions { ExecutablePath = path, Args = ["--no-sandbox", "--disable-dev-shm-usage"] };
            browser = Availability<IBrowser>.Of(await playwright.Chromium.LaunchAsync(options));
        }
        catch (Exception fault) when (fault is PlaywrightException or IOException or TimeoutException)
        {
            browser = Availability<IBrowser>.Missing($"No Chromium can be had: {fault.Message.Split('\n')[0]}");
        }
    }

    /// <summary>A person's visit, signed in through the sign-in page; skips the test where there is no browser.</summary>
    /// <param name="width">Of the window, in CSS pixels.</param>
    /// <param name="scripts">False for a browser that runs none.</param>
    public async Task<Visit> SignInAsync(LiveHub live, TestSender caller, int width = 1280, bool scripts = true)
    {
        ArgumentNullException.ThrowIfNull(live);
        var visit = await OpenAsync(live, width, scripts);
        await visit.GoAsync("/sign-in");
        await visit.Page.FillAsync("#token", live.TokenOf(caller));
        await visit.Page.ClickAsync("main button");
        return visit;
    }

    public async Task<Visit> OpenAsync(LiveHub live, int width = 1280, bool scripts = true)
    {
        ArgumentNullException.ThrowIfNull(live);
        Assert.SkipUnless(browser.IsAvailable, browser.Reason);
        var context = await browser.Value!.NewContextAsync(
            new BrowserNewContextOptions
            {
                BaseURL = live.Address.AbsoluteUri,
                ViewportSize = new ViewportSize { Width = width, Height = 900 },
                JavaScriptEnabled = scripts,
            }
        );
        return new Visit(live.Address, context, await context.NewPageAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (browser.IsAvailable)
            await browser.Value.DisposeAsync();
        playwright?.Dispose();
    }
}
