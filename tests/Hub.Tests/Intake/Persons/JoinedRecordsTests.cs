using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using IntegrationHub.Tests.Http;
using IntegrationHub.Tests.Support;

namespace IntegrationHub.Tests.Intake.Persons;

/// <summary>NHS numbers replaced and invalidated: records that become one, come apart again, and lose nothing.</summary>
public sealed class JoinedRecordsTests(LiveHub live) : IClassFixture<LiveHub>
{
    private static readonly TestSender PrivacyOfficer = new("X90001", "privacy-officer");
    private static readonly TestSender Operator = new("QZ9", "operator");
    private static readonly TestSender OtherTrust = new("RX2", "trust-system");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_replaced_number_makes_one_record_of_two_whichever_id_is_read()
    {
        var (one, other) = await TwoAsync();
        await TellAsync(Messages.NumberReplaced(one, other));

        var byOld = (await ReadAsync(one)).Is(HttpStatusCode.OK);
        var byNew = (await ReadAsync(other)).Is(HttpStatusCode.OK);
        Assert.Equal(byNew.Header("ETag"), byOld.Header("ETag"));
        foreach (var json in new[] { byOld.Json, byNew.Json })
        {
            Assert.Equal(Id(other), (string?)json["recordId"]);
            Assert.Equal(other.Number, (string?)json["patient"]!["nhsNumber"]);
            Assert.Equal([one.Number], json["patient"]!["formerNhsNumbers"]!.AsArray().Select(number => (string?)number));
            Assert.Equal(["of one", "of other"], Values(json));
        }

        // What is sent with the old number still comes in, and is seen.
        await SendAsync(Messages.OneObservation(one, Messages.NewName("obs"), 1, "late, old number"));
        Assert.Equal(["late, old number", "of one", "of other"], Values((await ReadAsync(other)).Json));
        // Each resource is found under its own address.
        foreach (var entry in Entries((await ReadAsync(one)).Json))
            (await live.AskAsync(TestSender.Clinician, HttpMethod.Get, $"fhir/{entry["source"]!["resource"]}", Cancellation)).Is(
                HttpStatusCode.OK
            );
    }

    [Fact]
    public async Task A_search_by_the_old_number_finds_the_record_of_the_number_in_use()
    {
        var (one, other) = await TwoAsync();
        await TellAsync(Messages.NumberReplaced(one, other));

        var found = await SearchAsync(one);
        Assert.Equal(Id(other), (string?)found["entry"]![0]!["resource"]!["id"]);
    }

    [Fact]
    public async Task The_record_as_at_a_moment_before_the_join_is_apart_and_after_it_joined()
    {
        var (one, other) = await TwoAsync();
        var before = Now();
        await TellAsync(Messages.NumberReplaced(one, other));
        var joined = Now();
        await DecideAsync("separate", one, other);

        Assert.Equal(["of one"], Values((await ReadAsync(one, before)).Json));
        Assert.Equal(["of other"], Values((await ReadAsync(other, before)).Json));
        Assert.Equal(["of one", "of other"], Values((await ReadAsync(one, joined)).Json));
        Assert.Equal(["of one", "of other"], Values((await ReadAsync(other, joined)).Json));
        Assert.Equal(["of one"], Values((await ReadAsync(one)).Json));
        Assert.Equal(["of other"], Values((await ReadAsync(other)).Json));
    }

    [Fact]
    public async Task A_number_replaced_twice_is_one_record_of_three()
    {
        var (one, other) = await TwoAsync();
        var third = await KnownAsync("of third");
        await TellAsync(Messages.NumberReplaced(one, other));
        await TellAsync(Messages.NumberReplaced(other, third));

        foreach (var person in new[] { one, other, third })
            Assert.Equal(["of one", "of other", "of third"], Values((await ReadAsync(person)).Json));
    }

    [Fact]
    public async Task A_number_that_nobody_sent_anything_of_is_joined_before_the_first_message_comes()
    {
        var (one, other) = (TestPerson.New(), TestPerson.New());
        await TellAsync(Messages.NumberReplaced(one, other));
        await SendAsync(Messages.OneObservation(one, Messages.NewName("obs"), 1, "by the old number"));
        await SendAsync(Messages.Gp(other, 1));

        Assert.Equal(["by the old number"], Values((await ReadAsync(other)).Json));
    }

    [Fact]
    public async Task The_same_resource_told_under_both_numbers_is_shown_once_in_its_newest_version()
    {
        var (one, other) = (TestPerson.New(), TestPerson.New());
        var id = Messages.NewName("obs");
        await SendAsync(Messages.Gp(one, 1));
        await SendAsync(Messages.Gp(other, 1));
        await SendAsync(Messages.OneObservation(other, id, 2, "second"));
        await SendAsync(Messages.OneObservation(one, id, 1, "first, late"));
        await TellAsync(Messages.NumberReplaced(one, other));

        Assert.Equal(["second"], Values((await ReadAsync(one)).Json));
        await DecideAsync("separate", one, other);
        Assert.Equal(["first, late"], Values((await ReadAsync(one)).Json));
    }

    [Fact]
    public async Task An_ETag_of_the_joined_record_never_comes_back_when_it_is_apart()
    {
        var (one, other) = await TwoAsync();
        var tags = new List<string?> { (await ReadAsync(other)).Header("ETag") };
        for (var turn = 0; turn < 3; turn++)
        {
            await DecideAsync("join", one, other);
            tags.Add((await ReadAsync(other)).Header("ETag"));
            await DecideAsync("separate", one, other);
            tags.Add((await ReadAsync(other)).Header("ETag"));
        }

        Assert.Equal(tags.Count, tags.Distinct().Count());
    }

    [Fact]
    public async Task An_invalidated_number_stands_alone_says_so_and_can_be_restored()
    {
        var (one, other) = await TwoAsync();
        await TellAsync(Messages.NumberReplaced(one, other));
        await TellAsync(Messages.NumberInvalidated(other));

        var json = (await ReadAsync(other)).Json;
        Assert.True((bool)json["patient"]!["nhsNumberInvalid"]!);
        Assert.Equal(["of other"], Values(json));
        Assert.Equal(["of one"], Values((await ReadAsync(one)).Json));
        var found = await SearchAsync(other);
        Assert.Equal(0, (int)found["total"]!);
        Assert.Equal("INT218", (string?)found["entry"]![0]!["resource"]!["issue"]![0]!["details"]!["coding"]![0]!["code"]);
        // What comes with it is kept where the number says, under the same warning.
        await SendAsync(Messages.OneObservation(other, Messages.NewName("obs"), 1, "later"));

        await RefusedAsync(Messages.NumberReplaced(one, other), "INT210");
        await DecideAsync("restore", other, null);
        await DecideAsync("join", one, other);
        json = (await ReadAsync(one)).Json;
        Assert.Null(json["patient"]!["nhsNumberInvalid"]);
        Assert.Equal(["later", "of one", "of other"], Values(json));
        Assert.Equal(1, (int)(await SearchAsync(other))["total"]!);
    }

    [Fact]
    public async Task Who_joined_and_separated_when_and_why_is_told_to_those_who_may_undo_it()
    {
        var (one, other) = await TwoAsync();
        await TellAsync(Messages.NumberReplaced(one, other));
        await DecideAsync("separate", one, other, "The numbers were mixed up at registration.");

        var view = (await live.AskAsync(PrivacyOfficer, HttpMethod.Get, $"records/{Id(one)}/identity", Cancellation))
            .Is(HttpStatusCode.OK)
            .Json;
        Assert.Equal([Id(one)], view["records"]!.AsArray().Select(record => (string?)record));
        Assert.Equal(
            [("points-to", "RX1", null), ("admits", "RX1", null), ("releases", "X90001", "The numbers were mixed up at registration.")],
            view["events"]!.AsArray().Select(e => ((string?)e!["change"], (string?)e["organisation"], (string?)e["reason"]))
        );
        (await live.AskAsync(TestSender.Clinician, HttpMethod.Get, $"records/{Id(one)}/identity", Cancellation)).Is(
            HttpStatusCode.Forbidden
        );
    }

    [Fact]
    public async Task A_Patient_in_the_shapes_of_PDS_joins_the_record_of_its_former_number()
    {
        foreach (var shape in new[] { "old", "replaces", "replaced-by" })
        {
            var (one, other) = await TwoAsync();
            var said = shape is "replaced-by" ? one : other;
            var patient = Messages.PatientOf(said, "RX1");
            var former = Nhs(said == one ? other : one);
            if (shape is "old")
                patient["identifier"]!.AsArray().Add(new JsonObject(former) { ["use"] = "old" });
            else
                patient["link"] = new JsonArray(
                    new JsonObject
                    {
                        ["other"] = new JsonObject { ["identifier"] = new JsonObject(former) },
                        ["type"] = shape,
                    }
                );

            (await live.PostAsync(TestSender.Trust, "fhir/Patient", patient, Cancellation)).Is(HttpStatusCode.Created);
            Assert.Equal(["of one", "of other"], Values((await ReadAsync(one)).Json));
            Assert.Equal(Id(other), (string?)(await ReadAsync(one)).Json["recordId"]);
            // The same from a sender that does not speak for PDS is kept as it is, and joins nothing.
            var (another, last) = await TwoAsync();
            patient = Messages.PatientOf(last, "RX2");
            patient["identifier"]!.AsArray().Add(new JsonObject(Nhs(another)) { ["use"] = "old" });
            (await live.PostAsync(OtherTrust, "fhir/Patient", patient, Cancellation)).Is(HttpStatusCode.Created);
            Assert.Equal(["of other"], Values((await ReadAsync(last)).Json));
        }
    }

    [Fact]
    public async Task A_Patient_that_PDS_marks_as_invalid_invalidates_its_number()
    {
        var person = await KnownAsync("there");
        var patient = Messages.PatientOf(person, "RX1");
        patient["meta"] = new JsonObject
        {
            ["security"] = new JsonArray(
                new JsonObject { ["system"] = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality", ["code"] = "I" }
            ),
        };

        (await live.PostAsync(TestSender.Trust, "fhir/Patient", patient, Cancellation)).Is(HttpStatusCode.Created);
        Assert.True((bool)(await ReadAsync(person)).Json["patient"]!["nhsNumberInvalid"]!);
    }

    [Fact]
    public async Task What_cannot_be_joined_is_refused_with_a_code_and_changes_nothing()
    {
        var (one, other) = await TwoAsync();
        var third = await KnownAsync("of third");
        await RefusedAsync(Messages.NumberReplaced(one, one), "INT210");
        await RefusedAsync(Messages.NumberReplaced(one, other) with { From = TestSender.Practice }, "INT253");
        await RefusedAsync(Messages.NumberReplaced(one, other, source: "urn:any") with { From = TestSender.Practice }, "INT301");

        await TellAsync(Messages.NumberReplaced(one, other));
        await RefusedAsync(Messages.NumberReplaced(one, third), "INT211");
        await RefusedAsync(Messages.NumberReplaced(other, one), "INT211");
        // Told again in another event: known already.
        await TellAsync(Messages.NumberReplaced(one, other));
        Assert.Equal(["of one", "of other"], Values((await ReadAsync(one)).Json));

        (await AskAsync(PrivacyOfficer, "separate", other, one)).Is(HttpStatusCode.Conflict);
        (await AskAsync(PrivacyOfficer, "separate", third, one)).Is(HttpStatusCode.Conflict);
        (await AskAsync(PrivacyOfficer, "restore", one, null)).Is(HttpStatusCode.Conflict);
        (await AskAsync(PrivacyOfficer, "join", TestPerson.New(), one)).Is(HttpStatusCode.NotFound);
        (await AskAsync(TestSender.Clinician, "separate", one, other)).Is(HttpStatusCode.Forbidden);
        (await AskAsync(TestSender.Trust, "separate", one, other)).Is(HttpStatusCode.Forbidden);
        (await AskAsync(PrivacyOfficer, "separate", one, other, "short")).Is(HttpStatusCode.BadRequest);
        (await AskAsync(PrivacyOfficer, "marry", one, other)).Is(HttpStatusCode.BadRequest);
        (await AskAsync(PrivacyOfficer, "separate", one, other, key: null)).Is(HttpStatusCode.BadRequest);
        Assert.Equal(["of one", "of other"], Values((await ReadAsync(one)).Json));
        (await AskAsync(Operator, "separate", one, other)).Is(HttpStatusCode.NoContent);
        Assert.Equal(["of one"], Values((await ReadAsync(one)).Json));
    }

    [Fact]
    public async Task Records_whose_birth_dates_contradict_each_other_are_joined_by_a_person_only()
    {
        var one = await KnownAsync("of one", birthDate: "1950-04-01");
        var other = await KnownAsync("of other", birthDate: "1961-12-24");

        await RefusedAsync(Messages.NumberReplaced(one, other), "INT208");
        Assert.Equal(["of one"], Values((await ReadAsync(one)).Json));
        await DecideAsync("join", one, other);
        Assert.Equal(["of one", "of other"], Values((await ReadAsync(one)).Json));
    }

    [Fact]
    public async Task A_decision_sent_again_under_its_key_has_one_effect()
    {
        var (one, other) = await TwoAsync();
        var key = Messages.NewName("key");
        (await AskAsync(PrivacyOfficer, "join", one, other, key: key)).Is(HttpStatusCode.NoContent);
        await DecideAsync("separate", one, other);
        (await AskAsync(PrivacyOfficer, "join", one, other, key: key)).Is(HttpStatusCode.NoContent);

        Assert.Equal(["of one"], Values((await ReadAsync(one)).Json));
        (await AskAsync(PrivacyOfficer, "separate", one, other, key: key)).Is(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task A_birth_date_that_contradicts_the_record_stops_the_message_and_its_own_source_may_correct_it()
    {
        var person = await KnownAsync("there", birthDate: "1950-04-01");
        var before = await live.StoredAsync(Cancellation);
        var patient = Messages.PatientOf(person, "RX2");
        patient["birthDate"] = "1951-04-01";
        var refused = await live.PostAsync(OtherTrust, "fhir/Patient", patient, Cancellation);
        Assert.Equal((422, "INT208"), (refused.Status, Assert.Single(refused.Codes)));
        Assert.Equal(before.Snapshots, (await live.StoredAsync(Cancellation)).Snapshots);

        var then = Now();
        patient = Messages.PatientOf(person, "X90001");
        patient["meta"]!["versionId"] = "2";
        patient["birthDate"] = "1951-04-01";
        (await live.PostAsync(TestSender.Practice, "fhir/Patient", patient, Cancellation)).Is(HttpStatusCode.Created);
        Assert.Equal("1951-04-01", (string?)(await ReadAsync(person)).Json["patient"]!["birthDate"]);
        Assert.Equal("1950-04-01", (string?)(await ReadAsync(person, then)).Json["patient"]!["birthDate"]);
    }

    [Fact]
    public async Task An_id_that_the_hub_never_gave_makes_no_record()
    {
        var nobody = TestPerson.New();
        var observation = Messages.ObservationOf(nobody, Messages.NewName("obs"));
        observation["subject"] = new JsonObject { ["reference"] = $"Patient/{Id(nobody)}" };

        (await live.PostAsync(TestSender.Practice, "fhir/Observation", observation, Cancellation)).Is(HttpStatusCode.NotFound);
        Assert.Null(await live.Hub.Truth.ReadAsync(live.Hub.RecordOf(nobody), Cancellation));
    }

    private static string Now() =>
        Uri.EscapeDataString(TimeProvider.System.GetUtcNow().UtcDateTime.ToString("O", CultureInfo.InvariantCulture));

    private string Id(TestPerson person) => live.Hub.RecordOf(person).Value;

    private async Task<(TestPerson One, TestPerson Other)> TwoAsync() => (await KnownAsync("of one"), await KnownAsync("of other"));

    private async Task<TestPerson> KnownAsync(string value, string birthDate = "1950-04-01")
    {
        var person = TestPerson.New();
        var patient = Messages.PatientOf(person, "X90001");
        patient["birthDate"] = birthDate;
        (await live.PostAsync(TestSender.Practice, "fhir/Patient", patient, Cancellation)).Is(HttpStatusCode.Created);
        await SendAsync(Messages.OneObservation(person, Messages.NewName("obs"), 1, value));
        return person;
    }

    private async Task SendAsync(TestMessage message)
    {
        var answer = await live.Hub.Client.SendAsync(message, Cancellation);
        Assert.True(answer.IsAcknowledgement, $"{(int)answer.Status} {answer.Text}");
    }

    private async Task TellAsync(TestMessage message) =>
        Assert.Equal(202, (int)(await live.Hub.Client.SendAsync(message, Cancellation)).Status);

    private async Task RefusedAsync(TestMessage message, string code) =>
        Assert.Equal(code, (await live.Hub.Client.SendAsync(message, Cancellation)).Code);

    private async Task DecideAsync(string action, TestPerson one, TestPerson? with, string reason = "Decided by a test of the hub.") =>
        (await AskAsync(PrivacyOfficer, action, one, with, reason)).Is(HttpStatusCode.NoContent);

    private Task<Reply> AskAsync(
        TestSender caller,
        string action,
        TestPerson one,
        TestPerson? with,
        string reason = "Decided by a test of the hub.",
        string? key = ""
    )
    {
        var body = new JsonObject { ["action"] = action, ["reason"] = reason };
        if (with is not null)
            body["with"] = Id(with);
        (string, string)[] headers = key is null ? [] : [("Idempotency-Key", key.Length > 0 ? key : Messages.NewName("decision"))];
        return live.AskAsync(
            caller,
            HttpMethod.Post,
            $"records/{Id(one)}/identity",
            Cancellation,
            Encoding.UTF8.GetBytes(body.ToJsonString()),
            "application/json",
            headers
        );
    }

    private Task<Reply> ReadAsync(TestPerson person, string? asAt = null) =>
        live.AskAsync(TestSender.Clinician, HttpMethod.Get, $"records/{Id(person)}{(asAt is null ? "" : $"?asAt={asAt}")}", Cancellation);

    private async Task<JsonNode> SearchAsync(TestPerson person) =>
        (
            await live.AskAsync(
                TestSender.Clinician,
                HttpMethod.Post,
                "fhir/Patient/_search",
                Cancellation,
                Encoding.ASCII.GetBytes($"identifier={Uri.EscapeDataString($"https://fhir.nhs.uk/Id/nhs-number|{person.Number}")}"),
                "application/x-www-form-urlencoded"
            )
        )
            .Is(HttpStatusCode.OK)
            .Json;

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Nhs(TestPerson person) =>
        [new("system", "https://fhir.nhs.uk/Id/nhs-number"), new("value", person.Number)];

    private static IEnumerable<JsonNode> Entries(JsonNode record) =>
        record["sections"]!.AsArray().SelectMany(section => section!["entries"]!.AsArray()).Select(entry => entry!);

    private static IEnumerable<string?> Values(JsonNode record) =>
        Entries(record)
            .Where(entry => ((string)entry["source"]!["resource"]!).StartsWith("Observation/", StringComparison.Ordinal))
            .Select(entry => (string?)entry["value"])
            .Order(StringComparer.Ordinal);
}
