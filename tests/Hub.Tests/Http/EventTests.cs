using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using IntegrationHub.Tests.Support;

namespace IntegrationHub.Tests.Http;

/// <summary>CloudEvents 1.0 over HTTP, from systems that do not speak FHIR.</summary>
public sealed class EventTests(LiveHub live) : IClassFixture<LiveHub>
{
    private const string Structured = "application/cloudevents+json";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_structured_and_a_binary_event_come_to_the_same_entry_and_alert()
    {
        var (one, other) = (TestPerson.New(), TestPerson.New());
        (await PostAsync(Messages.DischargedEvent(one, "stay").Body, Structured)).Is(HttpStatusCode.Accepted);
        (await PostAsync(Data(other), "application/json", Attributes())).Is(HttpStatusCode.Accepted);
        await live.Hub.SweepAsync(Cancellation);

        var entries = new List<(string, string?, string?)>();
        foreach (var person in new[] { one, other })
        {
            var entry = Assert.Single((await live.Hub.Truth.ReadAsync(live.Hub.RecordOf(person), Cancellation))!.Entries);
            entries.Add((entry.Content!.Section.Code, entry.Content.Status, entry.Content.Display));
            Assert.Single(await live.Hub.AlertsOfAsync(person, Cancellation));
        }

        Assert.Equal(("discharge-details", "finished", "Discharged from hospital"), entries[0]);
        Assert.Equal(entries[0], entries[1]);
    }

    [Fact]
    public async Task A_repeated_event_is_accepted_again_and_has_one_effect_and_its_id_with_other_content_is_refused()
    {
        var message = Messages.DischargedEvent(TestPerson.New(), "stay", id: Messages.NewName("event"));
        for (var i = 0; i < 3; i++)
            (await PostAsync(message.Body, Structured)).Is(HttpStatusCode.Accepted);
        Assert.Equal((1, 1), await live.Hub.Truth.SeenOfAsync(live.Hub.RecordOf(message.Person), message, Cancellation));

        var other = JsonNode.Parse(message.Body)!;
        other["data"]!["destination"] = "elsewhere";
        var refused = await PostAsync(Encoding.UTF8.GetBytes(other.ToJsonString()), Structured);
        Assert.Equal((422, "INT400"), (refused.Status, refused.Codes[0]));
    }

    [Theory]
    [InlineData("ce-id")]
    [InlineData("ce-source")]
    [InlineData("ce-type")]
    public async Task A_binary_event_without_a_required_attribute_is_refused(string missing)
    {
        var reply = await PostAsync(Data(TestPerson.New()), "application/json", [.. Attributes().Where(header => header.Name != missing)]);
        Assert.Equal((400, "INT250"), (reply.Status, reply.Codes[0]));
    }

    [Theory]
    [InlineData("specversion", "0.3", 400, "INT250")]
    [InlineData("id", "", 400, "INT250")]
    [InlineData("source", "not a uri", 400, "INT250")]
    [InlineData("time", "2025-01-01", 400, "INT250")]
    [InlineData("time", "yesterday", 400, "INT250")]
    [InlineData("type", "care.encounter.discharged.v2", 422, "INT251")]
    [InlineData("source", "urn:ods:C90001", 403, "INT253")]
    [InlineData("data", "text", 422, "INT252")]
    [InlineData("data.encounterId", "", 422, "INT252")]
    [InlineData("data.dischargedAt", "soon", 422, "INT252")]
    [InlineData("data.nhsNumber", "9990000019", 422, "INT200")]
    public async Task An_attribute_that_breaks_its_rule_is_refused_with_its_place(string place, string value, int status, string code)
    {
        var json = JsonNode.Parse(Messages.DischargedEvent(TestPerson.New(), "stay").Body)!;
        var parts = place.Split('.');
        (parts.Length == 1 ? json : json[parts[0]]!)[parts[^1]] = value;

        var reply = await PostAsync(Encoding.UTF8.GetBytes(json.ToJsonString()), Structured);
        Assert.Equal((status, code), (reply.Status, reply.Codes[0]));
        Assert.Contains(parts[0], (string?)reply.Json["errors"]![0]!["location"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_of_events_is_not_taken()
    {
        var reply = await PostAsync("[]"u8.ToArray(), "application/cloudevents-batch+json");
        Assert.Equal((415, "INT002"), (reply.Status, reply.Codes[0]));
    }

    private static (string Name, string Value)[] Attributes() =>
        [
            ("ce-specversion", "1.0"),
            ("ce-id", Messages.NewName("event")),
            ("ce-source", "urn:ods:RX1"),
            ("ce-type", "care.encounter.discharged.v1"),
            ("ce-time", "2025-01-08T08:00:00Z"),
            ("ce-extension", "%E2%82%AC%20euro"),
        ];

    private static byte[] Data(TestPerson person) =>
        Encoding.UTF8.GetBytes(
            new JsonObject
            {
                ["nhsNumber"] = person.Number,
                ["encounterId"] = "stay",
                ["dischargedAt"] = "2025-01-08T08:00:00Z",
            }.ToJsonString()
        );

    private Task<Reply> PostAsync(byte[] body, string contentType, params (string Name, string Value)[] headers) =>
        live.AskAsync(TestSender.Trust, HttpMethod.Post, "events", Cancellation, body, contentType, headers);
}
