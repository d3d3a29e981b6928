using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using IntegrationHub.Tests.Support;

namespace IntegrationHub.Tests.Http;

/// <summary>What senders of FHIR get back, as R4 says and docs/interfaces.md promises.</summary>
public sealed class FhirAnswerTests(LiveHub live) : IClassFixture<LiveHub>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_transaction_is_answered_entry_by_entry_with_status_location_etag_and_time()
    {
        var person = TestPerson.New();
        var answer = await SendAsync(Messages.Gp(person, 3));

        Assert.Equal(("Bundle", "transaction-response"), ((string?)answer["resourceType"], (string?)answer["type"]));
        var record = live.Hub.RecordOf(person).Value;
        var responses = answer["entry"]!.AsArray().Select(entry => entry!["response"]!).ToList();
        Assert.Equal(3, responses.Count);
        Assert.All(
            responses,
            response =>
            {
                Assert.Equal(
                    ["etag", "lastModified", "location", "status"],
                    response.AsObject().Select(p => p.Key).Order(StringComparer.Ordinal)
                );
                Assert.Equal("201 Created", (string?)response["status"]);
                Assert.Equal("W/\"1\"", (string?)response["etag"]);
                Assert.Matches($@"\A(Patient|Observation)/{record}\.[a-z2-7]{{16}}/_history/1\z", (string?)response["location"]);
                Assert.Matches(@"\A[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{12}Z\z", (string?)response["lastModified"]);
            }
        );
    }

    [Fact]
    public async Task A_batch_refuses_faulty_entries_alone_and_may_be_about_several_people()
    {
        var (one, other) = (TestPerson.New(), TestPerson.New());
        var batch = Bundle("batch", Put(Patient("b-1", one)), Put(Patient("b-2", "9990000019")), Put(Patient("b-3", other)));
        var answer = (await PostAsync(TestSender.Practice, "fhir", batch)).Is(HttpStatusCode.OK).Json;

        Assert.Equal("batch-response", (string?)answer["type"]);
        Assert.Equal(
            ["201 Created", "422", "201 Created"],
            answer["entry"]!.AsArray().Select(entry => (string?)entry!["response"]!["status"])
        );
        var outcome = answer["entry"]![1]!["response"]!["outcome"]!;
        Assert.Equal("INT200", (string?)outcome["issue"]![0]!["details"]!["coding"]![0]!["code"]);
        Assert.NotNull(await live.Hub.Truth.ReadAsync(live.Hub.RecordOf(one), Cancellation));
        Assert.NotNull(await live.Hub.Truth.ReadAsync(live.Hub.RecordOf(other), Cancellation));
    }

    [Theory]
    [InlineData("fhir")]
    [InlineData("fhir/$process-message")]
    public async Task A_message_is_answered_by_a_message_that_names_the_first(string path)
    {
        var message = Messages.Stay(TestPerson.New(), Messages.NewName("stay"), discharged: true, version: 1) with { Path = path };
        var sent = JsonNode.Parse(message.Body)!["entry"]![0]!["resource"]!;
        var answer = await SendAsync(message);

        var header = Assert.Single(answer["entry"]!.AsArray())!["resource"]!;
        Assert.Equal("MessageHeader", (string?)header["resourceType"]);
        Assert.Equal((string?)sent["id"], (string?)header["response"]!["identifier"]);
        Assert.Equal("ok", (string?)header["response"]!["code"]);
        Assert.True(JsonNode.DeepEquals(sent["eventCoding"], header["eventCoding"]));
        Assert.NotEqual((string?)sent["id"], (string?)header["id"]);
    }

    [Fact]
    public async Task Documents_and_collections_are_taken_as_one()
    {
        var person = TestPerson.New();
        var composition = new JsonObject
        {
            ["resourceType"] = "Composition",
            ["id"] = "c",
            ["status"] = "final",
            ["type"] = new JsonObject { ["text"] = "Discharge letter" },
            ["subject"] = new JsonObject { ["reference"] = "https://sender.example/Patient/d-1" },
            ["date"] = "2025-01-01",
            ["author"] = new JsonArray(new JsonObject { ["display"] = "Ward" }),
            ["title"] = "Letter",
        };
        var document = Bundle("document", Told(composition), Told(Patient("d-1", person)));
        document["identifier"] = new JsonObject { ["system"] = "urn:test", ["value"] = Messages.NewName("document") };
        document["timestamp"] = "2025-01-01T00:00:00Z";
        var collection = Bundle("collection", Told(Patient("d-1", person)));

        foreach (var (bundle, entries) in new[] { (document, 2), (collection, 1) })
        {
            var answer = (await PostAsync(TestSender.Trust, "fhir", bundle)).Is(HttpStatusCode.OK).Json;
            Assert.Equal("transaction-response", (string?)answer["type"]);
            Assert.Equal(entries, answer["entry"]!.AsArray().Count);
        }
    }

    [Fact]
    public async Task A_resource_alone_is_created_by_POST_and_updated_by_PUT_under_its_senders_id()
    {
        var person = TestPerson.New();
        var id = Messages.NewName("alone");
        var patient = Patient(id, person);
        var created = (await PostAsync(TestSender.Practice, "fhir/Patient", patient)).Is(HttpStatusCode.Created);

        Assert.Matches(@"\A/fhir/Patient/p[a-z2-7]{32}\.[a-z2-7]{16}/_history/1\z", created.Header("Location"));
        Assert.Equal("W/\"1\"", created.Header("ETag"));
        Assert.NotNull(created.Header("Last-Modified"));
        Assert.Equal("no-store", created.Header("Cache-Control"));
        Assert.Equal($"/fhir/Patient/{created.Json["id"]}/_history/1", created.Header("Location"));

        patient["gender"] = "female";
        var updated = await live.AskAsync(TestSender.Practice, HttpMethod.Put, $"fhir/Patient/{id}", Cancellation, Bytes(patient));
        Assert.Equal((string?)created.Json["id"], (string?)updated.Is(HttpStatusCode.OK).Json["id"]);
        Assert.Equal("W/\"2\"", updated.Header("ETag"));

        var read = await live.AskAsync(
            TestSender.Practice,
            HttpMethod.Get,
            updated.Header("Location")!.Split("/_history")[0],
            Cancellation
        );
        Assert.Equal("female", (string?)read.Is(HttpStatusCode.OK).Json["gender"]);
        Assert.Equal("W/\"2\"", read.Header("ETag"));
    }

    [Fact]
    public async Task DELETE_in_a_transaction_marks_a_resource_as_gone()
    {
        var person = TestPerson.New();
        var answer = await SendAsync(Messages.Gp(person, 2));
        var locations = answer["entry"]!
            .AsArray()
            .Select(entry => ((string)entry!["response"]!["location"]!).Split("/_history")[0])
            .ToList();
        var delete = new JsonObject
        {
            ["request"] = new JsonObject { ["method"] = "DELETE", ["url"] = locations[1] },
        };

        var gone = (await PostAsync(TestSender.Practice, "fhir", Bundle("transaction", delete))).Is(HttpStatusCode.OK).Json;
        Assert.Equal("204 No Content", (string?)gone["entry"]![0]!["response"]!["status"]);
        (await live.AskAsync(TestSender.Practice, HttpMethod.Get, $"fhir/{locations[1]}", Cancellation)).Is(HttpStatusCode.Gone);
        (await live.AskAsync(TestSender.Practice, HttpMethod.Get, $"fhir/{locations[0]}", Cancellation)).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_packed_body_is_the_same_message_as_the_unpacked_one()
    {
        var message = Messages.Gp(TestPerson.New(), 3);
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            await gzip.WriteAsync(message.Body, Cancellation);

        var first = await live.AskAsync(
            message.From,
            HttpMethod.Post,
            "fhir",
            Cancellation,
            packed.ToArray(),
            message.ContentType,
            ("Content-Encoding", "gzip")
        );
        var again = await live.AskAsync(message.From, HttpMethod.Post, "fhir", Cancellation, message.Body, message.ContentType);

        Assert.Equal(first.Is(HttpStatusCode.OK).Body, again.Is(HttpStatusCode.OK).Body);
        Assert.Equal((1, 3), await live.Hub.Truth.SeenOfAsync(live.Hub.RecordOf(message.Person), message, Cancellation));
    }

    [Fact]
    public async Task A_correlation_id_comes_back_if_it_is_harmless_and_is_replaced_if_not()
    {
        const string Harmless = "0af76519-16cd-43dd-8448-eb211c80319c";
        Assert.Equal(Harmless, (await WithIdAsync(Harmless)).Header("X-Correlation-Id"));
        var number = TestPerson.New().Number;
        foreach (var bad in new[] { "short", "not hexadecimal, and spaces", $"{number}-aaaaaa", new string('a', 65) })
        {
            var mirrored = (await WithIdAsync(bad)).Header("X-Correlation-Id");
            Assert.NotNull(mirrored);
            Assert.NotEqual(bad, mirrored);
        }

        Task<Reply> WithIdAsync(string id) =>
            live.AskAsync(TestSender.Clinician, HttpMethod.Get, "records/none", Cancellation, headers: ("X-Correlation-Id", id));
    }

    private async Task<JsonNode> SendAsync(TestMessage message) =>
        (await live.AskAsync(message.From, HttpMethod.Post, message.Path, Cancellation, message.Body, message.ContentType))
            .Is(HttpStatusCode.OK)
            .Json;

    private Task<Reply> PostAsync(TestSender caller, string path, JsonNode body) => live.PostAsync(caller, path, body, Cancellation);

    private static byte[] Bytes(JsonNode json) => Encoding.UTF8.GetBytes(json.ToJsonString());

    private static JsonObject Bundle(string type, params JsonNode[] entries) =>
        new()
        {
            ["resourceType"] = "Bundle",
            ["type"] = type,
            ["entry"] = new JsonArray(entries),
        };

    private static JsonObject Put(JsonObject resource) =>
        new()
        {
            ["resource"] = resource,
            ["request"] = new JsonObject { ["method"] = "PUT", ["url"] = $"{resource["resourceType"]}/{resource["id"]}" },
        };

    private static JsonObject Told(JsonObject resource) =>
        new() { ["fullUrl"] = $"https://sender.example/{resource["resourceType"]}/{resource["id"]}", ["resource"] = resource };

    private static JsonObject Patient(string id, TestPerson person) => Patient(id, person.Number);

    private static JsonObject Patient(string id, string number) =>
        new()
        {
            ["resourceType"] = "Patient",
            ["id"] = id,
            ["identifier"] = new JsonArray(new JsonObject { ["system"] = "https://fhir.nhs.uk/Id/nhs-number", ["value"] = number }),
        };
}
