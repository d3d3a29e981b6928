using System.Net;
using System.Text.Json.Nodes;
using IntegrationHub.CareRecord;
using IntegrationHub.Identifiers;
using IntegrationHub.Tests.Http;
using IntegrationHub.Tests.Support;

namespace IntegrationHub.Tests.Subscriptions;

/// <summary>Records and people change, and those who serve them and wish to hear it do; through HTTP.</summary>
public sealed class RecordEventTests(LiveHub live) : IClassFixture<LiveHub>
{
    private const string RecordChanged = "record-changed";
    private const string PersonChanged = "person-changed";

    private static readonly TestSender Southport = new("C90003", "council-system");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_council_and_a_practice_hear_of_a_bundle_once_and_the_council_elsewhere_does_not()
    {
        var council = await live.PullAsync(TestSender.Council, RecordChanged);
        var practice = await live.PullAsync(TestSender.Practice, RecordChanged);
        var elsewhere = await live.PullAsync(Southport, RecordChanged);
        var person = TestPerson.New();
        var bundle = Messages.Gp(person, 3);
        await TellAsync(bundle);
        await TellAsync(bundle);

        var told = Assert.Single(await FeedAsync(TestSender.Council, council));
        Assert.Equal("care.record.changed.v1", (string?)told["type"]);
        var data = told["data"]!;
        Assert.Equal(
            (live.Hub.RecordOf(person).Value, "northfield", "neighbourhood"),
            ((string?)data["recordId"], (string?)data["place"], (string?)data["tier"])
        );
        Assert.Equal(["demographics", "gp-practice"], data["sections"]!.AsArray().Select(section => (string)section!).Take(2));
        Assert.DoesNotContain(person.Number, told.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal((string?)told["id"], (string?)Assert.Single(await FeedAsync(TestSender.Practice, practice))["id"]);
        Assert.Empty(await FeedAsync(Southport, elsewhere));
        Assert.Contains(
            $"Subscription {council} has it as number 1: it waits to be fetched",
            await WhyAsync(TestSender.Council, told),
            StringComparison.Ordinal
        );
        await EndAsync((TestSender.Council, council), (TestSender.Practice, practice), (Southport, elsewhere));
    }

    [Fact]
    public async Task A_filter_by_section_takes_what_is_new_there_and_says_why_not_of_the_rest()
    {
        var body = SubscriberApi.Body("pull", null, RecordChanged);
        body["filter"] = new JsonObject { ["section"] = new JsonArray("medications") };
        var some = (string)(await live.SubscribeAsync(TestSender.Council, body)).Is(HttpStatusCode.Created).Json["id"]!;
        var all = await live.PullAsync(TestSender.Council, RecordChanged);
        var person = TestPerson.New();
        var bundle = Messages.Gp(person, 2);
        await TellAsync(bundle);

        Assert.Empty(await FeedAsync(TestSender.Council, some));
        var told = Assert.Single(await FeedAsync(TestSender.Council, all));
        Assert.Contains(
            $"Subscription {some}: its own filter by section leaves the event out",
            await WhyAsync(TestSender.Council, told),
            StringComparison.Ordinal
        );
        // What is deleted may have stood anywhere.
        var name = (string)JsonNode.Parse(bundle.Body)!["entry"]![1]!["resource"]!["id"]!;
        var id = $"{live.Hub.RecordOf(person)}.{ResourceKey.Of(OdsCode.Parse("X90001"), "Observation", name)}";
        (await live.AskAsync(TestSender.Practice, HttpMethod.Delete, $"fhir/Observation/{id}", Cancellation)).Is(HttpStatusCode.NoContent);
        await live.Hub.SweepAsync(Cancellation);
        Assert.Single(await FeedAsync(TestSender.Council, some));
        await EndAsync((TestSender.Council, some), (TestSender.Council, all));
    }

    [Fact]
    public async Task A_move_is_told_to_both_councils_and_from_then_on_the_new_one_hears_what_is_new()
    {
        var from = await live.PullAsync(TestSender.Council, RecordChanged, PersonChanged);
        var to = await live.PullAsync(Southport, RecordChanged, PersonChanged);
        var person = TestPerson.New();
        await TellAsync(Messages.Gp(person, 2));
        await TellAsync(Messages.Gp(person, 2, district: "Southport"));

        Assert.Equal(["care.record.changed.v1", "care.person.moved.v1"], Types(await FeedAsync(TestSender.Council, from)));
        var there = await FeedAsync(Southport, to);
        Assert.Equal(["care.record.changed.v1", "care.person.moved.v1"], Types(there));
        Assert.Equal(("moved", "southport"), ((string?)there[1]["data"]!["kind"], (string?)there[1]["data"]!["place"]));
        await EndAsync((TestSender.Council, from), (Southport, to));
    }

    [Fact]
    public async Task A_death_is_told_whoever_wishes_to_hear_of_records_and_taken_back_where_it_was_none()
    {
        var person = TestPerson.New();
        await TellAsync(Messages.Gp(person, 1));
        var council = await live.PullAsync(TestSender.Council, PersonChanged);
        await TellAsync(Patient(person, 2, patient => patient["deceasedBoolean"] = true));
        await TellAsync(Patient(person, 3, patient => patient["deceasedDateTime"] = "2025-02-01"));
        await TellAsync(Patient(person, 4, patient => patient["deceasedBoolean"] = false));

        Assert.Equal(["care.person.died.v1", "care.person.death-taken-back.v1"], Types(await FeedAsync(TestSender.Council, council)));
        await EndAsync((TestSender.Council, council));
    }

    [Fact]
    public async Task A_number_that_is_replaced_is_told_of_both_records()
    {
        var council = await live.PullAsync(TestSender.Council, PersonChanged);
        var (one, by) = (TestPerson.New(), TestPerson.New());
        await TellAsync(Messages.Gp(one, 1));
        await TellAsync(Messages.Gp(by, 1));
        await TellAsync(Messages.NumberReplaced(one, by));

        var told = await FeedAsync(TestSender.Council, council);
        Assert.Equal(["care.person.nhs-number-changed.v1", "care.person.nhs-number-changed.v1"], Types(told));
        Assert.Equal(
            new[] { live.Hub.RecordOf(one).Value, live.Hub.RecordOf(by).Value }.Order(StringComparer.Ordinal),
            told.Select(each => (string)each["data"]!["recordId"]!).Order(StringComparer.Ordinal)
        );
        await EndAsync((TestSender.Council, council));
    }

    [Fact]
    public async Task Of_who_objects_nobody_is_told_any_more_and_neither_is_of_a_record_that_is_read_as_one_with_theirs()
    {
        var (person, joined) = (TestPerson.New(), TestPerson.New());
        await TellAsync(Messages.Gp(person, 1));
        await TellAsync(Messages.Gp(joined, 1));
        await TellAsync(Messages.NumberReplaced(joined, person));
        var council = await live.PullAsync(TestSender.Council, RecordChanged, PersonChanged);
        await TellAsync(Messages.Gp(joined, 2));
        Assert.Single(await FeedAsync(TestSender.Council, council));

        await TellAsync(Objection(person));
        await TellAsync(Messages.Gp(person, 2));
        await TellAsync(Messages.Gp(joined, 2));
        Assert.Single(await FeedAsync(TestSender.Council, council));
        await EndAsync((TestSender.Council, council));
    }

    [Fact]
    public async Task Of_whom_only_the_sender_can_name_nobody_is_told_until_they_are_known_and_then_of_all_that_waited()
    {
        var council = await live.PullAsync(TestSender.Council, RecordChanged);
        var person = TestPerson.New();
        await TellAsync(Messages.OfSendersPatient(person, Messages.NewName("obs"), TestSender.Practice));
        await live.Hub.SweepAsync(Cancellation);
        Assert.Empty(await FeedAsync(TestSender.Council, council));

        await TellAsync(Messages.Gp(person, 1));
        await live.Hub.SweepAsync(Cancellation);
        Assert.Equal(["care.record.changed.v1", "care.record.changed.v1"], Types(await FeedAsync(TestSender.Council, council)));
        await EndAsync((TestSender.Council, council));
    }

    [Fact]
    public async Task A_subscription_says_from_when_on_it_has_every_change()
    {
        var before = TimeProvider.System.GetUtcNow();
        var made = (await live.SubscribeAsync(TestSender.Council, SubscriberApi.Body("pull", null, RecordChanged))).Json;
        var complete = (DateTimeOffset)made["completeFrom"]!;
        Assert.InRange(complete, before.AddSeconds(59), TimeProvider.System.GetUtcNow().AddSeconds(61));
        var id = (string)made["id"]!;
        // It stays what it is, and is another only where the topic comes anew.
        Assert.Equal(complete, (DateTimeOffset?)(await PutAsync(id, RecordChanged, PersonChanged))["completeFrom"]);
        Assert.Null((await PutAsync(id, PersonChanged))["completeFrom"]);
        Assert.True((DateTimeOffset?)(await PutAsync(id, RecordChanged))["completeFrom"] >= complete);
        await EndAsync((TestSender.Council, id));
    }

    private async Task TellAsync(TestMessage message)
    {
        var answer = await live.Hub.Client.SendAsync(message, Cancellation);
        Assert.True(answer.IsAcknowledgement, $"{(int)answer.Status} {answer.Text}");
        await live.Hub.SweepAsync(Cancellation);
    }

    private async Task<IReadOnlyList<JsonNode>> FeedAsync(TestSender caller, string id) =>
        [
            .. (await live.JsonAsync(caller, HttpMethod.Get, $"events?subscription={id}")).Is(HttpStatusCode.OK).Json["events"]!
                .AsArray()
                .Select(told => told!),
        ];

    private async Task<string> WhyAsync(TestSender caller, JsonNode told) =>
        (string)
            (await live.JsonAsync(caller, HttpMethod.Get, $"deliveries/why?event={(string)told["id"]!}")).Is(HttpStatusCode.OK).Json[
                "why"
            ]!;

    private async Task<JsonNode> PutAsync(string id, params string[] topics) =>
        (await live.JsonAsync(TestSender.Council, HttpMethod.Put, $"subscriptions/{id}", SubscriberApi.Body("pull", null, topics)))
            .Is(HttpStatusCode.OK)
            .Json;

    private async Task EndAsync(params (TestSender Caller, string Id)[] subscriptions)
    {
        foreach (var (caller, id) in subscriptions)
            (await live.JsonAsync(caller, HttpMethod.Delete, $"subscriptions/{id}")).Is(HttpStatusCode.OK);
    }

    private static IEnumerable<string> Types(IEnumerable<JsonNode> told) => told.Select(each => (string)each["type"]!);

    private static TestMessage Patient(TestPerson person, int version, Action<JsonObject> change) =>
        Changed(
            Messages.Gp(person, 1),
            entries =>
            {
                var patient = entries[0]!["resource"]!.AsObject();
                patient["meta"]!["versionId"] = $"{version}";
                change(patient);
            }
        );

    private static TestMessage Objection(TestPerson person) =>
        Changed(
            Messages.Gp(person, 2),
            entries =>
            {
                var id = Messages.NewName("consent");
                entries[1] = new JsonObject
                {
                    ["fullUrl"] = $"https://sender.example/Consent/{id}",
                    ["resource"] = new JsonObject
                    {
                        ["resourceType"] = "Consent",
                        ["id"] = id,
                        ["status"] = "active",
                        ["scope"] = Concept("http://terminology.hl7.org/CodeSystem/consentscope", "patient-privacy"),
                        ["category"] = new JsonArray(Concept("http://loinc.org", "59284-0")),
                        ["patient"] = new JsonObject { ["reference"] = $"Patient/{person.PatientId}" },
                        ["policyRule"] = Concept("http://terminology.hl7.org/CodeSystem/v3-ActCode", "OPTOUT"),
                        ["provision"] = new JsonObject { ["type"] = "deny" },
                    },
                    ["request"] = new JsonObject { ["method"] = "PUT", ["url"] = $"Consent/{id}" },
                };
            }
        );

    private static JsonObject Concept(string system, string code) =>
        new() { ["coding"] = new JsonArray(new JsonObject { ["system"] = system, ["code"] = code }) };

    private static TestMessage Changed(TestMessage message, Action<JsonArray> change)
    {
        var json = JsonNode.Parse(message.Body)!;
        change(json["entry"]!.AsArray());
        return message with { Body = System.Text.Encoding.UTF8.GetBytes(json.ToJsonString()) };
    }
}
