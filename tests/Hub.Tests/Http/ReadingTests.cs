using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using IntegrationHub.Tests.Support;

namespace IntegrationHub.Tests.Http;

/// <summary>The record as people and systems read it, exactly as docs/interfaces.md says; and who may not.</summary>
public sealed class ReadingTests(LiveHub live) : IClassFixture<LiveHub>
{
    private const string Form = "application/x-www-form-urlencoded";

    private static readonly TestSender Stranger = new("X90005", "clinician");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_person_is_found_by_NHS_number_in_the_body()
    {
        var person = await KnownAsync();
        var found = (await SearchAsync(TestSender.Clinician, person.Number)).Is(HttpStatusCode.OK).Json;

        Assert.Equal(("searchset", 1), ((string?)found["type"], (int)found["total"]!));
        var entry = Assert.Single(found["entry"]!.AsArray())!;
        Assert.Equal("match", (string?)entry["search"]!["mode"]);
        Assert.Equal(live.Hub.RecordOf(person).Value, (string?)entry["resource"]!["id"]);
        Assert.Equal("Testcase", (string?)entry["resource"]!["name"]![0]!["family"]);
    }

    [Fact]
    public async Task A_person_nobody_told_of_and_one_the_caller_may_not_see_are_answered_alike()
    {
        var person = await KnownAsync();
        var unseen = await SearchAsync(Stranger, person.Number);
        var unknown = await SearchAsync(Stranger, TestPerson.New().Number);

        Assert.Equal(unknown.Is(HttpStatusCode.OK).Body, unseen.Body);
        Assert.Equal(0, (int)unseen.Json["total"]!);
    }

    [Fact]
    public async Task A_record_has_the_shape_that_partners_were_told()
    {
        var person = await KnownAsync(entries: 3);
        var record = live.Hub.RecordOf(person).Value;
        var json = (await GetAsync(TestSender.Clinician, $"records/{record}")).Is(HttpStatusCode.OK).Json;

        AssertProperties(json, "recordId", "asAt", "version", "total", "patient", "sections");
        AssertProperties(json["patient"]!, "nhsNumber", "name", "birthDate", "registeredPractice", "place", "placeRule");
        Assert.Equal((record, 1), ((string?)json["recordId"], (int)json["version"]!));
        Assert.Equal(person.Number, (string?)json["patient"]!["nhsNumber"]);
        Assert.Equal(("1950-04-01", "X90001"), ((string?)json["patient"]!["birthDate"], (string?)json["patient"]!["registeredPractice"]));
        Assert.Equal("northfield", (string?)json["patient"]!["place"]);
        foreach (var section in json["sections"]!.AsArray())
        {
            AssertProperties(section!, "section", "heading", "entries");
            foreach (var entry in section!["entries"]!.AsArray())
            {
                Assert.Empty(
                    entry!
                        .AsObject()
                        .Select(p => p.Key)
                        .Except([
                            "id",
                            "display",
                            "codings",
                            "status",
                            "date",
                            "dateIs",
                            "value",
                            "source",
                            "version",
                            "alsoFrom",
                            "by",
                            "unmappedReason",
                        ])
                );
                AssertProperties(entry!["source"]!, "organisation", "resource", "receivedAt");
                Assert.Equal("X90001", (string?)entry["source"]!["organisation"]);
                Assert.EndsWith($"/{entry["id"]}", (string?)entry["source"]!["resource"], StringComparison.Ordinal);
            }
        }

        // Three resources; the Patient names the practice too.
        Assert.Equal(4, Entries(json).Count);
    }

    [Fact]
    public async Task Each_entry_leads_to_its_resource()
    {
        var person = await KnownAsync(entries: 3);
        var json = (await GetAsync(TestSender.Clinician, $"records/{live.Hub.RecordOf(person)}")).Json;
        foreach (var entry in Entries(json))
        {
            var resource = (await GetAsync(TestSender.Clinician, $"fhir/{entry["source"]!["resource"]}")).Is(HttpStatusCode.OK);
            Assert.Equal((string?)entry["id"], (string?)resource.Json["id"]);
            Assert.Equal("application/fhir+json", resource.MediaType);
            Assert.Equal("W/\"1\"", resource.Header("ETag"));
        }
    }

    [Fact]
    public async Task The_record_as_at_a_past_moment_is_as_it_was()
    {
        var person = TestPerson.New();
        var id = Messages.NewName("obs");
        await SendAsync(Messages.OneObservation(person, id, 1, "first"));
        var record = live.Hub.RecordOf(person).Value;
        var between = (string)Entries((await GetAsync(TestSender.Practice, $"records/{record}")).Json)[0]["source"]!["receivedAt"]!;
        var moment = DateTimeOffset.Parse(between, CultureInfo.InvariantCulture).AddMilliseconds(1);
        // The hub's clock must have moved past that moment before the next version comes.
        await WaitUntilAsync(moment);
        await SendAsync(Messages.OneObservation(person, id, 2, "second"));

        Assert.Equal("second", await ValueAsync(""));
        Assert.Equal("first", await ValueAsync($"?asAt={Uri.EscapeDataString(moment.ToString("O", CultureInfo.InvariantCulture))}"));
        Assert.Null(await ValueAsync("?asAt=2020-01-01"));
        Assert.Equal("second", await ValueAsync($"?asAt={TimeProvider.System.GetUtcNow().AddDays(1):yyyy-MM-dd}"));

        async Task<string?> ValueAsync(string query)
        {
            var json = (await GetAsync(TestSender.Practice, $"records/{record}{query}")).Is(HttpStatusCode.OK).Json;
            return Entries(json) is [var only] ? (string?)only["value"] : null;
        }
    }

    [Theory]
    [InlineData("?asAt=yesterday")]
    [InlineData("?asAt=2026-02-30")]
    [InlineData("?section=nothing")]
    public async Task A_question_that_cannot_be_read_is_refused(string query)
    {
        var person = await KnownAsync();
        var reply = await GetAsync(TestSender.Clinician, $"records/{live.Hub.RecordOf(person)}{query}");
        Assert.Equal((400, "INT018"), (reply.Status, reply.Codes[0]));
    }

    [Fact]
    public async Task One_section_alone_can_be_asked_for()
    {
        var person = await KnownAsync(entries: 3);
        var path = $"records/{live.Hub.RecordOf(person)}";
        var all = (await GetAsync(TestSender.Clinician, path)).Json["sections"]!.AsArray().Select(s => (string)s!["section"]!).ToList();
        Assert.True(all.Count > 1);
        foreach (var section in all)
        {
            var json = (await GetAsync(TestSender.Clinician, $"{path}?section={section}")).Is(HttpStatusCode.OK).Json;
            Assert.Equal(section, (string?)Assert.Single(json["sections"]!.AsArray())!["section"]);
        }
    }

    [Fact]
    public async Task What_has_not_changed_is_not_sent_again()
    {
        var person = await KnownAsync();
        var path = $"records/{live.Hub.RecordOf(person)}";
        var first = (await GetAsync(TestSender.Clinician, path)).Is(HttpStatusCode.OK);
        var again = await live.AskAsync(
            TestSender.Clinician,
            HttpMethod.Get,
            path,
            Cancellation,
            headers: ("If-None-Match", first.Header("ETag")!)
        );
        Assert.Equal("", again.Is(HttpStatusCode.NotModified).Body);

        await SendAsync(Messages.OneObservation(person, Messages.NewName("obs"), 1, "new"));
        var changed = await live.AskAsync(
            TestSender.Clinician,
            HttpMethod.Get,
            path,
            Cancellation,
            headers: ("If-None-Match", first.Header("ETag")!)
        );
        Assert.NotEqual(first.Header("ETag"), changed.Is(HttpStatusCode.OK).Header("ETag"));
    }

    [Fact]
    public async Task A_record_that_the_caller_may_not_see_is_answered_as_if_it_were_not_there()
    {
        var person = await KnownAsync();
        var record = live.Hub.RecordOf(person).Value;
        var resource = (string)Entries((await GetAsync(TestSender.Clinician, $"records/{record}")).Json)[0]["source"]!["resource"]!;
        var none = "p" + new string('a', 32);

        foreach (
            var caller in new[]
            {
                Stranger,
                new("X90002", "clinician"),
                new("RX2", "clinician"),
                new("C90003", "social-worker"),
                new("X90001", "operator"),
            }
        )
        {
            foreach (
                var (path, absent) in new[]
                {
                    ($"records/{record}", $"records/{none}"),
                    ($"fhir/{resource}", $"fhir/Patient/{none}"),
                    ($"fhir/Patient/{record}", $"fhir/Patient/{none}"),
                }
            )
            {
                var refused = (await GetAsync(caller, path)).Is(HttpStatusCode.NotFound);
                Assert.Equal(["INT404"], refused.Codes);
                Assert.Equal(WithoutCorrelation(await GetAsync(caller, absent)), WithoutCorrelation(refused));
            }
        }

        foreach (var caller in new[] { TestSender.Clinician, TestSender.Practice, new("RX1", "clinician"), new("C90001", "social-worker") })
            (await GetAsync(caller, $"records/{record}")).Is(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("identifier=https://fhir.nhs.uk/Id/nhs-number|9990000019")]
    [InlineData("identifier=9990000000")]
    [InlineData("identifier=")]
    [InlineData("name=Testcase")]
    [InlineData("")]
    public async Task A_search_for_anything_but_one_valid_NHS_number_is_refused(string form)
    {
        var reply = await live.AskAsync(
            TestSender.Clinician,
            HttpMethod.Post,
            "fhir/Patient/_search",
            Cancellation,
            Encoding.ASCII.GetBytes(form),
            Form
        );
        Assert.Equal((422, "INT200"), (reply.Status, reply.Codes[0]));
    }

    private static string WithoutCorrelation(Reply reply)
    {
        var json = reply.Json.AsObject();
        json.Remove("correlationId");
        return json.ToJsonString();
    }

    private static List<JsonNode> Entries(JsonNode record) =>
        [.. record["sections"]!.AsArray().SelectMany(section => section!["entries"]!.AsArray()).Select(entry => entry!)];

    private static void AssertProperties(JsonNode node, params string[] names) =>
        Assert.Equal(names.Order(StringComparer.Ordinal), node.AsObject().Select(p => p.Key).Order(StringComparer.Ordinal));

    private static async Task WaitUntilAsync(DateTimeOffset moment)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        while (TimeProvider.System.GetUtcNow() <= moment)
            await timer.WaitForNextTickAsync(Cancellation);
    }

    private async Task<TestPerson> KnownAsync(int entries = 2)
    {
        var person = TestPerson.New();
        await SendAsync(Messages.Gp(person, entries));
        return person;
    }

    private async Task SendAsync(TestMessage message)
    {
        var answer = await live.Hub.Client.SendAsync(message, Cancellation);
        Assert.True(answer.IsAcknowledgement, answer.Text);
    }

    private Task<Reply> GetAsync(TestSender caller, string path) => live.AskAsync(caller, HttpMethod.Get, path, Cancellation);

    private Task<Reply> SearchAsync(TestSender caller, string number) =>
        live.AskAsync(
            caller,
            HttpMethod.Post,
            "fhir/Patient/_search",
            Cancellation,
            Encoding.ASCII.GetBytes($"identifier={Uri.EscapeDataString($"https://fhir.nhs.uk/Id/nhs-number|{number}")}"),
            Form
        );
}
