using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using IntegrationHub.Testing;
using IntegrationHub.Tests.Http;
using IntegrationHub.Tests.Support;

namespace IntegrationHub.Tests.Discharge;

/// <summary>What each organisation is asked, and how soon it answers: counted, never read out of the cases.</summary>
public sealed class FairnessTests(FairnessTests.StillHub live) : IClassFixture<FairnessTests.StillHub>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Alerts_and_assessments_are_on_one_scale_for_hosts_of_hubs_and_councils()
    {
        var (prompt, late, waiting) = (TestPerson.New(), TestPerson.New(), TestPerson.New());
        foreach (var person in new[] { prompt, late, waiting })
            await TellAsync(Messages.DischargedEvent(person, "stay"));
        await TellAsync(
            Messages.StayEvent(
                waiting,
                "care.discharge.assessment-asked.v1",
                new JsonObject { ["encounterId"] = "stay", ["of"] = "C90001" }
            )
        );
        Assert.Equal((3, 0, 0, 0), await CountsAsync("RX1"));
        Assert.Equal(1, (await CountsAsync("C90001")).Asked);

        live.Clock.Advance(TimeSpan.FromHours(1));
        await AcknowledgeAsync(prompt);
        Assert.Equal((3, 1, 0, 0), await CountsAsync("RX1"));
        live.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal((3, 1, 0, 2), await CountsAsync("RX1"));
        await AcknowledgeAsync(late);
        Assert.Equal((3, 2, 1, 1), await CountsAsync("RX1"));

        var figures = await FiguresAsync("RX1");
        Assert.Equal((1.0, 3.0), ((double)figures["medianHours"]!, (double)figures["ninetiethHours"]!));
    }

    [Theory]
    [InlineData("X90001", "clinician", "fairness", 403, "INT301")]
    [InlineData("RX1", "privacy-officer", "fairness", 403, "INT301")]
    [InlineData("C90001", "social-worker", "fairness?from=2026-13", 400, "INT513")]
    [InlineData("C90001", "social-worker", "fairness?from=2026-03&to=2026-02", 400, "INT513")]
    public async Task Who_may_not_see_it_and_what_is_no_month_is_refused(
        string organisation,
        string role,
        string path,
        int status,
        string code
    )
    {
        var reply = await live.AskAsync(new TestSender(organisation, role), HttpMethod.Get, path, Cancellation);
        Assert.Equal((status, code), (reply.Status, reply.Codes[0]));
    }

    private async Task AcknowledgeAsync(TestPerson person)
    {
        var record = live.Hub.RecordOf(person).Value;
        var claimed = (await PostAsync("discharge-hubs/hub-northfield/alerts/claim", new JsonObject { ["max"] = 32 })).Is(
            HttpStatusCode.OK
        );
        foreach (var alert in claimed.Json["alerts"]!.AsArray())
        {
            var verb = (string?)alert!["recordId"] == record ? "acknowledge" : "hand-back";
            var body = new JsonObject { ["lockToken"] = (string?)alert["lockToken"] };
            (await PostAsync($"discharge-hubs/hub-northfield/alerts/{alert["id"]}/{verb}", body)).Is(HttpStatusCode.NoContent);
        }

        await live.Hub.SweepAsync(Cancellation);
    }

    private async Task<(int Asked, int Answered, int Late, int Overdue)> CountsAsync(string organisation)
    {
        var figures = await FiguresAsync(organisation);
        return ((int)figures["asked"]!, (int)figures["answered"]!, (int)figures["late"]!, (int)figures["overdue"]!);
    }

    private async Task<JsonNode> FiguresAsync(string organisation)
    {
        var reply = await live.AskAsync(TestSender.Coordinator, HttpMethod.Get, "fairness?from=2025-01&to=2026-12", Cancellation);
        return reply.Is(HttpStatusCode.OK).Json["organisations"]!.AsArray().Single(each => (string?)each!["organisation"] == organisation)!;
    }

    private async Task TellAsync(TestMessage message)
    {
        Assert.True((await live.Hub.Client.SendAsync(message, Cancellation)).IsAcknowledgement);
        await live.Hub.SweepAsync(Cancellation);
    }

    private Task<Reply> PostAsync(string path, JsonNode body) =>
        live.AskAsync(
            TestSender.Coordinator,
            HttpMethod.Post,
            path,
            Cancellation,
            Encoding.UTF8.GetBytes(body.ToJsonString()),
            "application/json"
        );

    /// <summary>A hub whose clock moves when a test says so.</summary>
    public sealed class StillHub : LiveHub
    {
        public TestClock Clock { get; } = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

        protected override TimeProvider Time => Clock;
    }
}
