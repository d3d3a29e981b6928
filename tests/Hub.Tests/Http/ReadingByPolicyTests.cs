using System.Net;
using System.Text.Json.Nodes;
using IntegrationHub.CareRecord;
using IntegrationHub.Directory;
using IntegrationHub.Errors;
using IntegrationHub.Intake;
using IntegrationHub.Storage;
using IntegrationHub.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Tests.Http;

/// <summary>
/// A sender's policy says how it is read. In the demonstration directory practices are read strictly, trust RX1 leniently. The list of what is
/// let through is docs/fhir-reader.md's.
/// </summary>
public sealed class ReadingByPolicyTests(LiveHub live) : IClassFixture<LiveHub>
{
    private const string MinuteTime = "dateTime without seconds";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>By what it is: how an entry of a Bundle is changed, the code and place of its warning, and the code of the refusal.</summary>
    private static readonly Dictionary<string, (Action<JsonObject> Change, string Code, string Place, string Refusal)> Drift = new()
    {
        [MinuteTime] = (entry => Resource(entry)["effectiveDateTime"] = "2025-01-06T10:30Z", "PVAL108", "Observation.effective", "INT100"),
        ["dateTime with an offset and without seconds"] = (
            entry => Resource(entry)["effectivePeriod"] = new JsonObject { ["start"] = "2025-01-06T10:30+01:00" },
            "PVAL108",
            "Observation.effective.start",
            "INT100"
        ),
        ["instant without seconds"] = (entry => Resource(entry)["issued"] = "2025-01-06T10:30Z", "JSON107", "Observation.issued", "INT100"),
        ["unknown code that decides nothing"] = (
            entry =>
            {
                Resource(entry)["contained"] = new JsonArray(
                    new JsonObject
                    {
                        ["resourceType"] = "Practitioner",
                        ["id"] = "c",
                        ["gender"] = "F",
                    }
                );
                Resource(entry)["performer"] = new JsonArray(new JsonObject { ["reference"] = "#c" });
            },
            "PVAL116",
            "Observation.contained[0].ofType(Practitioner).gender",
            "INT100"
        ),
        ["narrative without content"] = (
            entry => Resource(entry)["text"] = new JsonObject { ["status"] = "generated", ["div"] = Div(" ") },
            "R4INV-txt-2",
            "Observation.text.div",
            "INT122"
        ),
        ["contained resource that nothing refers to"] = (
            entry =>
                Resource(entry)["contained"] = new JsonArray(
                    new JsonObject
                    {
                        ["resourceType"] = "Organization",
                        ["id"] = "c",
                        ["name"] = "x",
                    }
                ),
            "R4INV-dom-3",
            "Observation.contained[0]",
            "INT122"
        ),
        ["telephone number that is not said to be one"] = (
            entry =>
                Resource(entry)["contained"] = new JsonArray(
                    new JsonObject
                    {
                        ["resourceType"] = "Practitioner",
                        ["id"] = "c",
                        ["telecom"] = new JsonArray(new JsonObject { ["value"] = "0" }),
                    }
                ),
            "R4INV-cpt-2",
            "Observation.contained[0].ofType(Practitioner).telecom[0]",
            "INT122"
        ),
        ["code that cannot be of SNOMED CT"] = (
            entry =>
                Resource(entry)["code"]!["coding"] = new JsonArray(
                    new JsonObject { ["system"] = "http://snomed.info/sct", ["code"] = "EMISNQ1" }
                ),
            "R4INV-snomed-1",
            "Observation.code.coding[0]",
            "INT122"
        ),
        ["relative fullUrl"] = (entry => entry["fullUrl"] = "Observation/o", "R4INV-fullUrl-1", "Bundle.entry[0]", "INT122"),
        ["ODS system with a small id"] = (
            Identified("https://fhir.nhs.uk/id/ods-organization-code"),
            "INT123",
            "Observation.performer.identifier.system",
            "INT123"
        ),
        ["HL7 UK's old ODS system"] = (
            Identified("https://fhir.hl7.org.uk/Id/ODS-code"),
            "INT123",
            "Observation.performer.identifier.system",
            "INT123"
        ),
        ["ODS system of fhir.nhs.net"] = (
            Identified("http://fhir.nhs.net/Id/ods-organization-code"),
            "INT123",
            "Observation.performer.identifier.system",
            "INT123"
        ),
        ["base64 with line breaks"] = (
            entry =>
            {
                Resource(entry)["contained"] = new JsonArray(
                    new JsonObject
                    {
                        ["resourceType"] = "Media",
                        ["id"] = "m",
                        ["status"] = "completed",
                        ["content"] = new JsonObject { ["contentType"] = "text/plain", ["data"] = "QUJD\nQUJD" },
                    }
                );
                Resource(entry)["derivedFrom"] = new JsonArray(new JsonObject { ["reference"] = "#m" });
            },
            "INT125",
            "Observation.contained.ofType(Media).content.data",
            "INT125"
        ),
    };

    public static TheoryData<string> Kinds => [.. Drift.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Known_drift_is_refused_by_strict_and_recorded_as_a_warning_by_lenient_reading(string kind)
    {
        var (change, code, place, refusal) = Drift[kind];
        var person = TestPerson.New();
        var bundle = Transaction(person, change);

        var refused = (await PostAsync(TestSender.Practice, bundle)).Json;
        Assert.Equal(refusal, (string?)refused["issue"]![0]!["details"]!["coding"]![0]!["code"]);
        Assert.All(refused["issue"]!.AsArray(), issue => Assert.Equal("error", (string?)issue!["severity"]));
        Assert.Null(await live.Hub.Truth.ReadAsync(live.Hub.RecordOf(person), Cancellation));

        var taken = await PostAsync(TestSender.Trust, bundle);
        var response = taken.Is(HttpStatusCode.OK).Json["entry"]![0]!["response"]!;
        Assert.Equal("201 Created", (string?)response["status"]);
        var issue = Assert.Single(
            response["outcome"]!["issue"]!.AsArray(),
            issue => Place(issue!).EndsWith(place.Split(['.'], 2)[^1], StringComparison.Ordinal)
        )!;
        Assert.Equal("warning", (string?)issue["severity"]);
        Assert.Equal(taken.Body, (await PostAsync(TestSender.Trust, bundle)).Body);

        var entry = Assert.Single(await EntriesAsync(person, TestSender.Trust), entry => entry["warnings"] is not null);
        Assert.Contains(entry["warnings"]!.AsArray(), warning => (string?)warning!["code"] == code && (string?)warning["place"] == place);
    }

    [Theory]
    [InlineData("status", "\"finished\"")]
    [InlineData("effectiveDateTime", "\"2025-02-30T10:30Z\"")]
    [InlineData("effectiveDateTime", "\"2025-01-06T10:30\"")]
    [InlineData("effectiveDateTime", "\"2016-12-31T23:59:60Z\"")]
    [InlineData("effectiveDateTime", "\"soon\"")]
    [InlineData("valueQuantity", """{"value":5,"comparator":"\u2264"}""")]
    [InlineData("unheardOf", "true")]
    [InlineData("subject", "null")]
    [InlineData("issued", "20250106")]
    [InlineData("text", """{"status":"generated","div":"<div><script>x</script></div>"}""")]
    public async Task What_could_change_the_meaning_or_the_structure_is_refused_however_a_sender_is_read(string element, string json)
    {
        var person = TestPerson.New();
        var bundle = Transaction(
            person,
            entry =>
            {
                Resource(entry).Remove("valueString");
                Resource(entry)[element] = JsonNode.Parse(json);
            }
        );
        var answer = await PostAsync(TestSender.Trust, bundle);
        Assert.InRange(answer.Status, 400, 422);
        Assert.Null(await live.Hub.Truth.ReadAsync(live.Hub.RecordOf(person), Cancellation));
    }

    [Theory]
    [InlineData("performer", """{"display":"x"}""", "JSON111", "Observation.performer")]
    [InlineData("performer", "[]", "JSON121", "Observation.performer")]
    [InlineData("referenceRange", """[{"text":"x","low":{}}]""", "JSON120", "Observation.referenceRange[0].low")]
    public async Task What_the_reader_itself_calls_a_warning_refuses_nothing_under_strict_reading(
        string element,
        string json,
        string code,
        string place
    )
    {
        var person = TestPerson.New();
        var bundle = Transaction(person, entry => Resource(entry)[element] = JsonNode.Parse(json));
        var response = (await PostAsync(TestSender.Practice, bundle)).Is(HttpStatusCode.OK).Json["entry"]![0]!["response"]!;

        Assert.Equal(
            (code, "warning"),
            ((string?)response["outcome"]!["issue"]![0]!["diagnostics"], (string?)response["outcome"]!["issue"]![0]!["severity"])
        );
        var warning = Assert.Single(
            (await EntriesAsync(person, TestSender.Practice)).SelectMany(entry => entry["warnings"]?.AsArray() ?? [])
        )!;
        Assert.Equal((code, place), ((string?)warning["code"], (string?)warning["place"]));
    }

    [Fact]
    public async Task A_message_is_answered_with_the_details_of_what_was_let_through()
    {
        var message = Messages.Stay(TestPerson.New(), Messages.NewName("stay"), discharged: true, version: 1);
        var sent = JsonNode.Parse(message.Body)!;
        sent["entry"]![1]!["resource"]!["period"]!["end"] = "2025-01-08T08:00Z";
        var answer = (await PostAsync(TestSender.Trust, sent)).Is(HttpStatusCode.OK).Json;

        var details = (string?)answer["entry"]![0]!["resource"]!["response"]!["details"]!["reference"];
        Assert.Equal(details, (string?)answer["entry"]![1]!["fullUrl"]);
        var issue = Assert.Single(answer["entry"]![1]!["resource"]!["issue"]!.AsArray())!;
        Assert.Equal("Bundle.entry[1].resource.ofType(Encounter).period.end", Place(issue));
        await live.Hub.SweepAsync(Cancellation);
        Assert.Single(await live.Hub.AlertsOfAsync(message.Person, Cancellation));
    }

    [Fact]
    public async Task A_batch_takes_drift_and_refuses_faults_entry_by_entry()
    {
        var (one, other) = (TestPerson.New(), TestPerson.New());
        var batch = Transaction(one, Drift[MinuteTime].Change);
        batch["type"] = "batch";
        batch["entry"]!.AsArray().Add(Transaction(other, entry => Resource(entry)["status"] = "made-up")["entry"]![0]!.DeepClone());
        var answer = (await PostAsync(TestSender.Trust, batch)).Is(HttpStatusCode.OK).Json["entry"]!.AsArray();

        Assert.Equal(("201 Created", "400"), ((string?)answer[0]!["response"]!["status"], (string?)answer[1]!["response"]!["status"]));
        Assert.Equal("warning", (string?)answer[0]!["response"]!["outcome"]!["issue"]![0]!["severity"]);
        Assert.Equal("error", (string?)answer[1]!["response"]!["outcome"]!["issue"]![0]!["severity"]);
    }

    /// <summary>A rebuild, or a sweep after a crash, must not refuse what was answered with 2xx, whatever the policy is by then.</summary>
    [Fact]
    public async Task A_snapshot_is_worked_in_again_as_it_was_first_read()
    {
        var person = TestPerson.New();
        (await PostAsync(TestSender.Trust, Transaction(person, Drift[MinuteTime].Change))).Is(HttpStatusCode.OK);
        var record = await live.Hub.Truth.ReadAsync(live.Hub.RecordOf(person), Cancellation);
        var snapshots = live.Hub.Services.GetRequiredService<Snapshots>();
        var stored = await snapshots.ReadAsync(Assert.Single(record!.Commits.Values).Snapshot, Cancellation);

        Assert.Equal(Reading.Lenient, SnapshotFacts.Restore(stored).Reading);
        var facts = new Dictionary<string, string>(stored.Facts) { ["sender"] = "X90001", ["role"] = "gp-system" };
        var intake = live.Hub.Services.GetRequiredService<IntakeService>();
        var again = SnapshotFacts.Restore(stored with { Facts = facts });
        Assert.IsType<IntakeOutcome.Accepted>(await intake.ReceiveAsync(again, Cancellation));
        Assert.IsType<IntakeOutcome.Refused>(await intake.ReceiveAsync(again with { Reading = null }, Cancellation));
    }

    [Fact]
    public void What_is_stored_of_a_warning_is_its_code_and_its_place_in_the_resource() =>
        Assert.Equal(
            [new("PVAL116", "Patient.contained[0].ofType(Practitioner).gender"), new("INT123", "Bundle.identifier.system")],
            EntryWarning.Of([
                ErrorCatalogue.FhirInvalid.At(
                    "Bundle.entry[3].resource.ofType(Patient).contained[0].ofType(Practitioner).gender",
                    "PVAL116"
                ),
                ErrorCatalogue.IdentifierSystemDrift.At("Bundle.identifier.system"),
            ])
        );

    private Task<Reply> PostAsync(TestSender sender, JsonNode bundle) => live.PostAsync(sender, "fhir", bundle, Cancellation);

    private async Task<IEnumerable<JsonNode>> EntriesAsync(TestPerson person, TestSender sender)
    {
        var record = await live.AskAsync(
            sender with
            {
                Role = "clinician",
            },
            HttpMethod.Get,
            $"records/{live.Hub.RecordOf(person)}",
            Cancellation
        );
        return record.Is(HttpStatusCode.OK).Json["sections"]!.AsArray().SelectMany(section => section!["entries"]!.AsArray())!;
    }

    private static JsonObject Transaction(TestPerson person, Action<JsonObject> change)
    {
        var message = Messages.OneObservation(person, Messages.NewName("drift"), version: 1, value: "72");
        var bundle = JsonNode.Parse(message.Body)!.AsObject();
        var entry = bundle["entry"]![0]!.AsObject();
        Resource(entry).Remove("effectiveDateTime");
        change(entry);
        return bundle;
    }

    private static Action<JsonObject> Identified(string system) =>
        entry =>
            Resource(entry)["performer"] = new JsonArray(
                new JsonObject
                {
                    ["identifier"] = new JsonObject { ["system"] = system, ["value"] = "X90001" },
                }
            );

    private static JsonObject Resource(JsonObject entry) => entry["resource"]!.AsObject();

    private static string Div(string text) => $"<div xmlns=\"http://www.w3.org/1999/xhtml\">{text}</div>";

    private static string Place(JsonNode issue) => (string)issue["expression"]![0]!;
}
