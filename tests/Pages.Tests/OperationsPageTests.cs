using IntegrationHub.Pages.Tests.Support;
using IntegrationHub.Tests.Http;
using IntegrationHub.Tests.Support;

namespace IntegrationHub.Pages.Tests;

public sealed class OperationsPageTests(LiveHub live, BrowserFixture browser) : IClassFixture<LiveHub>
{
    private static readonly TestSender Operator = new("QZ9", "operator");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1280)]
    [InlineData(320)]
    public async Task What_waits_is_seen_and_dead_letters_are_worked_again_by_keyboard(int width)
    {
        var person = TestPerson.New();
        await BuryAlertAsync(person);
        await using var visit = await browser.SignInAsync(live, Operator, width);
        var page = visit.Page;
        // The header is blue: a link in the usual blue could be clicked and not seen, and axe passes over what is not seen.
        const string Link = "header a:has-text('Operations')";
        Assert.Equal(
            "rgb(255, 255, 255)",
            await page.EvalOnSelectorAsync<string>(".hub-account__link", "link => getComputedStyle(link).color")
        );
        await page.ClickAsync(Link);
        await page.WaitForURLAsync("**/operations");

        var text = await page.TextContentAsync("main");
        Assert.Contains("service-bus", text, StringComparison.Ordinal);
        Assert.Contains("TestReason (1)", text, StringComparison.Ordinal);
        Assert.DoesNotContain(person.Number, await page.ContentAsync(), StringComparison.Ordinal);
        await visit.AssertSoundAsync();
        await visit.ShootAsync($"operations-{width}");

        await page.FocusAsync("button:has-text('Work all of discharge-hub-northfield again')");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/operations?done=replayed");
        Assert.Contains("There are none.", await page.TextContentAsync("main"), StringComparison.Ordinal);
        await visit.AssertSoundAsync();
        Assert.Single(await live.Hub.AlertsOfAsync(person, Cancellation));
    }

    private async Task BuryAlertAsync(TestPerson person)
    {
        var message = Messages.DischargedEvent(person, "stay");
        Assert.True((await live.Hub.Client.SendAsync(message, Cancellation)).IsAcknowledgement);
        await using var session = await live.Hub.ServiceBus.AcceptSessionAsync(
            "discharge-hub-northfield",
            live.Hub.RecordOf(person).Value,
            cancellationToken: Cancellation
        );
        var alert = await session.ReceiveMessageAsync(cancellationToken: Cancellation);
        await session.DeadLetterMessageAsync(alert!, "TestReason", cancellationToken: Cancellation);
    }
}
