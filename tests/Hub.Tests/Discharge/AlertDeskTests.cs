using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using IntegrationHub.Testing;
using IntegrationHub.Tests.Http;
using IntegrationHub.Tests.Support;

namespace IntegrationHub.Tests.Discharge;

/// <summary>Discharge hubs take alerts over HTTP. Each test works the queue empty, so that the next begins with none.</summary>
public sealed class AlertDeskTests(AlertDeskTests.StillHub live) : IClassFixture<AlertDeskTests.StillHub>
{
    private const string Northfield = "hub-northfield";

    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    private static readonly TestSender Council = new("C90001", "social-worker");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_claimed_alert_names_the_record_its_rule_and_its_lease_and_is_closed_by_its_token()
    {
        var person = await DischargedAsync();

        var alert = Assert.Single(await ClaimAsync(TestSender.Coordinator));
        Assert.Equal(
            ["caseId", "id", "kind", "lockToken", "lockedUntil", "raisedAt", "recordId", "rule"],
            alert.AsObject().Select(property => property.Key).Order(StringComparer.Ordinal)
        );
        Assert.Equal("discharged", (string?)alert["kind"]);
        Assert.Equal(live.Hub.RecordOf(person).Value, (string?)alert["recordId"]);
        Assert.Equal(live.Clock.GetUtcNow() + Lease, (DateTimeOffset)alert["lockedUntil"]!);
        Assert.Empty(await ClaimAsync(Council));

        (await AcknowledgeAsync(Council, alert, "wrong")).Is(HttpStatusCode.Conflict);
        (await AcknowledgeAsync(TestSender.Coordinator, alert)).Is(HttpStatusCode.NoContent);
        (await AcknowledgeAsync(TestSender.Coordinator, alert)).Is(HttpStatusCode.NoContent);
        Assert.Empty(await ClaimAsync(TestSender.Coordinator));
    }

    [Fact]
    public async Task An_alert_that_nobody_acknowledged_goes_to_the_next_claimer_and_the_first_has_lost_it()
    {
        await DischargedAsync();
        var first = Assert.Single(await ClaimAsync(TestSender.Coordinator));

        live.Clock.Advance(Lease - TimeSpan.FromSeconds(1));
        Assert.Empty(await ClaimAsync(Council));
        live.Clock.Advance(TimeSpan.FromSeconds(1));
        (await AcknowledgeAsync(TestSender.Coordinator, first)).Is(HttpStatusCode.Conflict);
        var second = Assert.Single(await ClaimAsync(Council));

        Assert.Equal((string?)first["id"], (string?)second["id"]);
        Assert.NotEqual((string?)first["lockToken"], (string?)second["lockToken"]);
        (await AcknowledgeAsync(TestSender.Coordinator, first)).Is(HttpStatusCode.Conflict);
        (await AcknowledgeAsync(Council, second)).Is(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_persons_alerts_come_one_at_a_time_in_order_and_other_people_do_not_wait()
    {
        var person = TestPerson.New();
        await TellAsync(Messages.DischargedEvent(person, "first", at: Messages.Changed.AddDays(1)));
        await TellAsync(Messages.DischargedEvent(person, "second", at: Messages.Changed.AddDays(2)));
        var other = await DischargedAsync();

        var claimed = await ClaimAsync(TestSender.Coordinator, max: 32);
        Assert.Equal(
            new[] { live.Hub.RecordOf(person).Value, live.Hub.RecordOf(other).Value }.Order(StringComparer.Ordinal),
            claimed.Select(alert => (string)alert["recordId"]!).Order(StringComparer.Ordinal)
        );
        Assert.Empty(await ClaimAsync(Council, max: 32));
        foreach (var alert in claimed)
            (await AcknowledgeAsync(TestSender.Coordinator, alert)).Is(HttpStatusCode.NoContent);

        var next = Assert.Single(await ClaimAsync(Council, max: 32));
        Assert.Equal(live.Hub.RecordOf(person).Value, (string?)next["recordId"]);
        Assert.DoesNotContain((string?)next["id"], claimed.Select(alert => (string?)alert["id"]));
        (await AcknowledgeAsync(Council, next)).Is(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task No_two_claimers_ever_hold_the_same_alert()
    {
        const int People = 24;
        for (var i = 0; i < People; i++)
            await DischargedAsync();
        var held = new List<JsonNode>();

        while (held.Count < People)
        {
            var rounds = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ClaimAsync(TestSender.Coordinator, max: 3)));
            var round = rounds.SelectMany(alerts => alerts).ToList();
            Assert.NotEmpty(round);
            held.AddRange(round);
        }

        Assert.Equal(People, held.Select(alert => (string?)alert["id"]).Distinct().Count());
        Assert.Equal(People, held.Count);
        foreach (var alert in held)
            (await AcknowledgeAsync(TestSender.Coordinator, alert)).Is(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_claim_that_waits_is_answered_when_an_alert_arrives()
    {
        var waiting = ClaimAsync(TestSender.Coordinator, waitSeconds: 30);
        Assert.False(waiting.IsCompleted);
        var person = await DischargedAsync();

        var alert = Assert.Single(await waiting.WaitAsync(TimeSpan.FromSeconds(15), Cancellation));
        Assert.Equal(live.Hub.RecordOf(person).Value, (string?)alert["recordId"]);
        (await AcknowledgeAsync(TestSender.Coordinator, alert)).Is(HttpStatusCode.NoContent);
    }

    [Theory]
    [InlineData("RX2", "discharge-coordinator", "hub-northfield", 403, "INT301")]
    [InlineData("C90002", "social-worker", "hub-northfield", 403, "INT301")]
    [InlineData("X90001", "gp-system", "hub-northfield", 403, "INT301")]
    [InlineData("RX1", "clinician", "hub-northfield", 403, "INT301")]
    [InlineData("RX1", "discharge-coordinator", "hub-nowhere", 404, "INT503")]
    public async Task Who_does_not_serve_the_place_gets_no_alert(string organisation, string role, string hub, int status, string code)
    {
        var reply = await PostAsync(new TestSender(organisation, role), $"discharge-hubs/{hub}/alerts/claim", new JsonObject());
        Assert.Equal((status, code), (reply.Status, reply.Codes[0]));
    }

    [Fact]
    public async Task An_alert_of_another_hub_is_not_there()
    {
        await DischargedAsync();
        var alert = Assert.Single(await ClaimAsync(TestSender.Coordinator));

        var elsewhere = await AcknowledgeAsync(TestSender.Coordinator, alert, hub: "hub-midvale");
        Assert.Equal((404, "INT500"), (elsewhere.Status, elsewhere.Codes[0]));
        Assert.Equal(
            "INT500",
            (await AcknowledgeAsync(TestSender.Coordinator, new JsonObject { ["id"] = "none", ["lockToken"] = "x" })).Codes[0]
        );
        (await AcknowledgeAsync(TestSender.Coordinator, alert)).Is(HttpStatusCode.NoContent);
    }

    [Theory]
    [InlineData("""{"max":0}""", "INT502")]
    [InlineData("""{"max":33}""", "INT502")]
    [InlineData("""{"waitSeconds":31}""", "INT502")]
    [InlineData("""{"waitSeconds":-1}""", "INT502")]
    [InlineData("""{"max":"many"}""", "INT019")]
    [InlineData("""{"max":1.5}""", "INT019")]
    [InlineData("""[]""", "INT012")]
    public async Task A_claim_asks_within_bounds(string body, string code)
    {
        var reply = await live.AskAsync(
            TestSender.Coordinator,
            HttpMethod.Post,
            $"discharge-hubs/{Northfield}/alerts/claim",
            Cancellation,
            Encoding.UTF8.GetBytes(body),
            "application/json"
        );
        Assert.Equal((400, code), (reply.Status, reply.Codes[0]));
    }

    private async Task<TestPerson> DischargedAsync()
    {
        var person = TestPerson.New();
        await TellAsync(Messages.DischargedEvent(person, "stay"));
        return person;
    }

    /// <summary>Returns when the alert is on its queue.</summary>
    private async Task TellAsync(TestMessage message)
    {
        Assert.True((await live.Hub.Client.SendAsync(message, Cancellation)).IsAcknowledgement);
        await live.Hub.SweepAsync(Cancellation);
    }

    private async Task<IReadOnlyList<JsonNode>> ClaimAsync(TestSender caller, int max = 1, int waitSeconds = 0)
    {
        var asked = new JsonObject { ["max"] = max, ["waitSeconds"] = waitSeconds };
        var reply = await PostAsync(caller, $"discharge-hubs/{Northfield}/alerts/claim", asked);
        return [.. reply.Is(HttpStatusCode.OK).Json["alerts"]!.AsArray().Select(alert => alert!)];
    }

    private Task<Reply> AcknowledgeAsync(TestSender caller, JsonNode alert, string? token = null, string hub = Northfield) =>
        PostAsync(
            caller,
            $"discharge-hubs/{hub}/alerts/{alert["id"]}/acknowledge",
            new JsonObject { ["lockToken"] = token ?? (string?)alert["lockToken"] }
        );

    private Task<Reply> PostAsync(TestSender caller, string path, JsonNode body) =>
        live.AskAsync(caller, HttpMethod.Post, path, Cancellation, Encoding.UTF8.GetBytes(body.ToJsonString()), "application/json");

    /// <summary>A hub whose clock moves when a test says so.</summary>
    public sealed class StillHub : LiveHub
    {
        public TestClock Clock { get; } = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

        protected override TimeProvider Time => Clock;
    }
}
