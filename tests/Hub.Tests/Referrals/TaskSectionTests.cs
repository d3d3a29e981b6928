using System.Net;
using System.Text.Json.Nodes;
using IntegrationHub.CareRecord;
using IntegrationHub.Identifiers;
using IntegrationHub.Tests.Http;
using IntegrationHub.Tests.Support;

namespace IntegrationHub.Tests.Referrals;

/// <summary>What a council says by a Task about social care is not lost among plans.</summary>
public sealed class TaskSectionTests(LiveHub live) : IClassFixture<LiveHub>
{
    private const string ReferralState = "https://integration-hub.example/CodeSystem/social-care-referral-state";
    private const string Plan = "plan-and-requested-actions";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("accepted", null, "referral-details")]
    [InlineData("in-progress", "assessed", "assessments")]
    [InlineData("in-progress", "services-arranged", "services-and-care")]
    public async Task A_councils_task_of_a_referral_stands_where_what_it_says_belongs(string status, string? state, string section)
    {
        var (person, referral) = await ReferredAsync();
        await SendAsync(
            Changed(
                Messages.ReferralTask(person, live.Hub.RecordOf(person).Value, referral, 1, status),
                task =>
                {
                    task["description"] = "Help at home";
                    if (state is not null)
                        task["businessStatus"] = Concept(ReferralState, state);
                }
            )
        );
        Assert.Equal([section], await SectionsOfTasksAsync(person));
    }

    [Theory]
    [InlineData("received", null, "referral-details", "Referral to social care: received by the council")]
    [InlineData("accepted", null, "referral-details", "Referral to social care: accepted")]
    [InlineData("on-hold", null, "referral-details", "On hold: Referral to social care: more information asked for")]
    [InlineData("in-progress", "assessed", "assessments", "Referral to social care: assessed")]
    [InlineData("in-progress", "services-arranged", "services-and-care", "Referral to social care: services arranged")]
    [InlineData("completed", null, "referral-details", "Referral to social care: completed")]
    [InlineData("rejected", null, "referral-details", "Rejected: Referral to social care")]
    [InlineData("cancelled", null, "referral-details", "Cancelled: Referral to social care")]
    public async Task A_councils_task_of_status_and_referral_alone_stands_in_the_record_as_that_step(
        string status,
        string? state,
        string section,
        string display
    )
    {
        var (person, referral) = await ReferredAsync();
        await SendAsync(
            Changed(
                Messages.ReferralTask(person, live.Hub.RecordOf(person).Value, referral, 1, status),
                task =>
                {
                    if (state is not null)
                        task["businessStatus"] = Concept(ReferralState, state);
                }
            )
        );
        Assert.Equal([(section, display)], await TasksAsync(person));
    }

    [Theory]
    [InlineData("basedOn")]
    [InlineData("basedOn after a plan")]
    [InlineData("groupIdentifier")]
    public async Task A_task_tells_of_a_referral_by_any_way_that_FHIR_has_of_naming_it(string by)
    {
        var (person, referral) = await ReferredAsync();
        var reference = new JsonObject { ["reference"] = $"ServiceRequest/{referral}" };
        var message = OwnTask(
            person,
            TestSender.Council,
            task =>
            {
                task.Remove("focus");
                task.Remove("description");
                task["status"] = "accepted";
                if (by == "basedOn")
                    task["basedOn"] = new JsonArray(reference);
                else if (by == "groupIdentifier")
                    task["groupIdentifier"] = Requisition();
                else
                    task["basedOn"] = new JsonArray(new JsonObject { ["reference"] = "CarePlan/plan-of-theirs" }, reference);
            }
        );
        await SendAsync(by == "groupIdentifier" ? WithRequest(message, person) : message);
        var expected = by == "groupIdentifier" ? "Referral to social care" : "Referral to social care: accepted";
        Assert.Equal([("referral-details", expected)], await TasksAsync(person));
    }

    [Fact]
    public async Task A_councils_task_without_any_words_that_tells_of_no_referral_is_kept_and_listed_until_it_says_what_it_is()
    {
        var (person, _) = await ReferredAsync();
        var task = OwnTask(
            person,
            TestSender.Council,
            task =>
            {
                task.Remove("focus");
                task.Remove("description");
            }
        );
        await SendAsync(task);
        Assert.Equal([("unmapped", "Task")], await TasksAsync(person));
        var record = (await live.Hub.Truth.ReadAsync(live.Hub.RecordOf(person), Cancellation))!;
        Assert.Single(record.Entries, entry => entry.ResourceType == "Task" && entry.UnmappedReason == "no-code-or-text");

        await SendAsync(
            Changed(
                Anew(task),
                next =>
                {
                    next["meta"]!["versionId"] = "2";
                    next["description"] = "Help with shopping";
                }
            )
        );
        Assert.Equal([("services-and-care", "Help with shopping")], await TasksAsync(person));
    }

    [Fact]
    public async Task A_councils_task_of_nothing_else_is_care_and_one_of_a_discharge_stays_a_plan()
    {
        var (person, _) = await ReferredAsync();
        await SendAsync(OwnTask(person, TestSender.Council, task => task.Remove("focus")));
        Assert.Equal(["services-and-care"], await SectionsOfTasksAsync(person));
        await SendAsync(
            OwnTask(
                person,
                TestSender.Council,
                task => task["code"] = Concept("https://integration-hub.example/CodeSystem/discharge-activity", "assessment")
            )
        );
        Assert.Equal([Plan, "services-and-care"], (await SectionsOfTasksAsync(person)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_referrers_task_of_its_referral_stands_with_it_and_others_as_they_did()
    {
        var (person, referral) = await ReferredAsync();
        await SendAsync(OwnTask(person, TestSender.Practice, task => task["owner"] = Organisation("C90001"), referral));
        Assert.Equal(["referral-details"], await SectionsOfTasksAsync(person));

        var other = TestPerson.New();
        await SendAsync(Messages.Gp(other, 1));
        await SendAsync(OwnTask(other, TestSender.Practice, task => task["owner"] = Organisation("RX1"), "request-of-its-own"));
        await SendAsync(OwnTask(other, TestSender.Trust, task => task.Remove("focus")));
        Assert.Equal([Plan, Plan], await SectionsOfTasksAsync(other));
    }

    private async Task<(TestPerson Person, string Referral)> ReferredAsync()
    {
        var person = TestPerson.New();
        var name = Messages.NewName("referral");
        await SendAsync(Messages.Referral(person, name));
        return (person, $"{live.Hub.RecordOf(person)}.{ResourceKey.Of(OdsCode.Parse("X90001"), "ServiceRequest", name)}");
    }

    private TestMessage OwnTask(TestPerson person, TestSender from, Action<JsonObject> change, string referral = "none") =>
        Changed(
            Messages.ReferralTask(person, live.Hub.RecordOf(person).Value, referral, 1, "requested", from),
            task =>
            {
                task["id"] = Messages.NewName("task");
                task["description"] = "Something to do";
                change(task);
            }
        );

    private async Task SendAsync(TestMessage message)
    {
        var answer = await live.Hub.Client.SendAsync(message, Cancellation);
        Assert.True(answer.IsAcknowledgement, $"{(int)answer.Status} {answer.Text}");
    }

    private async Task<IReadOnlyList<string>> SectionsOfTasksAsync(TestPerson person) =>
        [.. (await TasksAsync(person)).Select(task => task.Section)];

    private async Task<IReadOnlyList<(string Section, string Display)>> TasksAsync(TestPerson person)
    {
        var record = (await live.AskAsync(TestSender.Clinician, HttpMethod.Get, $"records/{live.Hub.RecordOf(person)}", Cancellation))
            .Is(HttpStatusCode.OK)
            .Json;
        return
        [
            .. record["sections"]!
                .AsArray()
                .SelectMany(section =>
                    section!["entries"]!
                        .AsArray()
                        .Where(entry => ((string)entry!["source"]!["resource"]!).StartsWith("Task/", StringComparison.Ordinal))
                        .Select(entry => ((string)section["section"]!, (string)entry!["display"]!))
                ),
        ];
    }

    /// <summary>The same in another message.</summary>
    private static TestMessage Anew(TestMessage message)
    {
        var json = JsonNode.Parse(message.Body)!;
        json["identifier"]!["value"] = Messages.NewName("bundle");
        return message with { Body = System.Text.Encoding.UTF8.GetBytes(json.ToJsonString()) };
    }

    private static TestMessage Changed(TestMessage message, Action<JsonObject> change)
    {
        var json = JsonNode.Parse(message.Body)!;
        var entry = json["entry"]![0]!;
        change(entry["resource"]!.AsObject());
        var id = (string)entry["resource"]!["id"]!;
        (entry["fullUrl"], entry["request"]!["url"]) = ($"https://sender.example/Task/{id}", $"Task/{id}");
        return message with { Body = System.Text.Encoding.UTF8.GetBytes(json.ToJsonString()) };
    }

    private static JsonObject Requisition() => new() { ["system"] = "https://council.example/requisition", ["value"] = "r-1" };

    /// <summary>With a request of the council's own to its own team, under the same requisition.</summary>
    private static TestMessage WithRequest(TestMessage message, TestPerson person)
    {
        var json = JsonNode.Parse(message.Body)!;
        var id = Messages.NewName("request");
        var request = new JsonObject
        {
            ["resourceType"] = "ServiceRequest",
            ["id"] = id,
            ["status"] = "active",
            ["intent"] = "order",
            ["requisition"] = Requisition(),
            ["code"] = Concept("http://snomed.info/sct", "306238000"),
            ["subject"] = json["entry"]![0]!["resource"]!["for"]!.DeepClone(),
            ["authoredOn"] = "2026-01-07",
        };
        json["entry"]!
            .AsArray()
            .Add(
                new JsonObject
                {
                    ["fullUrl"] = $"https://sender.example/ServiceRequest/{id}",
                    ["resource"] = request,
                    ["request"] = new JsonObject { ["method"] = "PUT", ["url"] = $"ServiceRequest/{id}" },
                }
            );
        return message with { Body = System.Text.Encoding.UTF8.GetBytes(json.ToJsonString()) };
    }

    private static JsonObject Concept(string system, string code) =>
        new() { ["coding"] = new JsonArray(new JsonObject { ["system"] = system, ["code"] = code }) };

    private static JsonObject Organisation(string code) =>
        new()
        {
            ["identifier"] = new JsonObject { ["system"] = "https://fhir.nhs.uk/Id/ods-organization-code", ["value"] = code },
        };
}
