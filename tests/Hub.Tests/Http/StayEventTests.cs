using System.Text.Json.Nodes;
using IntegrationHub.CareRecord;
using IntegrationHub.Discharge.Cases;
using IntegrationHub.Discharge.Stays;
using IntegrationHub.Identifiers;
using IntegrationHub.Tests.Support;

namespace IntegrationHub.Tests.Http;

/// <summary>Who may tell of a stay, by events and by FHIR.</summary>
public sealed class StayEventTests(LiveHub live) : IClassFixture<LiveHub>
{
    private static readonly TestSender OtherCouncil = new("C90003", "council-system");
    private static readonly TestSender OtherTrust = new("RX2", "trust-system");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string, string?> Tellers()
    {
        var rows = new TheoryData<string, string, string, string?>();
        foreach (
            var (organisation, role, type, code) in (IEnumerable<(string, string, string, string?)>)
                [
                    ("RX1", "trust-system", "care.discharge.pathway-agreed.v1", null),
                    ("RX1", "trust-system", "care.encounter.died.v1", null),
                    ("RX101", "trust-system", "care.encounter.died.v1", null),
                    ("C90001", "council-system", "care.discharge.pathway-agreed.v1", null),
                    ("C90001", "council-system", "care.discharge.assessment-done.v1", null),
                    ("C90001", "council-system", "care.discharge.care-arranged.v1", null),
                    ("C90001", "council-system", "care.encounter.died.v1", "INT301"),
                    ("C90001", "council-system", "care.discharge.expected-discharge-date.v1", "INT301"),
                    ("C90001", "social-worker", "care.discharge.assessment-done.v1", null),
                    ("C90001", "social-worker", "care.encounter.died.v1", "INT301"),
                    ("RX1", "discharge-coordinator", "care.discharge.expected-discharge-date.v1", null),
                    ("RX1", "discharge-coordinator", "care.encounter.died.v1", "INT301"),
                    ("RX1", "clinician", "care.discharge.expected-discharge-date.v1", "INT301"),
                    ("RX1", "privacy-officer", "care.discharge.expected-discharge-date.v1", "INT301"),
                    ("X90001", "gp-system", "care.discharge.assessment-done.v1", "INT301"),
                    ("X90001", "social-worker", "care.discharge.assessment-done.v1", "INT301"),
                    ("NX901", "trust-system", "care.discharge.assessment-done.v1", "INT301"),
                    ("C90003", "council-system", "care.discharge.assessment-done.v1", "INT404"),
                    ("RX2", "trust-system", "care.discharge.assessment-done.v1", "INT404"),
                    ("ZZ999", "trust-system", "care.discharge.assessment-done.v1", "INT304"),
                ]
        )
            rows.Add(organisation, role, type, code);
        return rows;
    }

    [Theory]
    [MemberData(nameof(Tellers))]
    public async Task Who_may_tell_what_of_a_stay_by_the_hubs_id(string organisation, string role, string type, string? code)
    {
        var (person, caseId) = await AdmittedAsync();
        var data = new JsonObject { ["caseId"] = caseId };
        if (type.Contains("pathway", StringComparison.Ordinal))
            data["pathway"] = 1;
        var answer = await live.Hub.Client.SendAsync(
            Messages.StayEvent(person, type, data, new TestSender(organisation, role)),
            Cancellation
        );

        Assert.Equal(code, answer.IsAcknowledgement ? null : answer.Code);
        var told = (await ToldAsync(person)).SelectMany(commit => commit.Statements).ToList();
        Assert.Equal(code is null ? 2 : 1, told.Count);
        if (code is null)
            Assert.Equal((caseId[34..], organisation), (told[1].Stay, told[1].Teller));
    }

    [Theory]
    [InlineData("C90001", "council-system", "care.discharge.assessment-done.v1", "INT254")]
    [InlineData("RX1", "discharge-coordinator", "care.discharge.referred-to-hub.v1", "INT254")]
    [InlineData("RX1", "trust-system", "care.discharge.referred-to-hub.v1", null)]
    [InlineData("RX101", "trust-system", "care.discharge.referred-to-hub.v1", null)]
    public async Task Only_a_hospitals_systems_name_a_stay_by_their_own_id(string organisation, string role, string type, string? code)
    {
        var person = TestPerson.New();
        var answer = await live.Hub.Client.SendAsync(
            Messages.StayEvent(person, type, new JsonObject { ["encounterId"] = "own" }, new TestSender(organisation, role)),
            Cancellation
        );
        Assert.Equal(code, answer.IsAcknowledgement ? null : answer.Code);
    }

    [Fact]
    public async Task A_stay_that_the_hub_was_never_told_of_is_not_there()
    {
        var person = TestPerson.New();
        var data = new JsonObject { ["caseId"] = CaseOf(person, "stay") };
        var message = Messages.StayEvent(person, "care.discharge.assessment-done.v1", data);
        Assert.Equal("INT404", (await live.Hub.Client.SendAsync(message, Cancellation)).Code);

        await SendAsync(Messages.Gp(person, entries: 2));
        Assert.Equal("INT404", (await live.Hub.Client.SendAsync(message, Cancellation)).Code);
    }

    [Fact]
    public async Task A_source_of_another_organisation_is_refused()
    {
        var (person, caseId) = await AdmittedAsync();
        var data = new JsonObject { ["caseId"] = caseId };
        var message = Messages.StayEvent(person, "care.discharge.assessment-done.v1", data, TestSender.Council, source: "urn:ods:RX1");
        Assert.Equal("INT253", (await live.Hub.Client.SendAsync(message, Cancellation)).Code);
    }

    [Fact]
    public async Task Events_stand_in_the_record_and_work_on_alerts_does_not()
    {
        var (person, caseId) = await AdmittedAsync();
        await SendAsync(
            Messages.StayEvent(
                person,
                "care.discharge.delayed.v1",
                new JsonObject
                {
                    ["caseId"] = caseId,
                    ["code"] = "transport",
                    ["reason"] = "No ambulance",
                },
                TestSender.Council
            )
        );
        await SendAsync(
            Messages.StayEvent(
                person,
                "care.discharge.alert-worked.v1",
                new JsonObject
                {
                    ["caseId"] = caseId,
                    ["hub"] = "hub-northfield",
                    ["alert"] = $"{live.Hub.RecordOf(person)}.{new string('a', 16)}",
                    ["action"] = "acknowledged",
                },
                TestSender.Coordinator
            )
        );

        var entries = (await live.Hub.Truth.ReadAsync(live.Hub.RecordOf(person), Cancellation))!.Entries;
        var entry = Assert.Single(entries, entry => entry.ResourceType == "CloudEvent");
        Assert.Equal(
            ("plan-and-requested-actions", "Discharge delayed", "code: transport; reason: No ambulance"),
            (entry.Content!.Section.Code, entry.Content.Display, entry.Content.Value)
        );
        var facts = (await ToldAsync(person)).SelectMany(commit => commit.Statements).SelectMany(statement => statement.Facts).ToList();
        Assert.Equal([StayFactKind.Admitted, StayFactKind.Delayed, StayFactKind.AlertAcknowledged], facts.Select(fact => fact.Kind));
    }

    [Theory]
    [InlineData("RX1", "discharge-coordinator", "hub-northfield", null)]
    [InlineData("C90001", "social-worker", "hub-northfield", null)]
    [InlineData("RX2", "discharge-coordinator", "hub-northfield", "INT301")]
    [InlineData("RX2", "discharge-coordinator", "hub-southport", null)]
    [InlineData("X90001", "gp-system", "hub-northfield", "INT301")]
    public async Task Work_is_told_by_who_may_claim_for_the_hub(string organisation, string role, string hub, string? code)
    {
        var (person, caseId) = await AdmittedAsync();
        var data = new JsonObject
        {
            ["caseId"] = caseId,
            ["hub"] = hub,
            ["reason"] = "Goes home with family",
        };
        var answer = await live.Hub.Client.SendAsync(
            Messages.StayEvent(person, "care.discharge.withdrawn.v1", data, new TestSender(organisation, role)),
            Cancellation
        );
        Assert.Equal(code, answer.IsAcknowledgement ? null : answer.Code);
    }

    [Fact]
    public async Task A_council_flags_a_trusts_stay_in_FHIR_by_the_hubs_id_if_it_has_a_part_in_the_person()
    {
        var (person, caseId) = await AdmittedAsync();
        await SendAsync(Messages.NotMetFlag(person, caseId, TestSender.Council));
        Assert.Equal("INT404", (await live.Hub.Client.SendAsync(Messages.NotMetFlag(person, caseId, OtherCouncil), Cancellation)).Code);
        Assert.Equal("INT404", (await live.Hub.Client.SendAsync(Messages.NotMetFlag(person, caseId, OtherTrust), Cancellation)).Code);

        var told = (await ToldAsync(person)).SelectMany(commit => commit.Statements).ToList();
        Assert.Equal(2, told.Count);
        Assert.Equal((caseId[34..], "C90001"), (told[1].Stay, told[1].Teller));
    }

    [Fact]
    public async Task A_repeated_event_is_answered_again_though_the_record_has_moved_on()
    {
        var (person, caseId) = await AdmittedAsync();
        var message = Messages.StayEvent(
            person,
            "care.discharge.assessment-done.v1",
            new JsonObject { ["caseId"] = caseId },
            TestSender.Council
        );
        await SendAsync(message);
        await SendAsync(Messages.Gp(person, entries: 2, district: "Southport"));
        await SendAsync(message);

        Assert.Equal([1, 2, 3], (await ToldAsync(person)).Select(commit => commit.Commit));
    }

    private string CaseOf(TestPerson person, string stay) =>
        new HubResourceId(live.Hub.RecordOf(person), ResourceKey.Of(OdsCode.Parse("RX1"), "Encounter", stay)).ToString();

    private async Task<(TestPerson Person, string CaseId)> AdmittedAsync()
    {
        var person = TestPerson.New();
        await SendAsync(Messages.Stay(person, "stay", discharged: false, version: 1));
        return (person, CaseOf(person, "stay"));
    }

    private Task<IReadOnlyList<StayCommit>> ToldAsync(TestPerson person) =>
        StayRows.ReadAsync(live.Hub.Truth.Tables, live.Hub.RecordOf(person), 0, Cancellation);

    private async Task SendAsync(TestMessage message)
    {
        var answer = await live.Hub.Client.SendAsync(message, Cancellation);
        Assert.True(answer.IsAcknowledgement, $"{(int)answer.Status} {answer.Text}");
    }
}
