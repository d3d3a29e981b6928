using System.Net;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using IntegrationHub.Tests.Support;

namespace IntegrationHub.Tests.Http;

/// <summary>What may be seen, over HTTP: withheld entries, the telling of it, objections, broken glasses, and what the audit keeps.</summary>
public sealed class WithholdingTests(LiveHub live) : IClassFixture<LiveHub>
{
    private const string Secret = "Zqx-secret-finding";
    private const string Reason = "Unconscious in the emergency department";

    private static readonly TestSender Hospital = new("RX1", "clinician");
    private static readonly TestSender SocialWorker = new("C90001", "social-worker");
    private static readonly TestSender Stranger = new("X90005", "clinician");
    private static readonly TestSender Officer = new("RX1", "privacy-officer");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_sensitive_entry_is_withheld_counted_and_nowhere_to_be_had()
    {
        var person = await KnownAsync();
        var id = await TellAsync(Condition(person, Secret, snomed: "86406008"));
        var record = $"records/{live.Hub.RecordOf(person)}";

        var seen = await GetAsync(Hospital, record);
        Assert.DoesNotContain(Secret, seen.Is(HttpStatusCode.OK).Body, StringComparison.Ordinal);
        Assert.Equal("""[{"reason":"sensitive","count":1}]""", Withheld(seen, "problem-list"));
        foreach (var path in new[] { $"fhir/Condition/{id}", $"fhir/Condition/{id}/_history", $"fhir/Condition/{id}/_history/2" })
        {
            var refused = await GetAsync(Hospital, path);
            Assert.Equal(("INT404", 404), (refused.Codes[0], refused.Status));
            Assert.DoesNotContain(Secret, refused.Body, StringComparison.Ordinal);
        }

        // The practice that told it goes on seeing it.
        Assert.Contains(Secret, (await GetAsync(TestSender.Clinician, record)).Body, StringComparison.Ordinal);
        Assert.Equal(200, (await GetAsync(TestSender.Clinician, $"fhir/Condition/{id}")).Status);
    }

    [Fact]
    public async Task A_senders_label_withholds_what_no_list_names_mapped_or_not()
    {
        var person = await KnownAsync();
        await TellAsync(Condition(person, Secret, label: "R"));
        await TellAsync(
            new JsonObject
            {
                ["resourceType"] = "Media",
                ["meta"] = new JsonObject { ["security"] = new JsonArray(Label("V")) },
                ["status"] = "completed",
                ["subject"] = Subject(person),
                ["content"] = new JsonObject { ["title"] = Secret },
            }
        );
        var seen = await GetAsync(Hospital, $"records/{live.Hub.RecordOf(person)}");
        Assert.Equal("""[{"reason":"sensitive","count":1}]""", Withheld(seen, "problem-list"));
        Assert.Equal("""[{"reason":"sensitive","count":1}]""", Withheld(seen, "unmapped"));
        Assert.DoesNotContain("Media", seen.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_protected_patients_address_practice_and_place_are_withheld()
    {
        var person = await KnownAsync();
        var patient = JsonNode.Parse(Messages.Gp(person, 1).Body)!["entry"]![0]!["resource"]!.DeepClone().AsObject();
        patient["meta"] = new JsonObject { ["versionId"] = "9", ["security"] = new JsonArray(Label("R")) };
        await TellAsync(patient);
        var record = live.Hub.RecordOf(person);
        foreach (var path in new[] { $"records/{record}", $"records/{record}?section=investigation-results" })
        {
            var seen = (await GetAsync(Hospital, path)).Is(HttpStatusCode.OK);
            Assert.Equal(["nhsNumber", "birthDate"], seen.Json["patient"]!.AsObject().Select(property => property.Key));
            Assert.DoesNotContain("ZZ1 1AA", seen.Body, StringComparison.Ordinal);
        }

        var found = await live.AskAsync(
            Hospital,
            HttpMethod.Post,
            "fhir/Patient/_search",
            Cancellation,
            System.Text.Encoding.ASCII.GetBytes($"identifier={Uri.EscapeDataString($"https://fhir.nhs.uk/Id/nhs-number|{person.Number}")}"),
            "application/x-www-form-urlencoded"
        );
        Assert.DoesNotContain("ZZ1 1AA", found.Is(HttpStatusCode.OK).Body, StringComparison.Ordinal);
        Assert.Equal(404, (await GetAsync(Hospital, $"fhir/Patient/{record}")).Status);
    }

    [Fact]
    public async Task What_a_role_does_not_see_is_counted_by_section()
    {
        var person = TestPerson.New();
        await SendAsync(Messages.Gp(person, 4));
        var record = $"records/{live.Hub.RecordOf(person)}";
        var whole = (await GetAsync(TestSender.Clinician, record)).Json["sections"]!.AsArray();
        var hidden = whole.Single(section => section!["entries"]!.AsArray().Count == 3)!;
        var seen = await GetAsync(SocialWorker, record);
        Assert.Equal("""[{"reason":"role","count":3}]""", Withheld(seen, (string)hidden["section"]!));
        Assert.DoesNotContain("Pulse rate", seen.Body, StringComparison.Ordinal);
        var resource = (string)hidden["entries"]![0]!["source"]!["resource"]!;
        Assert.Equal(404, (await GetAsync(SocialWorker, $"fhir/{resource}")).Status);
        Assert.Equal(200, (await GetAsync(TestSender.Clinician, $"fhir/{resource}")).Status);
    }

    [Fact]
    public async Task An_objection_stops_sharing_until_it_is_taken_back()
    {
        var person = await KnownAsync();
        await TellAsync(Flag(person));
        var record = $"records/{live.Hub.RecordOf(person)}";
        var resource = Entries(await GetAsync(Hospital, record))[0]["source"]!["resource"]!;
        var consent = Consent(person, "active", version: 1);
        await TellAsync(consent);

        var seen = (await GetAsync(Hospital, record)).Is(HttpStatusCode.OK);
        Assert.Equal(
            ["legal-information", "safeguarding"],
            seen.Json["sections"]!
                .AsArray()
                .Where(section => section!["entries"]!.AsArray().Count > 0)
                .Select(section => (string)section!["section"]!)
        );
        Assert.All(
            seen.Json["sections"]!.AsArray().Where(section => (string)section!["section"]! is not ("safeguarding" or "legal-information")),
            section => Assert.Equal("objection", (string)section!["withheld"]![0]!["reason"]!)
        );
        Assert.Equal(404, (await GetAsync(Hospital, $"fhir/{resource}")).Status);
        // As of a time before the objection, too: it is about what is shown now.
        Assert.DoesNotContain(
            Entries(await GetAsync(Hospital, record + "?asAt=2999-01-01")),
            entry => (string?)entry["display"] == "Pulse rate"
        );
        Assert.Contains(Entries(await GetAsync(TestSender.Clinician, record)), entry => (string?)entry["display"] == "Pulse rate");

        await TellAsync(Consent(person, "inactive", version: 2, (string)consent["id"]!), (string)consent["id"]!);
        Assert.Contains(Entries(await GetAsync(Hospital, record)), entry => (string?)entry["display"] == "Pulse rate");
        Assert.Equal(200, (await GetAsync(Hospital, $"fhir/{resource}")).Status);
    }

    [Theory]
    [InlineData("RX2", false)]
    [InlineData("RX1", true)]
    [InlineData("ZZ999", true)]
    public async Task An_objection_to_one_organisation_stops_sharing_with_that_one(string against, bool stops)
    {
        var person = await KnownAsync();
        var consent = Consent(person, "active", version: 1);
        consent["provision"]!["actor"] = new JsonArray(
            new JsonObject
            {
                ["role"] = new JsonObject
                {
                    ["coding"] = new JsonArray(
                        new JsonObject { ["system"] = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType", ["code"] = "IRCP" }
                    ),
                },
                ["reference"] = new JsonObject
                {
                    ["identifier"] = new JsonObject { ["system"] = "https://fhir.nhs.uk/Id/ods-organization-code", ["value"] = against },
                },
            }
        );
        await TellAsync(consent);

        var entries = Entries((await GetAsync(Hospital, $"records/{live.Hub.RecordOf(person)}")).Is(HttpStatusCode.OK));
        Assert.Equal(stops, !entries.Any(entry => (string?)entry["display"] == "Pulse rate"));
    }

    [Fact]
    public async Task A_broken_glass_shows_what_is_withheld_is_audited_apart_and_listed_for_the_privacy_officer()
    {
        var person = await KnownAsync();
        await TellAsync(Condition(person, Secret, label: "R"));
        await TellAsync(Condition(person, "Zqx-never", label: "V"));
        await TellAsync(Consent(person, "active", version: 1));
        var record = live.Hub.RecordOf(person);

        // Nothing of this person is Stranger's: without a reason it is as if there were no record.
        Assert.Equal(404, (await GetAsync(Stranger, $"records/{record}")).Status);
        var opened = (await BreakAsync(Hospital, $"records/{record}", Reason)).Is(HttpStatusCode.OK);
        Assert.Contains(Secret, opened.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Zqx-never", opened.Body, StringComparison.Ordinal);
        Assert.Equal("""[{"reason":"sensitive","count":1}]""", Withheld(opened, "problem-list"));
        Assert.Contains(
            Secret,
            (await BreakAsync(Stranger, $"records/{record}", Reason)).Is(HttpStatusCode.OK).Body,
            StringComparison.Ordinal
        );

        var row = Assert.Single(await AuditAsync(record.Value, "break-glass-read-record"), row => row.GetString("Organisation") == "RX1");
        Assert.Contains($"reason={Reason}", row.GetString("Detail"), StringComparison.Ordinal);
        var listed = (await GetAsync(Officer, "break-glass")).Is(HttpStatusCode.OK).Json["breakGlass"]!.AsArray();
        var mine = Assert.Single(listed, each => (string)each!["recordId"]! == record.Value)!;
        Assert.Equal((Reason, "clinician", "RX1"), ((string)mine["reason"]!, (string)mine["role"]!, (string)mine["organisation"]!));
        Assert.Contains("problem-list", (string)mine["sections"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_care_staff_of_the_listed_roles_break_a_glass_and_only_with_a_reason()
    {
        var person = await KnownAsync();
        var path = $"records/{live.Hub.RecordOf(person)}";
        foreach (
            var who in new TestSender[]
            {
                new("RX1", "discharge-coordinator"),
                TestSender.Trust,
                Officer,
                new("RX1", "operator"),
                new("ZZ999", "clinician"),
                new("QZ9", "clinician"),
            }
        )
        {
            foreach (var each in new[] { path, $"fhir/Patient/{live.Hub.RecordOf(person)}" })
                Assert.Equal((403, "INT311"), (await BreakAsync(who, each, Reason) is var refused ? refused.Status : 0, refused.Codes[0]));
        }

        foreach (var reason in new[] { "", "short", new string('x', 201), $"for {TestPerson.New().Number}" })
            Assert.Equal((400, "INT310"), (await BreakAsync(Hospital, path, reason) is var refused ? refused.Status : 0, refused.Codes[0]));
    }

    [Fact]
    public async Task Broken_glasses_are_listed_to_the_privacy_officer_of_the_organisation_and_of_the_board()
    {
        Assert.Equal(200, (await GetAsync(new("QZ9", "privacy-officer"), "break-glass?organisation=RX1")).Status);
        foreach (
            var (who, path) in new (TestSender, string)[]
            {
                (new("RX2", "privacy-officer"), "break-glass?organisation=RX1"),
                (Hospital, "break-glass"),
                (new("RX1", "operator"), "break-glass"),
                (new("ZZ999", "privacy-officer"), "break-glass"),
                (new("QZ9", "privacy-officer"), "break-glass?organisation=ZZ999"),
            }
        )
            Assert.Equal(403, (await GetAsync(who, path)).Status);
        Assert.Equal(400, (await GetAsync(Officer, "break-glass?organisation=!")).Status);
    }

    [Fact]
    public async Task Each_read_leaves_a_row_that_says_who_from_where_which_sections_and_what_was_withheld()
    {
        var person = await KnownAsync();
        await TellAsync(Condition(person, Secret, label: "R"));
        var record = live.Hub.RecordOf(person).Value;
        await GetAsync(Hospital, $"records/{record}");

        var row = Assert.Single(await AuditAsync(record, "read-record"));
        Assert.Equal(("RX1", "clinician"), (row.GetString("Organisation"), row.GetString("Role")));
        Assert.NotEqual("", row.GetString("Subject"));
        Assert.Contains("sections=demographics,", row.GetString("Detail"), StringComparison.Ordinal);
        Assert.Contains("withheld=problem-list:sensitive:1", row.GetString("Detail"), StringComparison.Ordinal);
        Assert.Contains("form=json", row.GetString("Detail"), StringComparison.Ordinal);
    }

    private static JsonObject Condition(TestPerson person, string text, string? snomed = null, string? label = null)
    {
        var code = new JsonObject { ["text"] = text };
        if (snomed is not null)
            code["coding"] = new JsonArray(new JsonObject { ["system"] = "http://snomed.info/sct", ["code"] = snomed });
        var condition = new JsonObject
        {
            ["resourceType"] = "Condition",
            ["code"] = code,
            ["subject"] = Subject(person),
        };
        if (label is not null)
            condition["meta"] = new JsonObject { ["security"] = new JsonArray(Label(label)) };
        return condition;
    }

    private static JsonObject Flag(TestPerson person) =>
        new()
        {
            ["resourceType"] = "Flag",
            ["status"] = "active",
            ["code"] = new JsonObject
            {
                ["coding"] = new JsonArray(new JsonObject { ["system"] = "http://snomed.info/sct", ["code"] = "417430008" }),
                ["text"] = "Vulnerable adult",
            },
            ["subject"] = Subject(person),
        };

    private static JsonObject Consent(TestPerson person, string status, int version, string? id = null) =>
        new()
        {
            ["resourceType"] = "Consent",
            ["id"] = id ?? Messages.NewName("consent"),
            ["meta"] = new JsonObject { ["versionId"] = $"{version}" },
            ["status"] = status,
            ["scope"] = new JsonObject
            {
                ["coding"] = new JsonArray(
                    new JsonObject { ["system"] = "http://terminology.hl7.org/CodeSystem/consentscope", ["code"] = "patient-privacy" }
                ),
            },
            ["category"] = new JsonArray(new JsonObject { ["text"] = "Sharing of the care record" }),
            ["patient"] = Subject(person),
            ["policyRule"] = new JsonObject { ["text"] = "Shared care record" },
            ["provision"] = new JsonObject { ["type"] = "deny" },
        };

    private static JsonObject Label(string code) =>
        new() { ["system"] = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality", ["code"] = code };

    private static JsonObject Subject(TestPerson person) =>
        new()
        {
            ["identifier"] = new JsonObject { ["system"] = "https://fhir.nhs.uk/Id/nhs-number", ["value"] = person.Number },
        };

    private static string? Withheld(Reply record, string section) =>
        record.Json["sections"]!.AsArray().SingleOrDefault(each => (string)each!["section"]! == section)?["withheld"]?.ToJsonString();

    private static List<JsonNode> Entries(Reply record) =>
        [.. record.Json["sections"]!.AsArray().SelectMany(section => section!["entries"]!.AsArray()).Select(entry => entry!)];

    private Task<Reply> GetAsync(TestSender caller, string path) => live.AskAsync(caller, HttpMethod.Get, path, Cancellation);

    private Task<Reply> BreakAsync(TestSender caller, string path, string reason) =>
        live.AskAsync(caller, HttpMethod.Get, path, Cancellation, headers: ("Break-Glass-Reason", reason));

    private async Task<string> TellAsync(JsonObject resource, string? id = null)
    {
        var type = (string)resource["resourceType"]!;
        id ??= (string?)resource["id"];
        var reply = await live.AskAsync(
            TestSender.Practice,
            id is null ? HttpMethod.Post : HttpMethod.Put,
            id is null ? $"fhir/{type}" : $"fhir/{type}/{id}",
            Cancellation,
            System.Text.Encoding.UTF8.GetBytes(resource.ToJsonString())
        );
        Assert.True(reply.Status is 200 or 201, reply.Body);
        return reply.Header("Location")!.Split('/')[
            ^3 is var at && reply.Header("Location")!.Contains("_history", StringComparison.Ordinal) ? at : ^1
        ];
    }

    private async Task<TestPerson> KnownAsync()
    {
        var person = TestPerson.New();
        await SendAsync(Messages.Gp(person, 2));
        return person;
    }

    private async Task SendAsync(TestMessage message)
    {
        var answer = await live.Hub.Client.SendAsync(message, Cancellation);
        Assert.True(answer.IsAcknowledgement, answer.Text);
    }

    private async Task<IReadOnlyList<TableEntity>> AuditAsync(string record, string action) =>
        [.. (await live.AuditAsync(Cancellation)).Where(row => row.GetString("Record") == record && row.GetString("Action") == action)];
}
