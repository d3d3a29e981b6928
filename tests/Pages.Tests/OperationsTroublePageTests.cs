using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using IntegrationHub.Pages.Tests.Support;
using IntegrationHub.Tests.Http;
using IntegrationHub.Tests.Support;

namespace IntegrationHub.Pages.Tests;

public sealed class OperationsTroublePageTests(LiveHub live, BrowserFixture browser) : IClassFixture<LiveHub>
{
    private const string Json = "application/json";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Subscribers_in_trouble_and_who_waits_are_seen_with_what_to_do()
    {
        const string wish = """{"topics":["social-care-referral"],"channel":{"kind":"pull"}}""";
        var made = await live.AskAsync(
            TestSender.Council,
            HttpMethod.Post,
            "subscriptions",
            Cancellation,
            Encoding.UTF8.GetBytes(wish),
            Json
        );
        var subscription = (string)made.Is(HttpStatusCode.Created).Json["id"]!;
        var pause = $"subscriptions/{subscription}/pause";
        (await live.AskAsync(TestSender.Council, HttpMethod.Post, pause, Cancellation, [], Json)).Is(HttpStatusCode.OK);
        var patient = new JsonObject { ["resourceType"] = "Patient", ["id"] = Messages.NewName("patient") };
        (await live.PostAsync(TestSender.Practice, "fhir/Patient", patient, Cancellation)).Is(HttpStatusCode.Created);
        await live.Hub.SweepAsync(Cancellation);
        foreach (var width in new[] { 1280, 320 })
        {
            await using var visit = await browser.SignInAsync(live, new("QZ9", "operator"), width);
            var page = visit.Page;
            await visit.GoAsync("/operations");

            await page.WaitForSelectorAsync($"main a[href='/subscriptions/{subscription}']");
            Assert.Contains("Nothing, unless it was paused by you", await page.TextContentAsync("main"), StringComparison.Ordinal);
            await visit.AssertSoundAsync();
            await visit.ShootAsync($"operations-trouble-{width}");

            await page.FocusAsync("a[href='/operations/unmatched?organisation=X90001']");
            await page.Keyboard.PressAsync("Enter");
            await page.WaitForURLAsync("**/operations/unmatched?organisation=X90001");
            Assert.Contains("No NHS number was sent", await page.TextContentAsync("main"), StringComparison.Ordinal);
            await visit.AssertSoundAsync();
            await visit.ShootAsync($"unmatched-{width}");
        }
    }
}
