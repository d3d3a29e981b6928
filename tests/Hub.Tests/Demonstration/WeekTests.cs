using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using IntegrationHub.Cli.Demonstration.Week;
using IntegrationHub.Cli.Running;
using IntegrationHub.Testing;
using IntegrationHub.Tests.Http;
using IntegrationHub.Tests.Support;
using Json.Schema;

namespace IntegrationHub.Tests.Demonstration;

/// <summary>The week that <c>hub up --demo-speed</c> plays.</summary>
public sealed class WeekTests(LiveHub live) : IClassFixture<LiveHub>
{
    private static readonly DateTimeOffset End = new(2026, 5, 4, 9, 30, 0, TimeSpan.Zero);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private DataFolder Data => DataFolder.At(Path.GetDirectoryName(live.Keys)!);

    private CaseNaming Naming => WeekPlay.NamingOf(Data);

    [Fact]
    public void The_same_seed_and_end_give_the_same_week()
    {
        Assert.Equal(Bodies(WeekPlan.Make(1, End, Naming)), Bodies(WeekPlan.Make(1, End, Naming)));
        Assert.NotEqual(Bodies(WeekPlan.Make(1, End, Naming)), Bodies(WeekPlan.Make(2, End, Naming)));

        static IReadOnlyList<string> Bodies(WeekPlan plan) =>
            [.. plan.Steps.Select(step => Encoding.UTF8.GetString(step.Message.Message.Body))];
    }

    [Fact]
    public void It_is_told_in_order_ends_when_it_should_and_happens_in_all_places()
    {
        var plan = WeekPlan.Make(1, End, Naming);
        Assert.Equal(plan.Steps.Select(step => step.At).Order(), plan.Steps.Select(step => step.At));
        Assert.Equal(End, plan.Steps[^1].At);
        Assert.InRange(plan.Length, TimeSpan.FromDays(6), TimeSpan.FromDays(7));
        Assert.Equal(["hub-midvale", "hub-northfield", "hub-southport"], plan.Told.Select(told => told.Hub).Distinct().Order());
        Assert.InRange(plan.Steps.Count, 200, 600);
        var told = plan.Steps.Select(step => step.Message.Message.Name).ToHashSet();
        foreach (
            var kind in new[]
            {
                "Admitted",
                "Discharged",
                "care.encounter.died.v1",
                "care.encounter.admission-cancelled.v1",
                "care.encounter.transferred.v1",
                "care.discharge.assessment-answered.v1",
                "care.discharge.delayed.v1",
                "care.discharge.notice-answered.v1",
            }
        )
            Assert.Contains(kind, told);
    }

    [Fact]
    public void Each_of_its_events_is_as_the_schema_says()
    {
        var ofStays = Schema("care-stay-events.v1.json");
        var discharged = Schema("care-encounter-discharged.v1.json");
        var events = WeekPlan
            .Make(1, End, Naming)
            .Steps.Where(step => step.Message.Message.Path == "events")
            .Select(step => JsonNode.Parse(step.Message.Message.Body)!)
            .ToList();
        Assert.True(events.Count > 150, $"{events.Count} events");
        Assert.All(
            events,
            json =>
                Assert.True(
                    ((string?)json["type"] == "care.encounter.discharged.v1" ? discharged : ofStays)
                        .Evaluate(json, new EvaluationOptions { RequireFormatValidation = true })
                        .IsValid,
                    json.ToJsonString()
                )
        );
    }

    [Fact]
    public async Task Played_into_a_hub_its_boards_stand_as_the_week_tells()
    {
        var plan = WeekPlan.Make(1, TimeProvider.System.GetUtcNow(), Naming);
        var output = new StringWriter();
        await WeekPlay.PlayAsync(plan, Data, live.Address, TimeSpan.Zero, output, TimeProvider.System, Cancellation);
        await live.Hub.SweepAsync(Cancellation);

        Assert.Contains("day 1 of 7: 0 of", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("day 7 of 7", output.ToString(), StringComparison.Ordinal);
        foreach (var told in plan.Told.GroupBy(told => told.Hub))
        {
            var by = told.Key == "hub-southport" ? new TestSender("RX2", "discharge-coordinator") : TestSender.Coordinator;
            var board = (await live.AskAsync(by, HttpMethod.Get, $"boards/{told.Key}", Cancellation)).Is(HttpStatusCode.OK).Json;
            var stands = board["columns"]!
                .AsArray()
                .ToDictionary(column => (string)column!["column"]!, column => (int?)column!["count"] ?? column["cards"]!.AsArray().Count);
            var expected = told.Where(stay => stay.Column is not null).CountBy(stay => stay.Column!).ToDictionary();
            Assert.Equal(
                expected.OrderBy(pair => pair.Key, StringComparer.Ordinal),
                stands.Where(pair => pair.Value > 0).OrderBy(pair => pair.Key, StringComparer.Ordinal)
            );
        }
    }

    private static JsonSchema Schema(string name) =>
        JsonSchema.FromText(File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "schemas", name)));
}
