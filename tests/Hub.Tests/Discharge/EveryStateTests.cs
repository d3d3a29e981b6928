using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using IntegrationHub.Discharge.Cases;
using IntegrationHub.Discharge.Clocks;
using IntegrationHub.Tests.Http;
using IntegrationHub.Tests.Pages;
using IntegrationHub.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Kind = IntegrationHub.Discharge.Cases.StayFactKind;

namespace IntegrationHub.Tests.Discharge;

/// <summary>
/// Every state of the picture, every target of its table and every kind of alert is reached by messages over HTTP, read from
/// <c>GET /cases/{id}</c> and taken by a claim. The lists come from the code: what is added there and reached by no story fails here.
/// </summary>
public sealed class EveryStateTests(StillHub live) : IClassFixture<StillHub>
{
    private const string Northfield = "hub-northfield";
    private const string Southport = "hub-southport";

    private static readonly TestSender OtherTrust = new("RX2", "trust-system");
    private static readonly TestSender OtherCoordinator = new("RX2", "discharge-coordinator");

    private readonly List<(CaseState? From, Kind Fact, CaseState To)> ways = [];
    private readonly HashSet<string> alerts = new(StringComparer.Ordinal);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_state_target_and_alert_is_reached_through_HTTP()
    {
        await FromPlanToDischargeAndBackAsync();
        await OtherEndsAsync();
        await PathwaysThatChangeAsync();
        await WorkOfHubsAsync();
        await ClocksThatRunOutAsync();

        Assert.Equal(Enum.GetValues<CaseState>(), ways.Select(way => way.To).Distinct().Order());
        var targets = CaseTransitions
            .Table.Where(row => row.Conflict is null && row.Target is not CaseTarget.Same)
            .Select(row => row.Target)
            .Distinct();
        Assert.All(targets, target => Assert.True(IsReached(target), $"No story reaches {target}."));
        Assert.Equal(
            CaseAlertKind.All.Select(kind => kind.Name).Append(ClockAlertEvent.Warning).Order(StringComparer.Ordinal),
            alerts.Order(StringComparer.Ordinal)
        );
    }

    private bool IsReached(CaseTarget target) =>
        ways.Exists(way =>
            CaseTransitions.Table.Any(row =>
                row.From == way.From
                && row.Fact == way.Fact
                && row.Target == target
                && (target is not CaseTarget.Into into || into.State == way.To)
            )
        );

    private async Task FromPlanToDischargeAndBackAsync()
    {
        var stay = await BeginAsync();
        await TellAsync(stay, Kind.Planned, "encounter.planned", 0);
        await TellAsync(stay, Kind.Admitted, "encounter.admitted", 1);
        await TellAsync(stay, Kind.ExpectedDischarge, "discharge.expected-discharge-date", 2, ("date", "2026-03-04"));
        await TellAsync(stay, Kind.CriteriaNotMet, "discharge.criteria-to-reside", 3, ("met", false));
        await TellAsync(stay, Kind.CriteriaMet, "discharge.criteria-to-reside", 4, ("met", true));
        await TellAsync(stay, Kind.CriteriaNotMet, "discharge.criteria-to-reside", 5, ("met", false));
        await TellAsync(stay, Kind.ReferredToHub, "discharge.referred-to-hub", 6);
        await TellAsync(stay, Kind.PathwayProposed, "discharge.pathway-proposed", 7, ("pathway", 1));
        await TellAsync(stay, Kind.PathwayAgreed, "discharge.pathway-agreed", 8, ("pathway", 1));
        await TellAsync(stay, Kind.AssessmentAsked, "discharge.assessment-asked", 9, ("of", "C90001"));
        await TellAsync(stay, Kind.AssessmentAccepted, "discharge.assessment-answered", 10, ("accepted", true));
        await TellAsync(stay, Kind.AssessmentDone, "discharge.assessment-done", 11);
        await TellAsync(
            stay,
            Kind.NoticeGiven,
            "discharge.notice-given",
            12,
            ("notice", "discharge"),
            ("to", "C90001"),
            ("date", "2026-03-05"),
            ("personTold", true),
            ("liaisonName", "A. Nurse"),
            ("liaisonPhone", "01632 960001")
        );
        await TellAsync(stay, Kind.NoticeAnswered, "discharge.notice-answered", 13, ("notice", "discharge"), ("accepted", true));
        await TellAsync(stay, Kind.Arranged, "discharge.care-arranged", 14, ("from", "2026-03-05"));
        await TellAsync(stay, Kind.Delayed, "discharge.delayed", 15, ("code", "hospital-transport"));
        await TellAsync(stay, Kind.DelayEnded, "discharge.delay-ended", 16);
        await TellAsync(stay, Kind.Discharged, "encounter.discharged", 20, ("dischargeMethod", "1"));
        await TellAsync(stay, Kind.DischargeCancelled, "encounter.discharge-cancelled", 22);
    }

    private async Task OtherEndsAsync()
    {
        var died = await AdmittedAsync();
        await TellAsync(died, Kind.Died, "encounter.died", 9);
        var self = await AdmittedAsync();
        await TellAsync(self, Kind.Discharged, "encounter.discharged", 9, ("dischargeMethod", "6"));
        var cancelled = await AdmittedAsync();
        await TellAsync(cancelled, Kind.AdmissionCancelled, "encounter.admission-cancelled", 9);
        var transferred = await AdmittedAsync(OtherTrust, Southport);
        await TellAsync(transferred, Kind.TransferredOut, "encounter.transferred", 9, ("to", "RX1"));
    }

    private async Task PathwaysThatChangeAsync()
    {
        var stay = await AdmittedAsync();
        await TellAsync(stay, Kind.ReferredToHub, "discharge.referred-to-hub", 3);
        await TellAsync(stay, Kind.PathwayAgreed, "discharge.pathway-agreed", 4, ("pathway", 0));
        await TellAsync(stay, Kind.Arranged, "discharge.care-arranged", 5);
        await TellAsync(stay, Kind.PathwayAgreed, "discharge.pathway-agreed", 6, ("pathway", 2));
        await TellAsync(stay, Kind.PathwayAgreed, "discharge.pathway-agreed", 7, ("pathway", 3));
    }

    private async Task WorkOfHubsAsync()
    {
        var escalated = await AdmittedAsync();
        await TellAsync(escalated, Kind.CriteriaNotMet, "discharge.criteria-to-reside", 3, ["escalate", "withdraw"], ("met", false));
        Assert.True((bool)(await CaseAsync(escalated))!["withdrawn"]!);
        await TakeAsync(Northfield);

        var passed = await AdmittedAsync();
        await TellAsync(passed, Kind.CriteriaNotMet, "discharge.criteria-to-reside", 3, ["pass-on"], ("met", false));
        await TakeAsync(Southport);
        Assert.Equal(Southport, (string?)(await CaseAsync(passed with { Hub = Southport }))!["hubs"]![0]);
    }

    private async Task ClocksThatRunOutAsync()
    {
        var stay = await AdmittedAsync();
        await TellAsync(stay, Kind.CriteriaNotMet, "discharge.criteria-to-reside", 3, work: null, ("met", false));
        alerts.Remove("escalated");
        live.Clock.Advance(TimeSpan.FromMinutes(130));
        await live.Hub.Services.GetRequiredService<ClockWork>().RunAsync(Cancellation);
        await TakeAsync(Northfield);
    }

    /// <param name="Hub">Whose board it stands on.</param>
    private sealed record Told(TestPerson Person, TestSender Trust, string Hub);

    private async Task<Told> BeginAsync(TestSender? trust = null, string hub = Northfield)
    {
        var stay = new Told(TestPerson.New(), trust ?? TestSender.Trust, hub);
        if (hub == Northfield)
            await SendAsync(Messages.Gp(stay.Person, entries: 1));
        return stay;
    }

    private async Task<Told> AdmittedAsync(TestSender? trust = null, string hub = Northfield)
    {
        var stay = await BeginAsync(trust, hub);
        await TellAsync(stay, Kind.Admitted, "encounter.admitted", 1);
        return stay;
    }

    private Task TellAsync(Told stay, Kind fact, string type, int hour, params (string Name, JsonNode Value)[] members) =>
        TellAsync(stay, fact, type, hour, [], members);

    /// <param name="work">What is done with the alerts that come of it before they are acknowledged; null where nobody takes them.</param>
    private async Task TellAsync(
        Told stay,
        Kind fact,
        string type,
        int hour,
        string[]? work,
        params (string Name, JsonNode Value)[] members
    )
    {
        var before = StateIn(await CaseAsync(stay));
        var at = live.Clock.GetUtcNow().AddDays(-1).AddHours(hour).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var data = new JsonObject { ["encounterId"] = "stay", [type == "encounter.discharged" ? "dischargedAt" : "at"] = at };
        foreach (var (name, value) in members)
            data[name] = value;
        await SendAsync(Messages.StayEvent(stay.Person, $"care.{type}.v1", data, stay.Trust));
        ways.Add((before, fact, StateIn(await CaseAsync(stay)) ?? throw new InvalidOperationException("A case that nobody sees.")));
        if (work is not null)
            await TakeAsync(stay.Hub, work);
    }

    private async Task SendAsync(TestMessage message)
    {
        var reply = await live.AskAsync(message.From, HttpMethod.Post, message.Path, Cancellation, message.Body, message.ContentType);
        Assert.True(reply.Status is >= 200 and < 300, $"{reply.Status} {reply.Body}");
        await live.Hub.SweepAsync(Cancellation);
    }

    /// <summary>Takes all that waits for a hub, one after the other.</summary>
    private async Task TakeAsync(string hub, params string[] work)
    {
        while (true)
        {
            var claimed = (await PostAsync(hub, "claim", new JsonObject { ["max"] = 32 })).Is(HttpStatusCode.OK).Json["alerts"]!.AsArray();
            if (claimed.Count == 0)
                return;
            foreach (var alert in claimed)
            {
                alerts.Add((string)alert!["kind"]!);
                foreach (var verb in work.Append("acknowledge").Take(Math.Max(1, work.Length)))
                    await DoAsync(hub, alert, verb);
                work = [];
            }

            await live.Hub.SweepAsync(Cancellation);
        }
    }

    private async Task DoAsync(string hub, JsonNode alert, string verb)
    {
        var body = new JsonObject { ["lockToken"] = (string?)alert["lockToken"], ["reason"] = "By the story" };
        if (verb == "pass-on")
            body["toHub"] = Southport;
        (await PostAsync(hub, $"{alert["id"]}/{verb}", body)).Is(HttpStatusCode.NoContent);
    }

    private Task<Reply> PostAsync(string hub, string path, JsonObject body) =>
        live.AskAsync(
            hub == Southport ? OtherCoordinator : TestSender.Coordinator,
            HttpMethod.Post,
            $"discharge-hubs/{hub}/alerts/{path}",
            Cancellation,
            Encoding.UTF8.GetBytes(body.ToJsonString()),
            "application/json"
        );

    private async Task<JsonNode?> CaseAsync(Told stay)
    {
        var key = IntegrationHub.CareRecord.ResourceKey.Of(
            IntegrationHub.Identifiers.OdsCode.Parse(stay.Trust.Organisation),
            "Encounter",
            "stay"
        );
        var by = stay.Hub == Southport ? OtherCoordinator : TestSender.Coordinator;
        var reply = await live.AskAsync(by, HttpMethod.Get, $"cases/{live.Hub.RecordOf(stay.Person)}.{key}", Cancellation);
        return reply.Status == 404 ? null : reply.Is(HttpStatusCode.OK).Json;
    }

    private static CaseState? StateIn(JsonNode? stay) =>
        stay is null ? null : Enum.GetValues<CaseState>().Single(state => CaseStates.Code(state) == (string?)stay["state"]);
}
