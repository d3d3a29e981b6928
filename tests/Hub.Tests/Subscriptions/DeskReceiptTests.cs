using System.Net;
using IntegrationHub.Access;
using IntegrationHub.Identifiers;
using IntegrationHub.Messaging;
using IntegrationHub.Subscriptions.Subscribers;
using IntegrationHub.Tests.Http;
using IntegrationHub.Tests.Pages;
using IntegrationHub.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Tests.Subscriptions;

/// <summary>What the page after a form is told by: good once, for whoever did it, for two minutes, and never a secret itself.</summary>
public sealed class DeskReceiptTests(ClockedLiveHub live) : IClassFixture<ClockedLiveHub>
{
    private static readonly Caller Council = new(OdsCode.Parse("C90001"), Role.CouncilSystem, null, "technician");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private DeskReceipts Receipts => live.Hub.Services.GetRequiredService<DeskReceipts>();

    [Fact]
    public async Task A_form_is_answered_by_the_page_to_go_on_to_which_shows_the_secret_once()
    {
        await using var receiver = await Receiver.StartAsync();
        using var browser = new PageVisitor(live);
        await browser.SignInAsync(TestSender.Council);
        var made = await browser.PostAsync(
            "/subscriptions",
            ("topic-social-care-referral", "1"),
            ("channel", "webhook"),
            ("url", receiver.Url)
        );
        Assert.Equal(303, made.Status);
        var page = made.Header("Location")!;
        var cookie = made.Header("Set-Cookie")!;
        Assert.Matches("^/subscriptions/[a-z2-7]{26}$", page);
        Assert.Contains($"path={page}", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("HttpOnly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("whsec_", made.All, StringComparison.Ordinal);

        var shown = (await browser.GetAsync(page)).Is(HttpStatusCode.OK);
        Assert.Contains("id=\"secret\">whsec_", shown.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"secret\"", (await browser.GetAsync(page)).Body, StringComparison.Ordinal);
        var read = (await live.AuditAsync(Cancellation)).Where(row => row.GetString("Action") == "read-subscription").ToList();
        Assert.Equal(
            [$"subscription={page[^26..]} secret=shown", $"subscription={page[^26..]}"],
            read.TakeLast(2).Select(row => row.GetString("Detail"))
        );
        Assert.Equal(303, (await browser.PostAsync($"{page}/end")).Status);
    }

    [Fact]
    public async Task It_is_good_for_whoever_did_it_for_that_subscription_and_for_two_minutes()
    {
        await using var receiver = await Receiver.StartAsync();
        var done = await RegisterAsync(receiver.Url);
        var of = done.Subscription;
        var receipt = Receipts.Issue(Council, done with { Sent = "delivered" });

        var read = Receipts.Read(receipt, Council, of)!;
        Assert.Equal((done.Keys!.Secret, "delivered"), (read.Keys!.Secret, read.Sent));
        Assert.Null(Receipts.Read(receipt, Council with { Subject = "another" }, of));
        Assert.Null(Receipts.Read(receipt, Council with { Organisation = OdsCode.Parse("C90002") }, of));
        Assert.Null(Receipts.Read(receipt, Council with { Role = Role.Operator }, of));
        Assert.Null(Receipts.Read(receipt, Council, of with { Id = "another" }));
        Assert.Null(Receipts.Read("x" + receipt, Council, of));
        Assert.Null(Receipts.Read(receipt[..^1] + (receipt[^1] == 'a' ? 'b' : 'a'), Council, of));
        foreach (var none in new[] { null, "", ".", "a.", ".b", "a.b.c" })
            Assert.Null(Receipts.Read(none, Council, of));

        live.Clock.Advance(DeskReceipts.Lifetime - TimeSpan.FromSeconds(1));
        Assert.NotNull(Receipts.Read(receipt, Council, of));
        live.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(Receipts.Read(receipt, Council, of));
    }

    [Fact]
    public async Task Keys_that_were_changed_since_are_not_shown_and_an_operator_is_shown_none()
    {
        await using var receiver = await Receiver.StartAsync();
        var done = await RegisterAsync(receiver.Url);
        var receipt = Receipts.Issue(Council, done);
        var changed = Assert.IsType<DeskOutcome.Done>(await Desk.RotateKeysAsync(Council, done.Subscription.Id, Cancellation));

        Assert.Null(Receipts.Read(receipt, Council, changed.Subscription)!.Keys);
        var operators = new Caller(OdsCode.Parse("QZ9"), Role.Operator, null, "operator");
        Assert.Null(Receipts.Read(Receipts.Issue(operators, changed), operators, changed.Subscription)!.Keys);
        Assert.DoesNotContain(changed.Subscription.Keys[0].Nonce, Receipts.Issue(Council, changed), StringComparison.Ordinal);
    }

    private SubscriptionDesk Desk => live.Hub.Services.GetRequiredService<SubscriptionDesk>();

    private async Task<DeskOutcome.Done> RegisterAsync(string url)
    {
        var request = new SubscriptionRequest(
            [EventTopic.SocialCareReferral],
            EventFilter.Everything,
            new Channel(ChannelKind.Webhook, url, PayloadKind.IdOnly, null)
        );
        return Assert.IsType<DeskOutcome.Done>(await Desk.RegisterAsync(Council, request, Cancellation));
    }
}
