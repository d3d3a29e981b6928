using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Azure.Storage.Blobs;
using IntegrationHub.Messaging;
using IntegrationHub.Storage;
using IntegrationHub.Tests.Http;
using IntegrationHub.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace IntegrationHub.Tests.Subscriptions;

/// <summary>
/// Service Bus, webhook, pull and files: one feed with one set of numbers. A council goes from each of them to each other, and what one way has
/// left undone comes by the next.
/// </summary>
public sealed class WaysToReceiveTests(ClockedLiveHub live) : IClassFixture<ClockedLiveHub>
{
    private const string Feed = "bus-c90001";

    /// <summary>Each of the twelve changes once.</summary>
    private static readonly string[] Tour =
    [
        "service-bus",
        "webhook",
        "pull",
        "drop",
        "webhook",
        "drop",
        "pull",
        "webhook",
        "service-bus",
        "pull",
        "service-bus",
        "drop",
        "service-bus",
    ];

    private static readonly TestSender Council = TestSender.Council;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_council_goes_from_each_way_to_each_other_with_the_same_numbers_and_without_a_gap()
    {
        Assert.Equal(12, Tour.Zip(Tour.Skip(1)).Distinct().Count());
        await using var receiver = await Receiver.StartAsync();
        var told = new List<(HubEvent Event, string Way)>();
        var pulled = new Dictionary<string, long>(StringComparer.Ordinal);
        var left = new List<HubEvent>();
        foreach (var (stage, way) in Tour.Index())
        {
            receiver.Answer = Receiver.With(StatusCodes.Status204NoContent);
            if (stage > 0)
                await ChangeAsync(way, receiver.Url);
            var taken = SomeEvents.Referral(live.Hub);
            await TellAsync(taken);
            if (way == "pull")
                await PullAsync(pulled, told.Count + 1);
            told.AddRange(left.Select(one => (one, way)));
            left.Clear();
            told.Add((taken, way));
            if (way is "webhook" or "pull")
            {
                // Not taken before the next change: it has to come by the way after this one.
                receiver.Answer = Receiver.With(StatusCodes.Status503ServiceUnavailable);
                left.Add(SomeEvents.Referral(live.Hub));
                await TellAsync(left[0]);
            }
        }

        Assert.Empty(left);
        var sent = receiver
            .Posts.GroupBy(post => post.Id)
            .ToDictionary(posts => posts.Key, posts => NumberIn(JsonNode.Parse(posts.Last().Body)!));
        var dropped = await DroppedAsync();
        var ledger = (await live.LedgerAsync(Council, Feed)).ToDictionary(line => (string)line!["event"]!, line => (long)line!["number"]!);
        Assert.Equal(Enumerable.Range(1, told.Count).Select(number => (long)number), told.Select(one => ledger[one.Event.Id]));
        foreach (var (one, way) in told)
        {
            var number = way switch
            {
                "service-bus" => await OnTheBusAsync(one),
                "webhook" => sent.GetValueOrDefault(one.Id),
                "drop" => dropped.GetValueOrDefault(one.Id),
                _ => pulled.GetValueOrDefault(one.Id),
            };
            Assert.True(ledger[one.Id] == number, $"Number {ledger[one.Id]} is {number} by {way}.");
        }

        // What the directory made does not end, and takes no end.
        Assert.Equal(["INT610"], (await live.JsonAsync(Council, HttpMethod.Delete, $"subscriptions/{Feed}")).Codes);
        var ending = Body("drop", null);
        ending["end"] = "2027-01-01T00:00:00Z";
        Assert.Equal(["INT610"], (await live.JsonAsync(Council, HttpMethod.Put, $"subscriptions/{Feed}", ending)).Codes);
    }

    [Fact]
    public async Task Service_Bus_is_for_whom_the_directory_gives_it_and_for_its_topics()
    {
        Assert.Equal(["INT609"], (await live.SubscribeAsync(Council, Body("service-bus", null))).Codes);
        var other = await live.PullAsync(SubscriberApi.OtherCouncil);
        Assert.Equal(
            ["INT609"],
            (await live.JsonAsync(SubscriberApi.OtherCouncil, HttpMethod.Put, $"subscriptions/{other}", Body("service-bus", null))).Codes
        );
        Assert.Equal(
            ["INT602"],
            (
                await live.JsonAsync(
                    SubscriberApi.OtherCouncil,
                    HttpMethod.Put,
                    "subscriptions/bus-c90002",
                    SubscriberApi.Body("service-bus", null, "record-changed")
                )
            ).Codes
        );
        Assert.Equal(["INT600"], (await live.JsonAsync(Council, HttpMethod.Put, "subscriptions/bus-c90002", Body("pull", null))).Codes);
        foreach (var verb in new[] { "pause", "test", "keys", "replay" })
            Assert.Equal(
                ["INT610"],
                (await live.JsonAsync(SubscriberApi.OtherCouncil, HttpMethod.Post, $"subscriptions/bus-c90002/{verb}", Range())).Codes
            );
    }

    [Fact]
    public async Task Whoever_knows_a_number_asks_from_it_on_without_a_cursor()
    {
        var feed = await live.PullAsync(SubscriberApi.OtherCouncil);
        foreach (var _ in new[] { 1, 2, 3 })
            await live.Hub.PublishAsync(SomeEvents.Referral(live.Hub, null, "C90002", "X90001"));
        var from = (await GetAsync(feed, "from=2")).Is(HttpStatusCode.OK).Json;
        Assert.Equal([2, 3], from["events"]!.AsArray().Select(told => (int)NumberIn(told!)));
        Assert.Empty((await GetAsync(feed, "from=4")).Json["events"]!.AsArray());
        foreach (var wrong in new[] { "from=0", "from=-1", "from=x", $"from=1&after={(string)from["next"]!}" })
            Assert.Equal(["INT018"], (await GetAsync(feed, wrong)).Codes);
    }

    private static JsonObject Range() => new() { ["from"] = 1, ["to"] = 1 };

    private static JsonObject Body(string way, string? url) => SubscriberApi.Body(way, way == "webhook" ? url : null);

    private async Task ChangeAsync(string way, string url)
    {
        (await live.JsonAsync(Council, HttpMethod.Put, $"subscriptions/{Feed}", Body(way, url))).Is(HttpStatusCode.OK);
        await live.Hub.SentAsync();
    }

    private async Task TellAsync(HubEvent told)
    {
        await live.Hub.PublishAsync(told);
        await live.Hub.SentAsync();
    }

    /// <summary>Fetches from a number on, and says that it has all of that.</summary>
    private async Task PullAsync(Dictionary<string, long> pulled, int from)
    {
        var page = (await GetAsync(Feed, string.Create(CultureInfo.InvariantCulture, $"from={from}"), Council)).Is(HttpStatusCode.OK).Json;
        foreach (var told in page["events"]!.AsArray())
            pulled[(string)told!["id"]!] = NumberIn(told);
        (await GetAsync(Feed, $"after={(string)page["next"]!}", Council)).Is(HttpStatusCode.OK);
    }

    private Task<Reply> GetAsync(string feed, string query, TestSender? caller = null) =>
        live.AskAsync(caller ?? SubscriberApi.OtherCouncil, HttpMethod.Get, $"events?subscription={feed}&{query}", Cancellation);

    private static long NumberIn(JsonNode told) => long.Parse((string)told["sequence"]!, CultureInfo.InvariantCulture);

    private async Task<long> OnTheBusAsync(HubEvent told)
    {
        await using var session = await live.Hub.ServiceBus.AcceptSessionAsync(
            "social-care-referrals",
            "C90001",
            told.Record.Value,
            cancellationToken: Cancellation
        );
        var messages = await session.PeekMessagesAsync(10, cancellationToken: Cancellation);
        return NumberIn(JsonNode.Parse(Assert.Single(messages, message => message.MessageId == told.Id).Body)!);
    }

    private async Task<Dictionary<string, long>> DroppedAsync()
    {
        var container = new BlobServiceClient(
            "UseDevelopmentStorage=true",
            new BlobClientOptions { Transport = live.Hub.Storage }
        ).GetBlobContainerClient(StoreNames.Outbound);
        var dropped = new Dictionary<string, long>(StringComparer.Ordinal);
        await foreach (var blob in container.GetBlobsAsync(prefix: $"C90001/{Feed}/", cancellationToken: Cancellation))
        {
            var content = await container.GetBlobClient(blob.Name).DownloadContentAsync(Cancellation);
            var told = JsonNode.Parse(content.Value.Content)!;
            Assert.EndsWith($"/{(string)told["sequence"]!}.json", blob.Name, StringComparison.Ordinal);
            dropped[(string)told["id"]!] = NumberIn(told);
        }

        return dropped;
    }
}
