using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using IntegrationHub.Subscriptions.Delivery;
using IntegrationHub.Subscriptions.Feed;
using IntegrationHub.Tests.Http;
using IntegrationHub.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Tests.Subscriptions;

/// <summary>What a FHIR subscriber hears while there is nothing to hear (backport-heartbeat-period), and what <c>$status</c> answers.</summary>
public sealed class HeartbeatTests(ClockedLiveHub live) : IClassFixture<ClockedLiveHub>
{
    private const string Guide = "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/";

    private static readonly TimeSpan Period = TimeSpan.FromMinutes(2);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_quiet_period_is_told_once_without_a_number_and_none_while_events_flow()
    {
        await using var receiver = await Receiver.StartAsync();
        var id = await SubscribeAsync(receiver);
        Assert.Equal([("handshake", "0", "requested")], Told(receiver));

        await PassAsync(Period - TimeSpan.FromSeconds(1));
        Assert.Single(receiver.Posts);
        await PassAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(("heartbeat", "0", "active"), Told(receiver)[^1]);
        Assert.Equal(2, receiver.Posts.Count);
        Assert.Equal("application/fhir+json; charset=utf-8", receiver.Posts[^1].Headers["Content-Type"]);
        Assert.StartsWith("v1,", receiver.Posts[^1].Headers["webhook-signature"], StringComparison.Ordinal);
        Assert.Single(JsonNode.Parse(receiver.Posts[^1].Body)!["entry"]!.AsArray());

        // An event before each period is over: nobody needs to be told that the hub is there.
        for (var number = 1; number <= 3; number++)
        {
            await PassAsync(0.9 * Period);
            await live.Hub.PublishAsync(SomeEvents.Referral(live.Hub));
            await live.Hub.SentAsync();
        }

        Assert.Equal(
            ["handshake", "heartbeat", "event-notification", "event-notification", "event-notification"],
            Told(receiver).Select(told => told.Type)
        );
        await PassAsync(Period);
        Assert.Equal(("heartbeat", "3", "active"), Told(receiver)[^1]);
        // It has no number of its own: the next event has the next.
        Assert.Equal(3, (await live.Hub.Services.GetRequiredService<FeedStore>().ReadHeadAsync(id, Cancellation)).Last);
        await PassAsync(Period);
        Assert.Equal(("heartbeat", "3", "active"), Told(receiver)[^1]);
        Assert.Equal(2, receiver.Posts.TakeLast(2).Select(post => post.Id).Distinct().Count());
        await EndAsync(id);
        Assert.Equal(7, receiver.Posts.Count);
        await PassAsync(2 * Period);
        Assert.Equal(7, receiver.Posts.Count);
    }

    [Fact]
    public async Task Whoever_is_paused_or_in_error_or_past_its_end_hears_none_and_the_period_begins_anew_with_the_next_handshake()
    {
        await using var receiver = await Receiver.StartAsync();
        var id = await SubscribeAsync(receiver, live.Clock.GetUtcNow() + 20 * Period);
        await AskAsync(HttpMethod.Post, $"subscriptions/{id}/pause");
        Assert.Equal("off", (await StatusAsync(id)).Status);
        await PassAsync(1.5 * Period);
        Assert.Single(receiver.Posts);
        await AskAsync(HttpMethod.Post, $"subscriptions/{id}/resume");
        await live.Hub.SentAsync();
        Assert.Equal(["handshake", "handshake"], Told(receiver).Select(told => told.Type));
        await PassAsync(0.8 * Period);
        Assert.Equal(2, receiver.Posts.Count);
        await PassAsync(0.2 * Period);
        Assert.Equal("heartbeat", Told(receiver)[^1].Type);

        // An address that is gone is not asked again, whatever it was asked by.
        receiver.Answer = Receiver.With(StatusCodes.Status410Gone);
        await PassAsync(Period);
        Assert.Equal(4, receiver.Posts.Count);
        Assert.Equal(("error", "The address answered 410 Gone."), ((await StatusAsync(id)).Status, (await StatusAsync(id)).Error));
        await PassAsync(3 * Period);
        Assert.Equal(4, receiver.Posts.Count);

        receiver.Answer = Receiver.With(StatusCodes.Status204NoContent);
        await AskAsync(HttpMethod.Post, $"subscriptions/{id}/verify");
        await live.Hub.SentAsync();
        Assert.Equal("active", (await StatusAsync(id)).Status);
        await PassAsync(Period);
        Assert.Equal(("heartbeat", "0", "active"), Told(receiver)[^1]);
        await PassAsync(13 * Period);
        var before = receiver.Posts.Count;
        await PassAsync(Period);
        Assert.Equal(before, receiver.Posts.Count);
        await EndAsync(id);
    }

    [Fact]
    public async Task An_event_that_is_to_be_sent_again_later_is_not_overtaken_by_heartbeats()
    {
        await using var receiver = await Receiver.StartAsync();
        var id = await SubscribeAsync(receiver);
        receiver.Answer = http =>
        {
            http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            http.Response.Headers.RetryAfter = "3600";
            return Task.CompletedTask;
        };
        await live.Hub.PublishAsync(SomeEvents.Referral(live.Hub));
        await live.Hub.SentAsync();
        Assert.Equal(2, receiver.Posts.Count);
        await PassAsync(3 * Period);
        Assert.Equal(2, receiver.Posts.Count);
        receiver.Answer = Receiver.With(StatusCodes.Status204NoContent);
        await PassAsync(TimeSpan.FromHours(1) - 3 * Period);
        Assert.Equal(("event-notification", "1", "active"), Told(receiver)[^1]);
        await EndAsync(id);
    }

    [Fact]
    public async Task One_process_of_two_sends_the_heartbeat_and_none_while_the_other_sends_events()
    {
        await using var receiver = await Receiver.StartAsync();
        var id = await SubscribeAsync(receiver);
        var lanes = live.Hub.Services.GetRequiredService<DeliveryLaneParts>();
        using var other = new DeliveryLane(id, lanes);

        live.Clock.Advance(Period);
        other.Poke();
        await Task.WhenAll(other.Running, live.Hub.SentAsync());
        Assert.Equal(["handshake", "heartbeat"], Told(receiver).Select(told => told.Type));

        await PassAsync(0.9 * Period);
        await live.Hub.PublishAsync(SomeEvents.Referral(live.Hub));
        await live.Hub.SentAsync();
        live.Clock.Advance(0.2 * Period);
        other.Poke();
        await other.Running;
        await live.Hub.SentAsync();
        Assert.Equal(["handshake", "heartbeat", "event-notification"], Told(receiver).Select(told => told.Type));
        other.Stop();
        await EndAsync(id);
    }

    [Fact]
    public async Task A_period_of_years_neither_stops_events_nor_wears_the_hub_out()
    {
        await using var receiver = await Receiver.StartAsync();
        var id = await SubscribeAsync(receiver, seconds: int.MaxValue);
        await live.Hub.PublishAsync(SomeEvents.Referral(live.Hub));
        await live.Hub.SentAsync();
        Assert.Equal(("event-notification", "1", "active"), Told(receiver)[^1]);
        live.Hub.Storage.Forget();
        await PassAsync(TimeSpan.FromMinutes(1));
        Assert.DoesNotContain(live.Hub.Storage.Calls, call => call.Address.Contains(id, StringComparison.Ordinal));
        await EndAsync(id);
    }

    [Fact]
    public async Task Status_says_how_a_subscription_stands()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = Receiver.With(StatusCodes.Status500InternalServerError);
        var id = (string)(await MakeAsync(receiver, end: null, 60)).Is(HttpStatusCode.Created).Json["id"]!;
        Assert.Equal("requested", (await StatusAsync(id)).Status);
        receiver.Answer = Receiver.With(StatusCodes.Status204NoContent);
        await AskAsync(HttpMethod.Post, $"subscriptions/{id}/verify");
        await live.Hub.PublishAsync(SomeEvents.Referral(live.Hub));
        await live.Hub.PublishAsync(SomeEvents.Referral(live.Hub));
        await live.Hub.SentAsync();

        Assert.Equal(("active", "query-status", "2", null), await StatusAsync(id));
        Assert.Equal(
            60,
            (int)(await AskAsync(HttpMethod.Get, $"fhir/Subscription/{id}"))["channel"]!["extension"]![0]!["valueUnsignedInt"]!
        );
        Assert.Equal(["INT618"], (await MakeAsync(receiver, end: null, seconds: 59)).Codes);
        await EndAsync(id);
        Assert.Equal(
            ["INT600"],
            (await live.AskAsync(TestSender.Council, HttpMethod.Get, $"fhir/Subscription/{id}/$status", Cancellation)).Codes
        );
    }

    /// <summary>The clock goes on, and all that is due by then is done.</summary>
    private async Task PassAsync(TimeSpan time)
    {
        // Heartbeats beget timers: in steps, as a clock goes.
        var until = live.Clock.GetUtcNow() + time;
        while (live.Clock.GetUtcNow() < until)
        {
            var left = until - live.Clock.GetUtcNow();
            live.Clock.Advance(left < Period / 10 ? left : Period / 10);
            await live.Hub.SentAsync();
        }
    }

    private async Task<string> SubscribeAsync(Receiver receiver, DateTimeOffset? end = null, int? seconds = null)
    {
        var made = (await MakeAsync(receiver, end, seconds ?? (int)Period.TotalSeconds)).Is(HttpStatusCode.Created).Json;
        Assert.Equal("active", (string?)made["status"]);
        await live.Hub.SentAsync();
        return (string)made["id"]!;
    }

    private Task<Reply> MakeAsync(Receiver receiver, DateTimeOffset? end, int seconds)
    {
        var resource = new JsonObject
        {
            ["resourceType"] = "Subscription",
            ["status"] = "requested",
            ["reason"] = "To hear of referrals",
            ["criteria"] = "https://integration-hub.example/SubscriptionTopic/social-care-referral",
            ["channel"] = new JsonObject
            {
                ["extension"] = new JsonArray(
                    new JsonObject { ["url"] = Guide + "backport-heartbeat-period", ["valueUnsignedInt"] = seconds }
                ),
                ["type"] = "rest-hook",
                ["endpoint"] = receiver.Url,
                ["payload"] = "application/fhir+json",
                ["_payload"] = new JsonObject
                {
                    ["extension"] = new JsonArray(
                        new JsonObject { ["url"] = Guide + "backport-payload-content", ["valueCode"] = "id-only" }
                    ),
                },
            },
        };
        if (end is { } at)
            resource["end"] = at.ToString("O", CultureInfo.InvariantCulture);
        return live.AskAsync(
            TestSender.Council,
            HttpMethod.Post,
            "fhir/Subscription",
            Cancellation,
            Encoding.UTF8.GetBytes(resource.ToJsonString())
        );
    }

    private async Task<(string Status, string Type, string Events, string? Error)> StatusAsync(string id)
    {
        var bundle = await AskAsync(HttpMethod.Get, $"fhir/Subscription/{id}/$status");
        Assert.Equal(("searchset", 1), ((string?)bundle["type"], (int)bundle["total"]!));
        var (type, events, status) = In(bundle);
        var error = Parameters(bundle).SingleOrDefault(one => (string?)one!["name"] == "error");
        return (status, type, events, (string?)error?["valueCodeableConcept"]!["text"]);
    }

    private async Task<JsonNode> AskAsync(HttpMethod method, string path) =>
        (await live.AskAsync(TestSender.Council, method, path, Cancellation)).Is(HttpStatusCode.OK).Json;

    private async Task EndAsync(string id) =>
        (await live.AskAsync(TestSender.Council, HttpMethod.Delete, $"fhir/Subscription/{id}", Cancellation)).Is(HttpStatusCode.NoContent);

    private static IReadOnlyList<(string Type, string Events, string Status)> Told(Receiver receiver) =>
        [.. receiver.Posts.Select(post => In(JsonNode.Parse(post.Body)!))];

    private static (string Type, string Events, string Status) In(JsonNode bundle) =>
        (
            (string)Named(bundle, "type")["valueCode"]!,
            (string)Named(bundle, "events-since-subscription-start")["valueString"]!,
            (string)Named(bundle, "status")["valueCode"]!
        );

    private static JsonNode Named(JsonNode bundle, string name) => Parameters(bundle).Single(one => (string?)one!["name"] == name)!;

    private static JsonArray Parameters(JsonNode bundle) => bundle["entry"]![0]!["resource"]!["parameter"]!.AsArray();
}
