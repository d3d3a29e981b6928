using IntegrationHub.Testing;
using Microsoft.Playwright;

namespace IntegrationHub.Pages.Tests.Support;

/// <summary>A person at a browser window. It notes what a sound page never does: call another host, break its own policy, log an error.</summary>
public sealed class Visit : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly List<string> complaints = [];

    internal Visit(Uri hub, IBrowserContext context, IPage page)
    {
        this.context = context;
        Page = page;
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(hub.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal))
                complaints.Add($"called {new Uri(request.Url).Authority}");
        };
        page.Console += (_, message) =>
        {
            // Chromium logs every answer that is no success; that a page was refused is for the test to say.
            if (message.Type == "error" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
                complaints.Add($"logged: {message.Text}");
        };
        page.PageError += (_, error) => complaints.Add($"script failed: {error}");
    }

    public IPage Page { get; }

    public async Task<IResponse> GoAsync(string path) =>
        await Page.GotoAsync(path) ?? throw new InvalidOperationException("The page did not change.");

    /// <summary>Nothing foreign was called, axe-core finds nothing, and nothing sticks out to the right.</summary>
    public async Task AssertSoundAsync()
    {
        Assert.Empty(complaints);
        Assert.Equal(0, await Page.EvaluateAsync<int>("Math.max(0, document.documentElement.scrollWidth - window.innerWidth)"));
        Assert.Empty(await Axe.FindAsync(Page, TestContext.Current.CancellationToken));
    }

    /// <summary>Keeps what the page looks like, for people to look at: artifacts/screenshots/.</summary>
    public async Task ShootAsync(string name, bool whole = true)
    {
        var folder = Path.Combine(RepositoryRoot.Path, "artifacts", "screenshots");
        System.IO.Directory.CreateDirectory(folder);
        await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{name}.png"), FullPage = whole });
    }

    public ValueTask DisposeAsync() => context.DisposeAsync();
}
