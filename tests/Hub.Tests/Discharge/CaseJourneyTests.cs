using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Azure.Messaging.ServiceBus;
using IntegrationHub.CareRecord;
using IntegrationHub.Discharge.Boards;
using IntegrationHub.Discharge.Cases;
using IntegrationHub.Discharge.Projection;
using IntegrationHub.Identifiers;
using IntegrationHub.Tests.Http;
using IntegrationHub.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Tests.Discharge;

/// <summary>Stays as they go, from the messages that tell of them to the case, its alerts and the boards; through HTTP.</summary>
public sealed class CaseJourneyTests(LiveHub live) : IClassFixture<LiveHub>
{
    private const string Northfield = "hub-northfield";
    private const string Southport = "hub-southport";

    private static readonly TestSender Coordinator = TestSender.Coordinator;
    private static readonly TestSender SocialWorker = new("C90001", "social-worker");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private TestHub Hub => live.Hub;

    [Fact]
    public async Task A_stay_goes_from_admission_to_discharge_and_each_step_moves_case_alerts_and_boards()
    {
        var person = TestPerson.New();
        await TellAsync(Messages.Gp(person, entries: 2));
        await TellAsync(Messages.Stay(person, "stay", discharged: false, version: 1));
        await IsAsync(person, CaseState.InHospital, [], "in-hospital");

        await TellAsync(Event(person, "care.discharge.criteria-to-reside.v1", hours: 3, ("met", false)));
        await IsAsync(person, CaseState.Ready, ["ready-for-discharge"], "ready");
        await TellAsync(Event(person, "care.discharge.referred-to-hub.v1", hours: 4));
        await IsAsync(person, CaseState.Referred, ["ready-for-discharge", "pathway-needed"], "referred");
        await TellAsync(Event(person, "care.discharge.pathway-agreed.v1", hours: 5, ("pathway", 1)));
        await IsAsync(person, CaseState.Planning, ["ready-for-discharge", "pathway-needed", "pathway-agreed"], "planning");

        await TellAsync(Messages.Stay(person, "stay", discharged: true, version: 2));
        var left = await IsAsync(
            person,
            CaseState.Discharged,
            ["ready-for-discharge", "pathway-needed", "pathway-agreed", "discharged"],
            BoardColumn.Left
        );
        Assert.Equal((1, "usual-address", "C90001"), (left.PathwayAgreed, left.HubRule, left.Council));
        Assert.Equal(left.Alerts[2].Id, left.Alerts[1].SupersededBy);
        Assert.All(left.Alerts.Where((_, n) => n != 1), alert => Assert.Null(alert.SupersededBy));
    }

    [Fact]
    public async Task A_newer_alert_takes_the_place_of_one_that_nobody_has_taken()
    {
        var person = await AdmittedAsync();
        await TellAsync(Event(person, "care.discharge.referred-to-hub.v1", hours: 4));
        await TellAsync(Event(person, "care.discharge.pathway-agreed.v1", hours: 5, ("pathway", 2)));

        var alert = Assert.Single(await ClaimAllOfAsync(person));
        Assert.Equal("pathway-agreed", (string?)alert["kind"]);
        Assert.Empty(await Hub.AlertsOfAsync(person, Cancellation));
    }

    [Fact]
    public async Task What_holders_do_with_an_alert_stands_in_the_case()
    {
        var person = await ReadyAsync();
        var first = Assert.Single(await ClaimAllOfAsync(person));
        await DoAsync(first, "hand-back");
        var second = Assert.Single(await ClaimAllOfAsync(person, SocialWorker));
        Assert.Equal((string?)first["id"], (string?)second["id"]);
        (await WorkAsync(first, "acknowledge")).Is(HttpStatusCode.Conflict);
        await DoAsync(second, "acknowledge");
        await DoAsync(second, "acknowledge");
        Assert.Equal("INT504", (await WorkAsync(second, "hand-back")).Codes[0]);
        await DoAsync(second, "escalate", reason: "No bed to be had");
        await DoAsync(second, "complete");
        Assert.Equal("INT505", (await WorkAsync(second, "withdraw", reason: "Not ours")).Codes[0]);
        await DoAsync(second, "complete");

        var stay = await CaseOfAsync(person);
        Assert.Equal(
            [
                StayFactKind.AlertClaimed,
                StayFactKind.AlertHandedBack,
                StayFactKind.AlertClaimed,
                StayFactKind.AlertAcknowledged,
                StayFactKind.AlertEscalated,
                StayFactKind.AlertCompleted,
            ],
            stay.Work.Select(work => work.Kind)
        );
        Assert.Equal(["ready-for-discharge", "escalated"], stay.Alerts.Select(alert => alert.Kind));
        Assert.NotNull(stay.Alerts[0].AcknowledgedAt);
        Assert.True(await ParkedAsync() is "[]", await ParkedAsync());
    }

    [Theory]
    [InlineData("escalate", null)]
    [InlineData("withdraw", "no")]
    [InlineData("pass-on", "")]
    public async Task What_leaves_a_holders_hands_undone_needs_a_reason(string verb, string? reason)
    {
        var alert = Assert.Single(await ClaimAllOfAsync(await ReadyAsync()));
        Assert.Equal("INT508", (await WorkAsync(alert, verb, reason: reason, toHub: Southport)).Codes[0]);
        await DoAsync(alert, "acknowledge");
    }

    [Fact]
    public async Task A_case_that_is_passed_on_leaves_the_one_board_for_the_other_whose_hub_is_told()
    {
        var person = await ReadyAsync();
        var alert = Assert.Single(await ClaimAllOfAsync(person));
        Assert.Equal("INT506", (await WorkAsync(alert, "pass-on", "Lives elsewhere", "hub-nowhere")).Codes[0]);
        Assert.Equal("INT506", (await WorkAsync(alert, "pass-on", "Lives elsewhere", Northfield)).Codes[0]);
        await DoAsync(alert, "pass-on", "Lives elsewhere", Southport);
        Assert.True(await ParkedAsync() is "[]", await ParkedAsync());

        var stay = await CaseOfAsync(person);
        Assert.Equal([Southport], stay.Hubs);
        Assert.Null(await CardAsync(Northfield, stay.Id));
        Assert.NotNull(await CardAsync(Southport, stay.Id));
        Assert.Equal("passed-on", KindOf(Assert.Single(await Hub.AlertsOfAsync(person, Cancellation, Southport))));
    }

    [Fact]
    public async Task A_person_who_moves_takes_the_case_along_and_both_hubs_are_told()
    {
        var person = await ReadyAsync();
        await TellAsync(Messages.Gp(person, entries: 2, district: "Southport"));

        var stay = await CaseOfAsync(person);
        Assert.Equal([Southport], stay.Hubs);
        Assert.Equal("C90003", stay.Council);
        Assert.Null(await CardAsync(Northfield, stay.Id));
        Assert.Null(await CardAsync("C90001", stay.Id));
        Assert.NotNull(await CardAsync(Southport, stay.Id));
        Assert.NotNull(await CardAsync("C90003", stay.Id));
        Assert.Equal(["passed-on"], (await Hub.AlertsOfAsync(person, Cancellation, Southport)).Select(KindOf));
        var left = await ClaimAllOfAsync(person);
        Assert.Equal(["withdrawn"], left.Select(alert => (string?)alert["kind"]));
    }

    [Fact]
    public async Task A_withdrawn_case_waits_for_nobody_until_something_new_is_told()
    {
        var person = await ReadyAsync();
        await DoAsync(Assert.Single(await ClaimAllOfAsync(person)), "withdraw", "Goes home with family");
        Assert.True((await CaseOfAsync(person)).Withdrawn);
        Assert.Equal(CaseTurn.Nobody, (await CardAsync(Northfield, (await CaseOfAsync(person)).Id))!.Turn);

        await TellAsync(Event(person, "care.discharge.referred-to-hub.v1", days: 4000));
        Assert.False((await CaseOfAsync(person)).Withdrawn);
    }

    [Fact]
    public async Task Whoever_only_the_sender_could_name_leaves_the_boards_for_the_record_when_the_number_is_known()
    {
        var person = TestPerson.New();
        await TellAsync(Messages.Stay(person, "stay", discharged: false, version: 1, withNumber: false));
        var before = await BoardAsync(Northfield);
        await TellAsync(Messages.Gp(person, entries: 2, from: TestSender.Trust));

        var stay = await CaseOfAsync(person);
        Assert.Equal(CaseState.InHospital, stay.State);
        var after = await BoardAsync(Northfield);
        Assert.Equal(CountIn(before, "in-hospital"), CountIn(after, "in-hospital"));
        Assert.NotNull(await CardAsync(Northfield, stay.Id));
    }

    [Fact]
    public async Task Commits_that_are_projected_together_raise_the_alerts_that_they_raise_apart()
    {
        var person = await AdmittedAsync();
        await Hub.BrokerDownAsync();
        foreach (
            var message in new[]
            {
                Event(person, "care.discharge.criteria-to-reside.v1", hours: 3, ("met", false)),
                Event(person, "care.discharge.criteria-to-reside.v1", hours: 6, ("met", true)),
                Event(person, "care.discharge.criteria-to-reside.v1", hours: 9, ("met", false)),
            }
        )
            Assert.True((await Hub.Client.SendAsync(message, Cancellation)).IsAcknowledgement);
        Hub.BrokerUp();
        await Hub.SweepAsync(Cancellation);

        Assert.Equal(
            ["ready-for-discharge", "no-longer-ready", "ready-for-discharge"],
            (await Hub.AlertsOfAsync(person, Cancellation)).Select(KindOf)
        );
    }

    private async Task<DischargeCase> IsAsync(TestPerson person, CaseState state, string[] alerts, string column)
    {
        var stay = await CaseOfAsync(person);
        Assert.Equal(state, stay.State);
        Assert.Equal(alerts, stay.Alerts.Select(alert => alert.Kind));
        Assert.Equal(alerts, (await Hub.AlertsOfAsync(person, Cancellation)).Select(KindOf));
        foreach (var board in new[] { Northfield, "C90001" })
        {
            var card = await CardAsync(board, stay.Id);
            Assert.Equal(column, BoardColumn.Of(card!));
            Assert.Contains("TESTCASE", card!.Person!.Name, StringComparison.OrdinalIgnoreCase);
        }

        return stay;
    }

    private async Task<TestPerson> AdmittedAsync()
    {
        var person = TestPerson.New();
        await TellAsync(Messages.Stay(person, "stay", discharged: false, version: 1));
        return person;
    }

    private async Task<TestPerson> ReadyAsync()
    {
        var person = await AdmittedAsync();
        await TellAsync(Event(person, "care.discharge.criteria-to-reside.v1", hours: 3, ("met", false)));
        return person;
    }

    private static TestMessage Event(TestPerson person, string type, int hours = 2, params (string Name, JsonNode Value)[] more) =>
        Event(person, type, TimeSpan.FromHours(hours), more);

    private static TestMessage Event(TestPerson person, string type, int days) => Event(person, type, TimeSpan.FromDays(days), []);

    private static TestMessage Event(TestPerson person, string type, TimeSpan after, (string Name, JsonNode Value)[] more)
    {
        var at = Messages.Changed.AddDays(1) + after;
        // Nothing is told before it has happened.
        var told = at < TimeProvider.System.GetUtcNow() ? at : TimeProvider.System.GetUtcNow();
        var data = new JsonObject
        {
            ["encounterId"] = "stay",
            ["at"] = told.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture),
        };
        foreach (var (name, value) in more)
            data[name] = value.DeepClone();
        return Messages.StayEvent(person, type, data);
    }

    /// <summary>Returns when what the message left to do is done.</summary>
    private async Task TellAsync(TestMessage message)
    {
        var answer = await Hub.Client.SendAsync(message, Cancellation);
        Assert.True(answer.IsAcknowledgement, $"{(int)answer.Status} {answer.Text}");
        await Hub.SweepAsync(Cancellation);
    }

    private async Task<DischargeCase> CaseOfAsync(TestPerson person)
    {
        await Hub.SweepAsync(Cancellation);
        var store = Hub.Services.GetRequiredService<CaseStore>();
        return Assert.Single((await store.ReadAsync(Hub.RecordOf(person), Cancellation)).Cases).Case;
    }

    private Task<BoardCard?> CardAsync(string board, string caseId) =>
        Hub.Services.GetRequiredService<BoardReads>().ReadCardAsync(board, caseId, Cancellation);

    private Task<BoardView> BoardAsync(string board) => Hub.Services.GetRequiredService<BoardReads>().ReadAsync(board, [], Cancellation);

    private static int? CountIn(BoardView board, string column) => board.Columns.Single(each => each.Name == column).Count;

    private async Task<IReadOnlyList<JsonNode>> ClaimAllOfAsync(TestPerson person, TestSender? by = null)
    {
        var reply = await PostAsync(by ?? Coordinator, $"discharge-hubs/{Northfield}/alerts/claim", new JsonObject { ["max"] = 32 });
        var claimed = reply.Is(HttpStatusCode.OK).Json["alerts"]!.AsArray().Select(alert => alert!).ToList();
        var record = Hub.RecordOf(person).Value;
        foreach (var other in claimed.Where(alert => (string?)alert["recordId"] != record))
            await DoAsync(other, "acknowledge");
        return [.. claimed.Where(alert => (string?)alert["recordId"] == record)];
    }

    private async Task DoAsync(JsonNode alert, string verb, string? reason = null, string? toHub = null) =>
        (await WorkAsync(alert, verb, reason, toHub)).Is(HttpStatusCode.NoContent);

    private Task<Reply> WorkAsync(JsonNode alert, string verb, string? reason = null, string? toHub = null)
    {
        var body = new JsonObject { ["lockToken"] = (string?)alert["lockToken"] };
        if (reason is not null)
            body["reason"] = reason;
        if (toHub is not null)
            body["toHub"] = toHub;
        return PostAsync(Coordinator, $"discharge-hubs/{Northfield}/alerts/{alert["id"]}/{verb}", body);
    }

    private async Task<string> ParkedAsync()
    {
        var reply = await live.AskAsync(new TestSender("QZ9", "operator"), HttpMethod.Get, "operations/parked", Cancellation);
        return reply.Is(HttpStatusCode.OK).Json["parked"]!.ToJsonString();
    }

    private Task<Reply> PostAsync(TestSender caller, string path, JsonNode body) =>
        live.AskAsync(caller, HttpMethod.Post, path, Cancellation, Encoding.UTF8.GetBytes(body.ToJsonString()), "application/json");

    private static string? KindOf(ServiceBusReceivedMessage message) => (string?)JsonNode.Parse(message.Body.ToString())!["data"]!["kind"];
}
