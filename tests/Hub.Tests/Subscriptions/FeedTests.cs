using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using IntegrationHub.Identifiers;
using IntegrationHub.Messaging;
using IntegrationHub.Subscriptions.Bus;
using IntegrationHub.Subscriptions.Feed;
using IntegrationHub.Subscriptions.Subscribers;
using IntegrationHub.Tests.Http;
using IntegrationHub.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Tests.Subscriptions;

/// <summary>One feed a subscription, numbered without holes, and read by whoever asks.</summary>
public sealed class FeedTests(LiveHub live) : IClassFixture<LiveHub>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Events_told_by_many_at_once_and_twice_are_each_there_once_under_numbers_without_holes()
    {
        var feed = await live.PullAsync(TestSender.Council);
        var events = Enumerable.Range(0, 60).Select(_ => SomeEvents.Referral(live.Hub)).ToList();

        await Task.WhenAll(events.Concat(events).Select(live.Hub.PublishAsync));

        var entries = await live.Hub.Services.GetRequiredService<FeedStore>().ReadAsync(feed, 0, 500, Cancellation);
        Assert.Equal(Enumerable.Range(1, 60).Select(number => (long)number), entries.Select(entry => entry.Number));
        Assert.Equal(events.Select(told => told.Id).Order(), entries.Select(entry => entry.Event.Id).Order());
        await EndAsync(TestSender.Council, feed);
    }

    [Fact]
    public async Task A_pull_goes_on_after_its_cursor_and_waits_for_what_comes()
    {
        var feed = await live.PullAsync(TestSender.Council);
        var first = SomeEvents.Referral(live.Hub);
        await live.Hub.PublishAsync(first);

        var page = (await GetAsync($"events?subscription={feed}")).Is(HttpStatusCode.OK).Json;
        Assert.Equal([first.Id], Ids(page));
        var told = page["events"]![0]!;
        Assert.Equal(("1.0", first.Type, "000000000001"), ((string?)told["specversion"], (string?)told["type"], (string?)told["sequence"]));
        Assert.Equal(first.Record.Value, (string?)told["data"]!["recordId"]);
        var next = (string)page["next"]!;

        var waiting = GetAsync($"events?subscription={feed}&after={next}&wait=30");
        var second = SomeEvents.Referral(live.Hub);
        await live.Hub.PublishAsync(second);
        Assert.Equal([second.Id], Ids((await waiting).Is(HttpStatusCode.OK).Json));

        // The same cursor for ever, and of this feed only.
        Assert.Equal([second.Id], Ids((await GetAsync($"events?after={next}&subscription={feed}")).Json));
        var other = await live.PullAsync(TestSender.Practice);
        Assert.Equal(
            ["INT320"],
            (await live.JsonAsync(TestSender.Practice, HttpMethod.Get, $"events?subscription={other}&after={next}")).Codes
        );
        await EndAsync(TestSender.Council, feed);
        await EndAsync(TestSender.Practice, other);
    }

    [Fact]
    public async Task An_event_goes_only_to_organisations_that_it_concerns_and_whose_filter_takes_it()
    {
        var all = await live.PullAsync(TestSender.Council);
        var body = SubscriberApi.Body("pull");
        body["filter"] = new JsonObject { ["pathway"] = new JsonArray("3") };
        var some = (string)(await live.SubscribeAsync(TestSender.Council, body)).Is(HttpStatusCode.Created).Json["id"]!;
        var others = await live.PullAsync(SubscriberApi.OtherCouncil);
        var told = SomeEvents.Referral(live.Hub);
        await live.Hub.PublishAsync(told);

        Assert.Equal([told.Id], await FeedAsync(all));
        Assert.Empty(await FeedAsync(some));
        Assert.Empty(await FeedAsync(others));
        var why = (await GetAsync($"deliveries/why?event={told.Id}")).Is(HttpStatusCode.OK).Json;
        Assert.Contains(
            $"Subscription {some}: its own filter by pathway leaves the event out",
            (string)why["why"]!,
            StringComparison.Ordinal
        );
        Assert.Contains($"Subscription {all} has it as number 1: it waits to be fetched", (string)why["why"]!, StringComparison.Ordinal);
        // That there is such an event is not told to those whom it does not concern; an operator hears why they did not.
        var notTheirs = await live.JsonAsync(SubscriberApi.OtherCouncil, HttpMethod.Get, $"deliveries/why?event={told.Id}");
        Assert.Equal(["INT613"], notTheirs.Codes);
        var operators = await live.JsonAsync(SubscriberApi.Operator, HttpMethod.Get, $"deliveries/why?event={told.Id}&organisation=C90002");
        Assert.Contains(
            "was not told: an event of topic social-care-referral is for the council that has the referral",
            (string)operators.Json["why"]!,
            StringComparison.Ordinal
        );
        foreach (var (who, id) in new[] { (TestSender.Council, all), (TestSender.Council, some), (SubscriberApi.OtherCouncil, others) })
            await EndAsync(who, id);
    }

    [Fact]
    public async Task A_councils_own_bus_subscription_has_the_same_events_with_their_numbers()
    {
        var told = SomeEvents.Referral(live.Hub);
        await live.Hub.PublishAsync(told);
        await live.Hub.PublishAsync(told);

        await using var session = await live.Hub.ServiceBus.AcceptSessionAsync(
            "social-care-referrals",
            "C90001",
            told.Record.Value,
            cancellationToken: Cancellation
        );
        var message = Assert.Single(await session.PeekMessagesAsync(10, cancellationToken: Cancellation));
        var json = JsonNode.Parse(message.Body)!;
        Assert.Equal((told.Id, told.Kind), ((string?)json["id"], message.Subject));
        var number = long.Parse((string)message.ApplicationProperties[BusChannel.NumberProperty], CultureInfo.InvariantCulture);
        Assert.Equal(number, long.Parse((string)json["sequence"]!, CultureInfo.InvariantCulture));
        var ledger = await live.LedgerAsync(TestSender.Council, "bus-c90001");
        Assert.Equal("delivered", (string?)ledger.Single(line => (string?)line!["event"] == told.Id)!["outcome"]);
        Assert.Equal(["INT610"], (await live.JsonAsync(TestSender.Council, HttpMethod.Delete, "subscriptions/bus-c90001")).Codes);
    }

    [Fact]
    public async Task What_cannot_be_asked_for_is_refused_by_its_code()
    {
        Assert.Equal(["INT601"], await CodesAsync(TestSender.Council, SubscriberApi.Body("pull", null, "weather")));
        Assert.Equal(["INT602"], await CodesAsync(TestSender.Council, SubscriberApi.Body("pull", null, "council-decision")));
        Assert.Equal(["INT609"], await CodesAsync(TestSender.Council, SubscriberApi.Body("pigeon")));
        Assert.Equal(["INT301"], await CodesAsync(TestSender.Clinician, SubscriberApi.Body("pull")));
        foreach (
            var (name, value, code) in new[]
            {
                ("place", "southport", "INT603"),
                ("place", "nowhere", "INT612"),
                ("organisation", "C90002", "INT603"),
                ("pathway", "4", "INT612"),
                ("colour", "red", "INT612"),
            }
        )
        {
            var body = SubscriberApi.Body("pull");
            body["filter"] = new JsonObject { [name] = new JsonArray(value) };
            Assert.Equal([code], await CodesAsync(TestSender.Council, body));
        }

        // A practice's people are of its own neighbourhood, whoever else is in its place.
        var elsewhere = SubscriberApi.Body("pull");
        elsewhere["filter"] = new JsonObject { ["neighbourhood"] = new JsonArray("mill-lane") };
        Assert.Equal(["INT603"], await CodesAsync(TestSender.Practice, elsewhere));
        elsewhere["filter"] = new JsonObject { ["organisation"] = new JsonArray("X90003") };
        Assert.Equal(["INT603"], await CodesAsync(TestSender.Practice, elsewhere));

        var feed = await live.PullAsync(TestSender.Council);
        Assert.Equal(["INT600"], (await live.JsonAsync(SubscriberApi.OtherCouncil, HttpMethod.Get, $"subscriptions/{feed}")).Codes);
        Assert.Equal(["INT600"], (await live.JsonAsync(SubscriberApi.OtherCouncil, HttpMethod.Get, $"events?subscription={feed}")).Codes);
        Assert.Equal(["INT619"], (await live.JsonAsync(SubscriberApi.OtherCouncil, HttpMethod.Get, "events")).Codes);
        await EndAsync(TestSender.Council, feed);
    }

    [Fact]
    public async Task No_organisation_has_more_subscriptions_than_it_may()
    {
        var trust = TestSender.Trust;
        var answers = await Task.WhenAll(Enumerable.Range(0, 25).Select(_ => live.SubscribeAsync(trust, SubscriberApi.Body("pull"))));

        Assert.Equal(20, answers.Count(answer => answer.Status == 201));
        Assert.All(answers.Where(answer => answer.Status != 201), answer => Assert.Equal(["INT606"], answer.Codes));
        foreach (var answer in answers.Where(answer => answer.Status == 201))
            await EndAsync(trust, (string)answer.Json["id"]!);
    }

    private async Task<IReadOnlyList<string>> CodesAsync(TestSender caller, JsonObject body) =>
        (await live.SubscribeAsync(caller, body)).Codes;

    private Task<Reply> GetAsync(string path) => live.JsonAsync(TestSender.Council, HttpMethod.Get, path);

    private async Task<IReadOnlyList<string>> FeedAsync(string feed) =>
        [
            .. (await live.Hub.Services.GetRequiredService<FeedStore>().ReadAsync(feed, 0, 500, Cancellation)).Select(entry =>
                entry.Event.Id
            ),
        ];

    private async Task EndAsync(TestSender caller, string feed) =>
        (await live.JsonAsync(caller, HttpMethod.Delete, $"subscriptions/{feed}")).Is(HttpStatusCode.OK);

    private static IReadOnlyList<string> Ids(JsonNode page) => [.. page["events"]!.AsArray().Select(told => (string)told!["id"]!)];
}
