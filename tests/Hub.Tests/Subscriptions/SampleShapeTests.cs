using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using IntegrationHub.Testing;
using IntegrationHub.Tests.Http;
using IntegrationHub.Tests.Support;

namespace IntegrationHub.Tests.Subscriptions;

/// <summary>
/// What others' servers send in the same guide, element by element: whatever a sample has, the hub's own has too, but for the differences that
/// are written down here. Parameters and extensions are told apart by their names, not by where they stand.
/// </summary>
public sealed class SampleShapeTests(LiveHub live) : IClassFixture<LiveHub>
{
    private const string Candle = "samples/fhir-candle-subscriptions/";
    private const string Subscription = Candle + "Subscription-encounter-complete.json";
    private const string Signals = "samples/mns-signals";

    /// <summary>Of a server that stores its notifications as resources; the hub's are messages, and have a profile.</summary>
    private static readonly string[] OfStored = ["meta.versionId", "meta.lastUpdated", "entry.resource.id"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_handshake_and_a_notification_have_all_that_candles_have()
    {
        var (handshake, notification) = await SentAsync();

        // The guide's profile for R4 has a reference there (backport-subscription-status-r4), as the NHS's signals do.
        string[] differences = [.. OfStored, "entry.resource.parameter[subscription].valueString"];
        AssertHas(Sample(Candle + "Bundle-notification-handshake.json"), handshake, differences);
        AssertHas(Sample(Candle + "Bundle-notification-id.json"), notification, differences);
    }

    [Fact]
    public async Task A_notification_has_all_that_the_NHSs_signals_have_by_the_guide()
    {
        var (_, notification) = await SentAsync();
        var folder = SharedMaterial.TryFind(Signals);
        Assert.SkipWhen(folder is null, $"../shared/{Signals} is not there.");
        var compared = 0;
        foreach (var file in System.IO.Directory.EnumerateFiles(folder, "*.json"))
        {
            var signal = JsonNode.Parse(await File.ReadAllTextAsync(file, Cancellation))!;
            if ((string?)signal["resourceType"] is not "Bundle")
                continue;
            compared++;
            // Below "additional-context" beside the events stand the NHS's own parameters, and of the second entry on its own resources.
            while (signal["entry"]!.AsArray().Count > 1)
                signal["entry"]!.AsArray().RemoveAt(1);
            foreach (var own in signal["entry"]![0]!["resource"]!["parameter"]!.AsArray().ToList())
            {
                if ((string?)own!["name"] is "additional-context")
                    signal["entry"]![0]!["resource"]!["parameter"]!.AsArray().Remove(own);
            }

            AssertHas(signal, notification, OfStored);
        }

        Assert.InRange(compared, 1, int.MaxValue);
    }

    [Fact]
    public async Task A_subscription_is_given_back_with_all_that_candles_has()
    {
        await using var receiver = await Receiver.StartAsync();
        var sample = Sample(Subscription);
        var wanted = ToReferrals(sample, receiver);
        wanted["_criteria"]!["extension"]![0]!["valueString"] = "place=northfield";

        var address = await SubscribeAsync(wanted);
        var read = (await live.AskAsync(TestSender.Council, HttpMethod.Get, address, Cancellation)).Is(HttpStatusCode.OK);

        // It is taken as an integer too, and given back as what the guide defines it as.
        AssertHas(sample, read.Json, [.. OfStored, "channel.extension[backport-heartbeat-period].valueInteger"]);
        Assert.Equal(120, (int?)read.Json["channel"]!["extension"]![0]!["valueUnsignedInt"]);
        await EndAsync(address);
    }

    [Fact]
    public async Task A_topic_has_all_that_candles_has_of_what_subscribers_need()
    {
        const string Topic = "extension[extension-SubscriptionTopic.";
        var read = await live.AskAsync(TestSender.Council, HttpMethod.Get, "fhir/Basic/social-care-referral", Cancellation);

        // A topic of the hub's is raised by what was decided, not by a change of one resource, and its filters are words, not search parameters.
        AssertHas(
            Sample(Candle + "Basic-topic-encounter-complete.json"),
            read.Is(HttpStatusCode.OK).Json,
            [
                .. OfStored,
                Topic + "date]",
                Topic + "name]",
                Topic + "resourceTrigger]",
                Topic + "notificationShape]",
                Topic + "canFilterBy].extension[description]",
                Topic + "canFilterBy].extension[resource]",
                Topic + "canFilterBy].extension[modifier]",
                Topic + "canFilterBy].extension[comparator]",
            ]
        );
    }

    private async Task<(JsonNode Handshake, JsonNode Notification)> SentAsync()
    {
        await using var receiver = await Receiver.StartAsync();
        var wanted = ToReferrals(Sample(Subscription), receiver);
        wanted.Remove("_criteria");
        var address = await SubscribeAsync(wanted);
        await live.Hub.PublishAsync(SomeEvents.Referral(live.Hub) with { Focus = ["ServiceRequest/x", "Patient/y"] });
        await live.Hub.SentAsync();
        await EndAsync(address);
        return (JsonNode.Parse(receiver.Posts[0].Body)!, JsonNode.Parse(receiver.Posts[^1].Body)!);
    }

    /// <summary>The sample's own wish, for a topic of the hub's and an address of the test's.</summary>
    private static JsonObject ToReferrals(JsonNode sample, Receiver receiver)
    {
        var wanted = sample.DeepClone().AsObject();
        wanted["criteria"] = "https://integration-hub.example/SubscriptionTopic/social-care-referral";
        wanted["channel"]!["endpoint"] = receiver.Url;
        wanted["end"] = "2099-01-01T00:00:00Z";
        return wanted;
    }

    private async Task<string> SubscribeAsync(JsonObject wanted)
    {
        var made = await live.PostAsync(TestSender.Council, "fhir/Subscription", wanted, Cancellation);
        return $"fhir/Subscription/{made.Is(HttpStatusCode.Created).Json["id"]}";
    }

    private async Task EndAsync(string address) =>
        (await live.AskAsync(TestSender.Council, HttpMethod.Delete, address, Cancellation)).Is(HttpStatusCode.NoContent);

    private static JsonNode Sample(string path)
    {
        var file = SharedMaterial.TryFind(path);
        Assert.SkipWhen(file is null, $"../shared/{path} is not there.");
        return JsonNode.Parse(File.ReadAllText(file, Encoding.UTF8))!;
    }

    private static void AssertHas(JsonNode sample, JsonNode own, IReadOnlyList<string> differences)
    {
        var wanted = Shape(sample).Where(path => !differences.Any(other => path.StartsWith(other, StringComparison.Ordinal))).ToHashSet();
        Assert.NotEmpty(wanted);
        Assert.Empty(wanted.Except(Shape(own)));
    }

    /// <summary>The paths of all values.</summary>
    private static IEnumerable<string> Shape(JsonNode? node, string path = "") =>
        node switch
        {
            JsonObject members => members.SelectMany(member => Shape(member.Value, path.Length == 0 ? member.Key : $"{path}.{member.Key}")),
            JsonArray items => items.SelectMany(item => Shape(item, path + NameOf(item))),
            _ => [path],
        };

    private static string NameOf(JsonNode? item) =>
        item is JsonObject one && ((string?)one["name"] ?? (string?)one["url"]) is { } name ? $"[{name.Split('/')[^1]}]" : "";
}
