using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using IntegrationHub.Fhir;
using IntegrationHub.Messaging;
using IntegrationHub.Tests.Http;
using IntegrationHub.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace IntegrationHub.Tests.Subscriptions;

/// <summary>HL7's guide Subscriptions R5 Backport, as its clients use it.</summary>
public sealed class FhirSubscriptionTests(LiveHub live) : IClassFixture<LiveHub>
{
    private const string Topic = "https://integration-hub.example/SubscriptionTopic/";
    private const string Guide = "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_subscription_is_shaken_hands_with_notified_by_numbers_and_answers_for_itself()
    {
        await using var receiver = await Receiver.StartAsync();
        var made = (await PostAsync(Resource(receiver.Url, "id-only"))).Is(HttpStatusCode.Created);
        var id = (string)made.Json["id"]!;
        Assert.Equal("active", (string?)made.Json["status"]);
        Assert.StartsWith("whsec_", made.Header("Webhook-Secret"), StringComparison.Ordinal);
        Assert.Equal($"/fhir/Subscription/{id}", made.Header("Location"));
        Assert.Equal(("handshake", "0"), StatusOf(JsonNode.Parse(receiver.Posts[0].Body)!));

        var told = SomeEvents.Referral(live.Hub) with { Focus = ["ServiceRequest/x", "Patient/y"] };
        await live.Hub.PublishAsync(told);
        await live.Hub.SentAsync();
        var notification = JsonNode.Parse(receiver.Posts[^1].Body)!;
        Assert.Equal("application/fhir+json; charset=utf-8", receiver.Posts[^1].Headers["Content-Type"]);
        Assert.Equal(("Bundle", "history"), ((string?)notification["resourceType"], (string?)notification["type"]));
        Assert.Equal(("event-notification", "1"), StatusOf(notification));
        var notified = Parameter(notification, "notification-event")["part"]!.AsArray();
        Assert.Equal("1", (string?)Part(notified, "event-number")["valueString"]);
        Assert.EndsWith(
            "/fhir/ServiceRequest/x",
            (string?)Part(notified, "focus")["valueReference"]!["reference"],
            StringComparison.Ordinal
        );
        Assert.Equal("GET", (string?)notification["entry"]![0]!["request"]!["method"]);
        IsValid(notification);

        var status = (await GetAsync($"fhir/Subscription/{id}/$status")).Is(HttpStatusCode.OK).Json;
        Assert.Equal("searchset", (string?)status["type"]);
        Assert.Equal(("query-status", "1"), StatusOf(status));
        var events = (await GetAsync($"fhir/Subscription/{id}/$events?eventsSinceNumber=1")).Is(HttpStatusCode.OK).Json;
        Assert.Equal(("query-event", "1"), StatusOf(events));
        var read = (await GetAsync($"fhir/Subscription/{id}")).Is(HttpStatusCode.OK).Json;
        Assert.Equal(Topic + "social-care-referral", (string?)read["criteria"]);
        Assert.Equal("id-only", (string?)read["channel"]!["_payload"]!["extension"]![0]!["valueCode"]);

        Assert.Equal(204, (await DeleteAsync(id)).Status);
        Assert.Equal(["INT600"], (await GetAsync($"fhir/Subscription/{id}")).Codes);
        await live.Hub.PublishAsync(SomeEvents.Referral(live.Hub));
        await live.Hub.SentAsync();
        Assert.Equal(2, receiver.Posts.Count);
    }

    [Fact]
    public async Task Empty_tells_only_that_there_is_something()
    {
        await using var receiver = await Receiver.StartAsync();
        var id = (string)(await PostAsync(Resource(receiver.Url, "empty"))).Is(HttpStatusCode.Created).Json["id"]!;
        var told = SomeEvents.Referral(live.Hub);
        await live.Hub.PublishAsync(told);
        await live.Hub.SentAsync();

        Assert.DoesNotContain(told.Record.Value, receiver.Posts[^1].Body, StringComparison.Ordinal);
        Assert.Equal(
            "1",
            (string?)
                Part(Parameter(JsonNode.Parse(receiver.Posts[^1].Body)!, "notification-event")["part"]!.AsArray(), "event-number")[
                    "valueString"
                ]
        );
        await DeleteAsync(id);
    }

    [Fact]
    public async Task Full_resources_are_sent_only_where_the_organisation_may_read_them_at_that_moment()
    {
        await using var receiver = await Receiver.StartAsync();
        var id = (string)(await PostAsync(Resource(receiver.Url, "full-resource"))).Is(HttpStatusCode.Created).Json["id"]!;
        var (near, far) = (TestPerson.New(), TestPerson.New());
        await live.Hub.Client.SendAsync(Messages.Gp(near, 2), Cancellation);
        await live.Hub.Client.SendAsync(
            Messages.Gp(far, 2, district: "Southport", from: new TestSender("X90003", "gp-system")),
            Cancellation
        );
        var events = new List<HubEvent>();
        foreach (var person in new[] { near, far })
        {
            var record = live.Hub.RecordOf(person);
            events.Add(SomeEvents.Referral(live.Hub) with { Record = record, Focus = [$"Patient/{record}"] });
            await live.Hub.PublishAsync(events[^1]);
            await live.Hub.SentAsync();
        }

        var notifications = receiver.Posts.Skip(1).Select(post => JsonNode.Parse(post.Body)!["entry"]!.AsArray()).ToList();
        Assert.Equal("Patient", (string?)notifications[0][1]!["resource"]!["resourceType"]);
        Assert.Single(notifications[1]);

        // The ledger says what was withheld, and so does the answer to why.
        var attempts = (await live.LedgerAsync(TestSender.Council, id)).Select(line => line!["attempts"]![0]!).ToList();
        Assert.Null(attempts[0]["notShown"]);
        Assert.Equal($"Patient/{live.Hub.RecordOf(far)}", (string?)Assert.Single(attempts[1]["notShown"]!.AsArray()));
        foreach (var (told, isWhole) in events.Zip(new[] { true, false }))
        {
            var why = (string)(await GetAsync($"deliveries/why?event={told.Id}")).Is(HttpStatusCode.OK).Json["why"]!;
            Assert.Equal(!isWhole, why.Contains("Named and not shown", StringComparison.Ordinal));
        }

        await DeleteAsync(id);
    }

    [Fact]
    public async Task An_error_is_left_by_asking_again()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = Receiver.With(StatusCodes.Status500InternalServerError);
        var made = (await PostAsync(Resource(receiver.Url, "id-only"))).Is(HttpStatusCode.Created).Json;
        var id = (string)made["id"]!;
        Assert.Equal("requested", (string?)made["status"]);
        receiver.Answer = Receiver.With(StatusCodes.Status200OK);
        Assert.Equal("active", (string?)(await PutAsync(id, Resource(receiver.Url, "id-only"))).Is(HttpStatusCode.OK).Json["status"]);

        receiver.Answer = Receiver.With(StatusCodes.Status410Gone);
        var told = SomeEvents.Referral(live.Hub);
        await live.Hub.PublishAsync(told);
        await live.Hub.SentAsync();
        Assert.Equal("error", (string?)(await GetAsync($"fhir/Subscription/{id}")).Json["status"]);
        receiver.Answer = Receiver.With(StatusCodes.Status200OK);
        Assert.Equal("active", (string?)(await PutAsync(id, Resource(receiver.Url, "id-only"))).Is(HttpStatusCode.OK).Json["status"]);

        // What the address was gone for comes at once, not a day later.
        await live.Hub.SentAsync();
        Assert.Equal(2, receiver.Posts.Count(post => post.Id == told.Id));
        await DeleteAsync(id);
    }

    [Fact]
    public async Task What_the_hub_cannot_keep_is_refused_by_its_code()
    {
        foreach (
            var (change, code) in new (Action<JsonObject>, string)[]
            {
                (one => one["criteria"] = "Observation?code=1", "INT601"),
                (one => one["channel"]!["type"] = "email", "INT609"),
                (one => one["channel"]!["endpoint"] = "https://10.0.0.1/", "INT604"),
                (one => one["channel"]!["header"] = new JsonArray("Authorization: Bearer x"), "INT618"),
                (one => one["channel"]!["_payload"]!["extension"]![0]!["valueCode"] = "everything", "INT618"),
                (one => one["end"] = "2020-01-01T00:00:00Z", "INT616"),
                (one => one["_criteria"] = Extension("backport-filter-criteria", "valueString", "place=southport"), "INT603"),
            }
        )
        {
            var resource = Resource("https://council.example/hook", "id-only");
            change(resource);
            Assert.Equal([code], (await PostAsync(resource)).Codes);
        }
    }

    [Fact]
    public async Task Topics_are_found_by_whoever_asks()
    {
        var statement = (await GetAsync("fhir/metadata")).Json;
        var subscription = statement["rest"]![0]!["resource"]!.AsArray().Single(one => (string?)one!["type"] == "Subscription")!;
        var topics = subscription["extension"]!.AsArray().Select(one => (string)one!["valueCanonical"]!).ToList();
        Assert.Contains(Topic + "record-changed", topics);
        foreach (var topic in topics)
        {
            var basic = (await GetAsync($"fhir/Basic/{topic.Split('/')[^1]}")).Is(HttpStatusCode.OK).Json;
            Assert.Equal(topic, (string?)basic["extension"]![0]!["valueUri"]);
        }
    }

    private static JsonObject Resource(string url, string payload) =>
        new()
        {
            ["resourceType"] = "Subscription",
            ["status"] = "requested",
            ["reason"] = "To hear of referrals",
            ["criteria"] = Topic + "social-care-referral",
            ["channel"] = new JsonObject
            {
                ["type"] = "rest-hook",
                ["endpoint"] = url,
                ["payload"] = "application/fhir+json",
                ["_payload"] = Extension("backport-payload-content", "valueCode", payload),
            },
        };

    private static JsonObject Extension(string name, string type, string value) =>
        new() { ["extension"] = new JsonArray(new JsonObject { ["url"] = Guide + name, [type] = value }) };

    private static (string?, string?) StatusOf(JsonNode bundle) =>
        ((string?)Parameter(bundle, "type")["valueCode"], (string?)Parameter(bundle, "events-since-subscription-start")["valueString"]);

    private static JsonNode Parameter(JsonNode bundle, string name) =>
        Part(bundle["entry"]![0]!["resource"]!["parameter"]!.AsArray(), name);

    private static JsonNode Part(JsonArray parts, string name) => parts.Single(part => (string?)part!["name"] == name)!;

    /// <summary>The hub's own strict reader takes it.</summary>
    private static void IsValid(JsonNode bundle)
    {
        var reading = FhirReader.Read(Encoding.UTF8.GetBytes(bundle.ToJsonString()), new JsonLimits(), lenient: false);
        Assert.Empty(reading.Errors.Select(error => $"{error.Code} {error.Location} {error.Reason}"));
    }

    private Task<Reply> PostAsync(JsonObject resource) => live.PostAsync(TestSender.Council, "fhir/Subscription", resource, Cancellation);

    private Task<Reply> PutAsync(string id, JsonObject resource)
    {
        resource["id"] = id;
        return live.AskAsync(
            TestSender.Council,
            HttpMethod.Put,
            $"fhir/Subscription/{id}",
            Cancellation,
            Encoding.UTF8.GetBytes(resource.ToJsonString())
        );
    }

    private Task<Reply> GetAsync(string path) => live.AskAsync(TestSender.Council, HttpMethod.Get, path, Cancellation);

    private Task<Reply> DeleteAsync(string id) =>
        live.AskAsync(TestSender.Council, HttpMethod.Delete, $"fhir/Subscription/{id}", Cancellation);
}
