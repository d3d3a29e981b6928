using IntegrationHub.Pages.Tests.Support;
using IntegrationHub.Subscriptions;
using IntegrationHub.Subscriptions.Delivery;
using IntegrationHub.Tests.Http;
using IntegrationHub.Tests.Subscriptions;
using IntegrationHub.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace IntegrationHub.Pages.Tests;

/// <summary>A council's technician subscribes, tries the address, looks at deliveries and changes keys, in a browser.</summary>
public sealed class SubscriptionPageTests(LiveHub live, BrowserFixture browser) : IClassFixture<LiveHub>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1280)]
    [InlineData(375)]
    [InlineData(320)]
    public async Task A_technician_subscribes_tests_replays_changes_keys_pauses_and_ends(int width)
    {
        await using var receiver = await Receiver.StartAsync();
        await using var visit = await browser.SignInAsync(live, TestSender.Council, width);
        var page = visit.Page;
        await visit.GoAsync("/subscriptions");
        await visit.AssertSoundAsync();
        await visit.ShootAsync($"subscriptions-{width}");

        // Nothing to hear of was chosen: the page says so, leads there, and has kept what was written.
        await page.FillAsync("#url", receiver.Url);
        await page.ClickAsync("#subscribe");
        Assert.StartsWith("Error: ", await page.TitleAsync(), StringComparison.Ordinal);
        Assert.Contains("Choose at least one", await page.TextContentAsync("#topics-error"), StringComparison.Ordinal);
        Assert.Equal(receiver.Url, await page.InputValueAsync("#url"));
        await visit.AssertSoundAsync();
        await visit.ShootAsync($"subscriptions-refused-{width}");
        await page.ClickAsync(".nhsuk-error-summary a");

        // An address that is not listed for the council: what was chosen is kept too.
        await page.CheckAsync("#topic-social-care-referral");
        await page.FillAsync("#url", "https://events.northfield.example.evil.example/hub");
        await page.ClickAsync("#subscribe");
        Assert.Contains("directory lists", await page.TextContentAsync("#url-error"), StringComparison.Ordinal);
        Assert.True(await page.IsCheckedAsync("#topic-social-care-referral"));
        await visit.AssertSoundAsync();
        await visit.ShootAsync($"subscriptions-host-{width}");

        // A place that others serve, and a day that is over: the part that is folded away is open, and what was written stands there.
        await page.FillAsync("#url", receiver.Url);
        await page.ClickAsync("#narrow summary");
        await page.FillAsync("#filter-place", "northfield, southport");
        await page.ClickAsync("#subscribe");
        Assert.Contains("other organisations serve", await page.TextContentAsync("#filter-error"), StringComparison.Ordinal);
        Assert.Equal("northfield, southport", await page.InputValueAsync("#filter-place"));
        await page.FillAsync("#filter-place", "northfield");
        await page.FillAsync("#filter-kind", "sent cancelled");
        await page.FillAsync("#last-day", "2025-12-31");
        await page.ClickAsync("#subscribe");
        Assert.Contains("today or later", await page.TextContentAsync("#last-day-error"), StringComparison.Ordinal);
        Assert.Equal("sent cancelled", await page.InputValueAsync("#filter-kind"));
        await visit.AssertSoundAsync();
        await visit.ShootAsync($"subscriptions-narrow-{width}");

        await page.FillAsync("#last-day", "2099-07-31");
        await page.ClickAsync("#subscribe");
        Assert.Contains("place: northfield; kind: sent, cancelled", await page.TextContentAsync("dl"), StringComparison.Ordinal);
        Assert.Contains("1 August 2099, 00:00", await page.TextContentAsync("dl"), StringComparison.Ordinal);
        var secret = await page.TextContentAsync("#secret");
        Assert.StartsWith("whsec_", secret, StringComparison.Ordinal);
        await visit.AssertSoundAsync();
        await visit.ShootAsync($"subscription-new-{width}");

        await page.ClickAsync("#test");
        Assert.Contains("delivered", await page.TextContentAsync("#sent"), StringComparison.Ordinal);
        Assert.Equal(0, await page.Locator("#secret").CountAsync());
        await TellAsync(receiver, width);

        await page.FillAsync("#from", "1");
        await page.FillAsync("#to", "9");
        await page.ClickAsync("#replay");
        Assert.Contains("There is a problem", await page.TextContentAsync("main"), StringComparison.Ordinal);
        await page.FillAsync("#from", "1");
        await page.FillAsync("#to", "1");
        await page.ClickAsync("#replay");
        Assert.Contains("1 event is sent again", await page.TextContentAsync("#replayed"), StringComparison.Ordinal);
        await SentAsync();
        Assert.Equal(4, receiver.Posts.Count);

        await page.ClickAsync("#keys");
        Assert.NotEqual(secret, await page.TextContentAsync("#secret"));
        await page.ClickAsync("#pause");
        Assert.Contains("Paused", await page.TextContentAsync("main"), StringComparison.Ordinal);
        await page.ClickAsync("#resume");
        Assert.Contains("Active", await page.TextContentAsync("main"), StringComparison.Ordinal);
        Assert.Equal(2, await page.Locator(".hub-delivery").CountAsync());
        Assert.Contains("refused 503", await page.TextContentAsync(".hub-delivery >> nth=0"), StringComparison.Ordinal);
        foreach (var example in await page.Locator("#verify-signatures ~ details summary").AllAsync())
            await example.ClickAsync();
        await visit.AssertSoundAsync();
        await visit.ShootAsync($"subscription-{width}");

        await page.ClickAsync("#ending summary");
        await page.ClickAsync("#end");
        Assert.Contains("Ended", await page.TextContentAsync("main"), StringComparison.Ordinal);
        Assert.Equal(0, await page.Locator("#pause").CountAsync());
        await visit.AssertSoundAsync();
    }

    [Fact]
    public async Task All_of_it_is_done_with_the_keyboard_in_the_order_in_which_it_is_read()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var visit = await browser.SignInAsync(live, TestSender.Council);
        var page = visit.Page;
        await visit.GoAsync("/subscriptions");
        await TabToAsync(page, "topic-social-care-referral");
        await page.Keyboard.PressAsync("Space");
        await TabToAsync(page, "way-webhook");
        await TabToAsync(page, "url");
        await page.Keyboard.TypeAsync(receiver.Url);
        await TabToAsync(page, "subscribe");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("#secret");
        foreach (var control in new[] { "verify", "test", "keys", "pause", "from", "to", "replay" })
            await TabToAsync(page, control);
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await TabToAsync(page, "end");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("text=Ended");
    }

    /// <summary>A reload must not post again: two changes of keys would put the key out of use that the subscriber still checks by.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Loading_a_page_again_after_an_action_does_nothing_again_and_shows_no_secret_again(bool scripts)
    {
        await using var receiver = await Receiver.StartAsync();
        await using var visit = await browser.SignInAsync(live, TestSender.Council, scripts: scripts);
        var page = visit.Page;
        var addresses = new List<string>();
        page.Request += (_, request) => addresses.Add($"{request.Method} {request.Url}");
        await visit.GoAsync("/subscriptions");
        await page.CheckAsync("#topic-social-care-referral");
        await page.FillAsync("#url", receiver.Url);
        await page.ClickAsync("#subscribe");
        var first = await page.TextContentAsync("#secret");
        await AgainAsync();
        Assert.Equal(0, await page.Locator("#secret").CountAsync());
        Assert.Contains("Active", await page.TextContentAsync("main"), StringComparison.Ordinal);

        await page.ClickAsync("#test");
        Assert.Contains("delivered", await page.TextContentAsync("#sent"), StringComparison.Ordinal);
        await AgainAsync();
        Assert.Equal(0, await page.Locator("#sent").CountAsync());
        Assert.Single(receiver.Posts);

        await page.ClickAsync("#keys");
        var second = await page.TextContentAsync("#secret");
        Assert.NotEqual(first, second);
        var keys = await PublicKeysAsync(page);
        await AgainAsync();
        Assert.Equal(0, await page.Locator("#secret").CountAsync());
        Assert.Equal(keys, await PublicKeysAsync(page));
        await page.GoBackAsync();
        await page.GoForwardAsync();
        Assert.Equal(0, await page.Locator("#secret").CountAsync());

        await live.Hub.Services.GetRequiredService<EventPublisher>().PublishAsync(SomeEvents.Referral(live.Hub), Cancellation);
        await SentAsync();
        await page.FillAsync("#from", "1");
        await page.FillAsync("#to", "1");
        await page.ClickAsync("#replay");
        Assert.Contains("1 event is sent again", await page.TextContentAsync("#replayed"), StringComparison.Ordinal);
        await AgainAsync();
        await SentAsync();
        Assert.Equal(3, receiver.Posts.Count);

        // What was done was done by one request each, and none of their addresses says anything.
        Assert.Equal(4, addresses.Count(address => address.StartsWith("POST ", StringComparison.Ordinal)));
        var own = addresses.Where(address => address.Contains("/subscriptions", StringComparison.Ordinal)).ToList();
        Assert.DoesNotContain(own, address => address.Contains("whsec_", StringComparison.Ordinal) || address.Contains('?'));
        await page.ClickAsync("#ending summary");
        await page.ClickAsync("#end");

        async Task AgainAsync()
        {
            Assert.EndsWith("/subscriptions/", page.Url[..^26], StringComparison.Ordinal);
            await page.ReloadAsync();
        }
    }

    private static Task<IReadOnlyList<string>> PublicKeysAsync(IPage page) =>
        page.Locator("dt:has-text('Public key') + dd").AllTextContentsAsync();

    [Fact]
    public async Task It_needs_no_scripts()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var visit = await browser.SignInAsync(live, TestSender.Council, scripts: false);
        var page = visit.Page;
        await visit.GoAsync("/subscriptions");
        await page.CheckAsync("#topic-social-care-referral");
        await page.FillAsync("#url", receiver.Url);
        await page.ClickAsync("#subscribe");
        await page.ClickAsync("#test");
        Assert.Contains("delivered", await page.TextContentAsync("#sent"), StringComparison.Ordinal);
        Assert.Single(receiver.Posts);
        await page.ClickAsync("#ending summary");
        await page.ClickAsync("#end");
        Assert.Contains("Ended", await page.TextContentAsync("main"), StringComparison.Ordinal);
    }

    /// <summary>Two events: the first is taken, the second is not yet.</summary>
    private async Task TellAsync(Receiver receiver, int width)
    {
        var publisher = live.Hub.Services.GetRequiredService<EventPublisher>();
        await publisher.PublishAsync(SomeEvents.Referral(live.Hub), Cancellation);
        await SentAsync();
        Assert.Equal(2, receiver.Posts.Count);
        receiver.Answer = http =>
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            http.Response.Headers.RetryAfter = "3600";
            return Task.CompletedTask;
        };
        await publisher.PublishAsync(SomeEvents.Referral(live.Hub), Cancellation);
        await SentAsync();
        Assert.True(receiver.Posts.Count == 3, $"At width {width}.");
        receiver.Answer = http =>
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        };
    }

    private Task SentAsync() => live.Hub.Services.GetRequiredService<DeliveryPump>().IdleAsync(Cancellation);

    private static async Task TabToAsync(IPage page, string id)
    {
        for (var presses = 0; presses < 30; presses++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<string>("document.activeElement.id") == id)
                return;
        }

        Assert.Fail($"The keyboard does not come to {id}.");
    }
}
