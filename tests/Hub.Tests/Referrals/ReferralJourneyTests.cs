using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using IntegrationHub.CareRecord;
using IntegrationHub.Identifiers;
using IntegrationHub.Messaging;
using IntegrationHub.Referrals;
using IntegrationHub.Referrals.Projection;
using IntegrationHub.Storage;
using IntegrationHub.Tests.Http;
using IntegrationHub.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Referral = IntegrationHub.Referrals.Referral;

namespace IntegrationHub.Tests.Referrals;

/// <summary>Referrals as they go, from the messages that tell of them to lists, answers and what is told of them; through HTTP.</summary>
public sealed class ReferralJourneyTests(LiveHub live) : IClassFixture<LiveHub>
{
    private static readonly TestSender Practice = TestSender.Practice;
    private static readonly TestSender Council = TestSender.Council;
    private static readonly TestSender SocialWorker = new("C90001", "social-worker");
    private static readonly TestSender OtherCouncil = new("C90003", "council-system");
    private static readonly TestSender OtherPractice = new("X90003", "gp-system");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private TestHub Hub => live.Hub;

    [Fact]
    public async Task A_referral_in_FHIR_is_on_both_lists_and_goes_step_by_step_to_its_end()
    {
        var (person, id) = await SentAsync();
        Assert.Contains(id, await ListAsync(Council, "council=C90001"));
        Assert.Contains(id, await ListAsync(Practice, "referrer=X90001"));
        Assert.DoesNotContain(id, await ListAsync(Council, "council=C90001&state=accepted"));

        await StepAsync(SocialWorker, id, "receive");
        await StepAsync(SocialWorker, id, "ask", ("question", "Who holds the key?"));
        Assert.Equal("on-hold", await TaskStatusAsync(Practice, id));
        await StepAsync(Practice, id, "answer", ("answer", "The neighbour at number 4"));
        await StepAsync(Council, id, "accept");
        await StepAsync(Council, id, "assess", ("outcome", "Needs help with meals"));
        await StepAsync(Council, id, "arrange", ("service", "Home care"), ("from", "2026-03-02"));
        await StepAsync(SocialWorker, id, "complete");

        var shown = (await live.AskAsync(Practice, HttpMethod.Get, $"referrals/{id}", Cancellation)).Is(HttpStatusCode.OK).Json;
        Assert.Equal(
            ["sent", "received", "information-asked", "information-given", "accepted", "assessed", "services-arranged", "completed"],
            shown["steps"]!.AsArray().Select(step => (string)step!["kind"]!)
        );
        Assert.All(shown["steps"]!.AsArray(), step => Assert.Null(step!["conflict"]));
        Assert.Equal(("completed", "decided"), ((string?)shown["state"], (string?)shown["councilRule"]));
        Assert.Equal(person.Number, (string?)shown["person"]!["nhsNumber"]);
        Assert.Empty(shown["actions"]!.AsArray());
        Assert.Equal("completed", await TaskStatusAsync(Practice, id));
        Assert.DoesNotContain(id, await ListAsync(Council, "council=C90001"));
        Assert.Contains(id, await ListAsync(Council, "council=C90001&state=completed"));

        var sections = (await live.AskAsync(Council, HttpMethod.Get, $"records/{Hub.RecordOf(person)}", Cancellation))
            .Is(HttpStatusCode.OK)
            .Body;
        foreach (var section in new[] { "referral-details", "assessments", "services-and-care" })
            Assert.Contains($"\"{section}\"", sections, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_no_part_in_a_referral_finds_none()
    {
        var (_, id) = await SentAsync();
        foreach (
            var caller in new[] { OtherPractice, OtherCouncil, new TestSender("QZ9", "operator"), new TestSender("RX2", "trust-system") }
        )
        {
            Assert.Equal("INT561", (await live.AskAsync(caller, HttpMethod.Get, $"referrals/{id}", Cancellation)).Codes[0]);
            Assert.Equal("INT561", (await live.AskAsync(caller, HttpMethod.Get, $"referrals/{id}/message", Cancellation)).Codes[0]);
            Assert.Equal("INT561", (await PostAsync(caller, id, "accept")).Codes[0]);
            Assert.Equal(404, (await live.AskAsync(caller, HttpMethod.Get, $"fhir/Task/{await TaskOfAsync(id)}", Cancellation)).Status);
        }

        // Whoever may read the whole record sees the referral, and may not work it.
        (await live.AskAsync(TestSender.Trust, HttpMethod.Get, $"referrals/{id}", Cancellation)).Is(HttpStatusCode.OK);
        Assert.Equal("INT301", (await PostAsync(TestSender.Trust, id, "accept")).Codes[0]);
        Assert.Equal("INT301", (await PostAsync(Practice, id, "accept")).Codes[0]);
        Assert.Equal("INT301", (await live.AskAsync(OtherCouncil, HttpMethod.Get, "referrals?council=C90001", Cancellation)).Codes[0]);
        Assert.Equal("INT563", (await live.AskAsync(Council, HttpMethod.Get, "referrals?state=nonsense", Cancellation)).Codes[0]);
    }

    [Fact]
    public async Task A_step_that_may_not_be_taken_from_where_the_referral_stands_is_refused_and_told_as_an_event_it_is_a_conflict()
    {
        var (person, id) = await SentAsync();
        Assert.Equal("INT562", (await PostAsync(Council, id, "reject")).Codes[0]);
        await StepAsync(Council, id, "reject", ("reason", "Not of our area"));
        Assert.Equal("INT564", (await PostAsync(Council, id, "complete")).Codes[0]);
        await TellAsync(Messages.ReferralEvent(person, "care.referral.completed.v1", Now(id)));

        var referral = await ReferralAsync(id);
        Assert.Equal(ReferralState.Rejected, referral.State);
        Assert.Equal(ReferralConflicts.AfterRejection, referral.Steps[^1].Conflict);
        Assert.Contains("fatal-error", (await MessageAsync(id)).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_step_taken_again_under_its_key_is_one_step()
    {
        var (_, id) = await SentAsync();
        foreach (var _ in new[] { 1, 2 })
            (await PostAsync(Council, id, "accept", "0123456789abcdef")).Is(HttpStatusCode.NoContent);
        Assert.Equal(2, (await ReferralAsync(id)).Steps.Length);
    }

    [Fact]
    public async Task A_step_and_its_refusal_mirror_the_senders_ids()
    {
        var (_, id) = await SentAsync();
        const string request = "0f8fad5b-d9cb-469f-a165-70867728950e";
        const string correlation = "7c9e6679-7425-40de-944b-e07fc1f90ae7";
        foreach (var _ in new[] { 1, 2 })
        {
            var reply = await live.AskAsync(
                Council,
                HttpMethod.Post,
                $"referrals/{id}/complete",
                Cancellation,
                Encoding.UTF8.GetBytes("{}"),
                "application/json",
                ("X-Request-Id", request),
                ("X-Correlation-Id", correlation)
            );
            Assert.Equal((request, correlation), (reply.Header("X-Request-Id"), reply.Header("X-Correlation-Id")));
        }

        var rows = (await live.AuditAsync(Cancellation)).Where(row => row.GetString("Correlation") == correlation).ToList();
        Assert.Equal(["complete-referral"], rows.Select(row => row.GetString("Action")).Where(action => action == "complete-referral"));
        Assert.Equal(2, rows.Count);
    }

    [Fact]
    public async Task Passed_on_it_is_on_the_other_councils_list_which_may_work_it()
    {
        var (person, id) = await SentAsync();
        Assert.Equal(422, (await PostAsync(Council, id, "reroute", null, ("to", "RX1"), ("reason", "Lives there"))).Status);
        await StepAsync(Council, id, "reroute", ("to", "C90003"), ("reason", "Lives there"));
        Assert.DoesNotContain(id, await ListAsync(Council, "council=C90001"));
        Assert.Contains(id, await ListAsync(OtherCouncil, "council=C90003"));
        await StepAsync(OtherCouncil, id, "accept");
        await TellAsync(Messages.ReferralTask(person, Hub.RecordOf(person).Value, id, 1, "completed", OtherCouncil));
        Assert.Equal((ReferralState.Completed, "C90003"), ((await ReferralAsync(id)).State, (await ReferralAsync(id)).Council));
    }

    [Fact]
    public async Task Who_lives_elsewhere_is_referred_to_the_council_there()
    {
        var (_, id) = await SentAsync(district: "Southport");
        Assert.Equal(("C90003", "usual-address"), ((await ReferralAsync(id)).Council, (await ReferralAsync(id)).CouncilRule));
        Assert.Contains(id, await ListAsync(OtherCouncil, "council=C90003"));
    }

    [Fact]
    public async Task A_referral_by_BaRS_is_answered_with_its_focus_updated_and_cancelled_by_its_reason()
    {
        var person = TestPerson.New();
        var name = Messages.NewName("bars");
        var answer = await Hub.Client.SendAsync(Messages.BarsReferral(person, name), Cancellation);
        Assert.True(answer.IsAcknowledgement, answer.Text);
        var id = IdOf(person, name);
        var header = JsonNode.Parse(answer.Text)!["entry"]![0]!["resource"]!;
        Assert.Equal($"ServiceRequest/{id}", (string?)header["focus"]![0]!["reference"]);
        await Hub.SweepAsync(Cancellation);
        Assert.Equal(ReferralState.Sent, (await ReferralAsync(id)).State);

        await TellAsync(Messages.BarsReferral(person, name, 2, "update"));
        Assert.Equal(ReferralState.Sent, (await ReferralAsync(id)).State);
        await TellAsync(Messages.BarsReferral(person, name, 3, "delete"));
        Assert.Equal(ReferralState.Cancelled, (await ReferralAsync(id)).State);
    }

    [Theory]
    [InlineData("arrived", "active", "new", ReferralState.Received)]
    [InlineData("in-progress", "active", "new", ReferralState.Accepted)]
    [InlineData(null, "active", "new", ReferralState.Accepted)]
    [InlineData(null, "revoked", "update", ReferralState.Rejected)]
    [InlineData(null, "on-hold", "update", ReferralState.InformationAsked)]
    [InlineData("finished", "active", "update", ReferralState.Completed)]
    [InlineData(null, "active", "delete", ReferralState.Cancelled)]
    public async Task A_council_answers_by_BaRS(string? visit, string status, string reason, ReferralState state)
    {
        var person = TestPerson.New();
        var name = Messages.NewName("bars");
        await TellAsync(Messages.BarsReferral(person, name));
        await TellAsync(Messages.BarsAnswer(person, name, visit, reason: reason, status: status));
        var referral = await ReferralAsync(IdOf(person, name));
        Assert.Equal(state, referral.State);
        Assert.All(referral.Steps, step => Assert.Null(step.Conflict));
    }

    [Fact]
    public async Task A_councils_task_tells_each_step_and_the_message_for_the_referrer_follows()
    {
        var (person, id) = await SentAsync();
        var record = Hub.RecordOf(person).Value;
        Assert.Equal("new", ReasonIn(await MessageAsync(id)));
        foreach (var (version, status) in new[] { (1, "received"), (2, "accepted"), (3, "completed") })
            await TellAsync(Messages.ReferralTask(person, record, id, version, status));
        Assert.Equal(
            [ReferralFactKind.Sent, ReferralFactKind.Received, ReferralFactKind.Accepted, ReferralFactKind.Completed],
            (await ReferralAsync(id)).Steps.Select(step => step.Fact.Kind)
        );
        var message = await MessageAsync(id);
        Assert.Equal("update", ReasonIn(message));
        Assert.Equal("completed", (string?)message["entry"]![1]!["resource"]!["status"]);
        Assert.Equal("completed", (string?)message["entry"]![2]!["resource"]!["status"]);
        Assert.Equal(message.ToJsonString(), (await MessageAsync(id)).ToJsonString());
    }

    [Fact]
    public async Task Only_councils_tell_what_a_council_decides_and_a_stranger_learns_nothing()
    {
        var (person, id) = await SentAsync();
        foreach (
            var (caller, code) in new[]
            {
                (Practice, "INT301"),
                (TestSender.Trust, "INT301"),
                (OtherCouncil, "INT404"),
                (new TestSender("ZZ999", "council-system"), "INT304"),
            }
        )
            Assert.Equal(
                code,
                (
                    await Hub.Client.SendAsync(Messages.ReferralEvent(person, "care.referral.accepted.v1", Now(id), caller), Cancellation)
                ).Code
            );
        var unknown = Now($"{Hub.RecordOf(TestPerson.New())}.{new string('a', 16)}");
        Assert.Equal(
            "INT404",
            (await Hub.Client.SendAsync(Messages.ReferralEvent(person, "care.referral.accepted.v1", unknown), Cancellation)).Code
        );
        Assert.Equal(ReferralState.Sent, (await ReferralAsync(id)).State);
    }

    [Fact]
    public async Task What_a_council_tells_by_itself_is_in_the_record_and_makes_no_referral()
    {
        var person = TestPerson.New();
        await TellAsync(Messages.Gp(person, entries: 2));
        await TellAsync(
            Messages.ReferralEvent(
                person,
                "care.package.started.v1",
                new JsonObject { ["package"] = "p1", ["service"] = "Meals on wheels" }
            )
        );
        await TellAsync(Messages.ReferralEvent(person, "care.safeguarding.raised.v1", new JsonObject { ["concern"] = "Neglect" }));
        await TellAsync(Messages.ReferralEvent(person, "care.carer.assessed.v1", new JsonObject { ["outcome"] = "Respite" }));
        var record = (await live.AskAsync(Council, HttpMethod.Get, $"records/{Hub.RecordOf(person)}", Cancellation))
            .Is(HttpStatusCode.OK)
            .Body;
        foreach (var section in new[] { "services-and-care", "safeguarding", "assessments" })
            Assert.Contains($"\"{section}\"", record, StringComparison.Ordinal);
        Assert.Contains("Meals on wheels", record, StringComparison.Ordinal);
        Assert.Empty((await Hub.Services.GetRequiredService<ReferralStore>().ReadAsync(Hub.RecordOf(person), Cancellation)).Referrals);
    }

    [Fact]
    public async Task Each_step_is_told_once_to_council_and_referrer_and_a_decision_to_referrer_and_practice()
    {
        var (person, id) = await SentAsync(from: TestSender.Trust);
        await StepAsync(Council, id, "accept");
        var told = new List<HubEvent>();
        var tables = new Tables(Hub.Services.GetRequiredService<Azure.Data.Tables.TableServiceClient>(), referrals: "ReferralsAnew");
        await tables.Referrals.CreateIfNotExistsAsync(Cancellation);
        var projector = new ReferralProjector(tables, Hub.Directory, new ReferralStore(tables), new ReferralLists(tables));
        await projector.ProjectAsync(Hub.RecordOf(person), Take, Cancellation);
        await projector.ProjectAsync(Hub.RecordOf(person), Take, Cancellation);

        Assert.Equal(
            [
                "SocialCareReferral care.referral.sent.v1 C90001 RX1",
                "SocialCareReferral care.referral.accepted.v1 C90001 RX1",
                "CouncilDecision care.referral.accepted.v1 RX1 X90001",
            ],
            told.Select(each =>
                $"{each.Topic} {each.Type} {string.Join(' ', each.Concerns.Select(code => code.Value).Order(StringComparer.Ordinal))}"
            )
        );
        Assert.All(told, each => Assert.Equal((id, "northfield", EventTier.Place), (each.Subject, each.Place, each.Tier)));
        Assert.Distinct(told.Select(each => each.Id));

        Task Take(OutboxMessage message, CancellationToken cancellationToken)
        {
            Assert.Equal(OutboxMessage.ToSubscribers, message.Kind);
            told.Add(System.Text.Json.JsonSerializer.Deserialize(message.Body!, HubEventJson.Default.HubEvent)!);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task Pages_list_show_and_take_a_step()
    {
        var (_, id) = await SentAsync();
        using var browser = new Pages.PageVisitor(live);
        await browser.SignInAsync(SocialWorker);
        Assert.Contains($"/referrals/{id}", (await browser.GetAsync("/referrals")).Is(HttpStatusCode.OK).Body, StringComparison.Ordinal);
        var page = (await browser.GetAsync($"/referrals/{id}")).Is(HttpStatusCode.OK).Body;
        foreach (
            var words in new[]
            {
                "Sent to the council",
                "Northfield Council (C90001)",
                "Harbour Hill Surgery (X90001)",
                "Accept",
                "Referral sent",
            }
        )
            Assert.Contains(words, page, StringComparison.Ordinal);
        Assert.Equal(303, (await browser.PostAsync($"/referrals/{id}/accept", ("token", "1"))).Status);
        Assert.Equal(303, (await browser.PostAsync($"/referrals/{id}/accept", ("token", "1"))).Status);
        Assert.Contains(
            "The referral is accepted",
            (await browser.GetAsync($"/referrals/{id}?done=accept")).Is(HttpStatusCode.OK).Body,
            StringComparison.Ordinal
        );
        Assert.Equal(2, (await ReferralAsync(id)).Steps.Length);
    }

    private async Task<(TestPerson Person, string Id)> SentAsync(string district = "Northfield", TestSender? from = null)
    {
        var person = TestPerson.New();
        var name = Messages.NewName("referral");
        await TellAsync(Messages.Referral(person, name, from: from, district: district));
        return (person, IdOf(person, name, from));
    }

    private string IdOf(TestPerson person, string name, TestSender? from = null) =>
        $"{Hub.RecordOf(person)}.{ResourceKey.Of(OdsCode.Parse((from ?? Practice).Organisation), "ServiceRequest", name)}";

    private static JsonObject Now(string id) => new() { ["referralId"] = id, ["at"] = RecordJson.Instant(TimeProvider.System.GetUtcNow()) };

    private async Task TellAsync(TestMessage message)
    {
        var answer = await Hub.Client.SendAsync(message, Cancellation);
        Assert.True(answer.IsAcknowledgement, $"{(int)answer.Status} {answer.Text}");
        await Hub.SweepAsync(Cancellation);
    }

    private async Task<Referral> ReferralAsync(string id) =>
        await Hub.Services.GetRequiredService<ReferralStore>().FindAsync(id, Cancellation)
        ?? throw new InvalidOperationException("There is no such referral.");

    private async Task StepAsync(TestSender caller, string id, string verb, params (string Name, string Value)[] fields) =>
        (await PostAsync(caller, id, verb, null, fields)).Is(HttpStatusCode.NoContent);

    private Task<Reply> PostAsync(
        TestSender caller,
        string id,
        string verb,
        string? key = null,
        params (string Name, string Value)[] fields
    )
    {
        var body = new JsonObject(fields.Select(field => KeyValuePair.Create(field.Name, (JsonNode?)field.Value)));
        return live.AskAsync(
            caller,
            HttpMethod.Post,
            $"referrals/{id}/{verb}",
            Cancellation,
            Encoding.UTF8.GetBytes(body.ToJsonString()),
            "application/json",
            key is null ? [] : [("Idempotency-Key", key)]
        );
    }

    private async Task<string> ListAsync(TestSender caller, string query) =>
        (await live.AskAsync(caller, HttpMethod.Get, $"referrals?{query}", Cancellation)).Is(HttpStatusCode.OK).Body;

    private async Task<string?> TaskOfAsync(string id) =>
        (string?)(await live.AskAsync(Council, HttpMethod.Get, $"referrals/{id}", Cancellation)).Is(HttpStatusCode.OK).Json["task"];

    private async Task<string?> TaskStatusAsync(TestSender caller, string id) =>
        (string?)
            (await live.AskAsync(caller, HttpMethod.Get, $"fhir/Task/{await TaskOfAsync(id)}", Cancellation)).Is(HttpStatusCode.OK).Json[
                "status"
            ];

    private async Task<JsonNode> MessageAsync(string id) =>
        (await live.AskAsync(Practice, HttpMethod.Get, $"referrals/{id}/message", Cancellation)).Is(HttpStatusCode.OK).Json;

    private static string? ReasonIn(JsonNode message) => (string?)message["entry"]![0]!["resource"]!["reason"]!["coding"]![0]!["code"];
}
