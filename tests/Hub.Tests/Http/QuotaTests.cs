using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using IntegrationHub.Functions.Api;
using IntegrationHub.Functions.Http;
using IntegrationHub.Tests.Directory;
using IntegrationHub.Tests.Operations;
using IntegrationHub.Tests.Subscriptions;
using IntegrationHub.Tests.Support;

namespace IntegrationHub.Tests.Http;

/// <summary>A hub whose directory gives practices and councils one request a second, three at once; its clock stands still.</summary>
public sealed class ScarceHub : ClockedLiveHub
{
    internal const int AtOnce = 3;

    private readonly DirectoryCopy directory = new DirectoryCopy().Edit(
        "senders.json",
        json =>
        {
            foreach (var index in new[] { 0, 3 })
                DirectoryFaultCases.Item(json, "policies", index)["quota"] = new JsonObject
                {
                    ["requestsPerSecond"] = 1,
                    ["atOnce"] = AtOnce,
                };
        }
    );

    protected override IReadOnlyDictionary<string, string?> Settings =>
        new Dictionary<string, string?> { ["Directory:Path"] = directory.Folder };

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        directory.Dispose();
    }
}

/// <summary>An organisation at its limit is told so, and nobody else notices.</summary>
public sealed class QuotaTests(ScarceHub live) : IClassFixture<ScarceHub>
{
    /// <summary>Of what subscribers and senders ask for, what is not counted: it reads for people, or ends what runs wild.</summary>
    private static readonly string[] NotCounted =
    [
        "EndFhirSubscription",
        "EndSubscription",
        "ListReferrals",
        "ListSubscriptions",
        "ReadFhirSubscription",
        "ReadImport",
        "ReadImportErrors",
        "ReadReferral",
        "ReadReferralMessage",
        "ReadSubscription",
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_sender_beyond_its_quota_is_told_when_to_send_again_and_what_it_sends_then_is_taken()
    {
        Rested();
        using var measured = new Measured();
        var messages = Enumerable.Range(0, ScarceHub.AtOnce + 1).Select(_ => Messages.Gp(TestPerson.New(), entries: 2)).ToList();
        foreach (var message in messages.Take(ScarceHub.AtOnce))
            (await SendAsync(TestSender.Practice, message)).Is(HttpStatusCode.OK);

        // Only its head is sent: what is refused is refused before anybody reads on.
        var (refused, _) = await RawHttp.SendAsync(live.Address, HeadOf(TestSender.Practice), untilClosed: false, Cancellation);
        Assert.Equal(429, refused.Status);
        Assert.Equal("1", refused.Header("Retry-After"));
        Assert.Equal(["INT651"], refused.Codes);
        Assert.Equal("throttled", (string?)refused.Json["issue"]![0]!["code"]);
        var correlation = refused.Header("X-Correlation-Id");
        var row = Assert.Single(await live.AuditAsync(Cancellation), one => one.GetString("Correlation") == correlation);
        Assert.Equal(("refused", "INT651", "X90001"), (row.GetString("Action"), row.GetString("Outcome"), row.GetString("Organisation")));
        Assert.Equal(1, measured.Sum("hub.refused", "organisation=X90001 place=northfield code=INT651 function=PostBundle"));

        // Another practice, the practice's own people, what is not counted, and the health of the hub.
        (await SendAsync(TestSender.OtherPractice, Messages.Gp(TestPerson.New(), entries: 2))).Is(HttpStatusCode.OK);
        (await live.AskAsync(TestSender.Practice, HttpMethod.Get, "subscriptions", Cancellation)).Is(HttpStatusCode.OK);
        using var health = new HttpRequestMessage(HttpMethod.Get, new Uri(live.Address, "health/live"));
        (await live.SendAsync(health, Cancellation)).Is(HttpStatusCode.OK);

        live.Clock.Advance(TimeSpan.FromSeconds(1));
        (await SendAsync(TestSender.Practice, messages[^1])).Is(HttpStatusCode.OK);
        Assert.Equal(429, (await SendAsync(TestSender.Practice, messages[^1])).Status);
        // What was accepted is there, and was answered before; nothing of it is dropped for what came after.
        foreach (var message in messages)
            Assert.Equal((1, message.Entries), await live.Hub.Truth.SeenOfAsync(live.Hub.RecordOf(message.Person), message, Cancellation));
    }

    [Fact]
    public async Task A_subscriber_beyond_its_quota_can_still_send_and_claim_and_the_other_council_still_fetches()
    {
        Rested();
        var subscription = await live.PullAsync(TestSender.Council);
        await live.Hub.PublishAsync(SomeEvents.Referral(live.Hub));
        var others = await live.PullAsync(SubscriberApi.OtherCouncil);
        for (var asked = 1; asked < ScarceHub.AtOnce; asked++)
            (await PullAsync(TestSender.Council, subscription)).Is(HttpStatusCode.OK);

        foreach (
            var path in new[]
            {
                $"events?subscription={subscription}",
                $"deliveries?subscription={subscription}",
                "deliveries/why?event=e",
                "fhir/Subscription/none/$events",
                "fhir/Subscription/none/$status",
            }
        )
            Assert.Equal(["INT651"], (await live.AskAsync(TestSender.Council, HttpMethod.Get, path, Cancellation)).Codes);
        var replay = await live.JsonAsync(TestSender.Council, HttpMethod.Post, $"subscriptions/{subscription}/replay");
        Assert.Equal((429, "1"), (replay.Status, replay.Header("Retry-After")));

        (await PullAsync(SubscriberApi.OtherCouncil, others)).Is(HttpStatusCode.OK);
        var claim = Encoding.UTF8.GetBytes("""{"max": 1, "waitSeconds": 0}""");
        for (var claimed = 0; claimed < 3 * ScarceHub.AtOnce; claimed++)
            (
                await live.AskAsync(
                    TestSender.Council,
                    HttpMethod.Post,
                    "discharge-hubs/hub-northfield/alerts/claim",
                    Cancellation,
                    claim,
                    "application/json"
                )
            ).Is(HttpStatusCode.OK);
        Assert.NotEqual(429, (await SendAsync(TestSender.Council, Messages.Gp(TestPerson.New(), entries: 2))).Status);

        // Nothing is lost for it: the events are in the feed, from where it was.
        Rested();
        Assert.Single((await PullAsync(TestSender.Council, subscription)).Is(HttpStatusCode.OK).Json["events"]!.AsArray());
    }

    [Fact]
    public void Everything_that_senders_and_subscribers_ask_for_is_counted_or_known_not_to_be()
    {
        var asked = ApiTable.Rows.Where(row => row.Group is "Send" or "Files" or "Refer" or "Subscribe").Select(row => row.Function);
        Assert.Equal(NotCounted, asked.Where(function => CountedFunctions.UseOf(function) is null).Order(StringComparer.Ordinal));
        Assert.All(
            ApiTable.Rows.Where(row => row.Group is "Discharge" or "Operate" or "Read" or "Pages"),
            row => Assert.Null(CountedFunctions.UseOf(row.Function))
        );
    }

    /// <summary>Long enough for every quota to be whole again.</summary>
    private void Rested() => live.Clock.Advance(TimeSpan.FromMinutes(1));

    private Task<Reply> SendAsync(TestSender caller, TestMessage message) =>
        live.AskAsync(caller, HttpMethod.Post, message.Path, Cancellation, message.Body, message.ContentType);

    private Task<Reply> PullAsync(TestSender caller, string subscription) =>
        live.AskAsync(caller, HttpMethod.Get, $"events?subscription={subscription}", Cancellation);

    private byte[] HeadOf(TestSender caller) =>
        Encoding.ASCII.GetBytes(
            $"POST /fhir HTTP/1.1\r\nHost: {live.Address.Authority}\r\nAuthorization: Bearer {live.TokenOf(caller)}\r\n"
                + "Content-Type: application/fhir+json\r\nContent-Length: 4000\r\n\r\n"
        );
}
