using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using IntegrationHub.Fhir;
using IntegrationHub.Tests.Support;

namespace IntegrationHub.Tests.Http;

/// <summary>Everything of a person as it was sent, and a summary as one document: by the same rules as the record.</summary>
public sealed class PatientOperationTests(LiveHub live) : IClassFixture<LiveHub>
{
    private const string Hostile = "<script>alert(1)</script> & \"quoted\"";

    private static readonly TestSender Hospital = new("RX1", "clinician");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_holds_each_original_once_over_its_pages()
    {
        var person = TestPerson.New();
        await SendAsync(Messages.Gp(person, 23));
        var path = $"fhir/Patient/{live.Hub.RecordOf(person)}/$everything";
        var record = (await GetAsync($"records/{live.Hub.RecordOf(person)}", TestSender.Clinician)).Json;
        var expected = record["sections"]!
            .AsArray()
            .SelectMany(section => section!["entries"]!.AsArray())
            .Select(entry => (string)entry!["source"]!["resource"]!)
            // A Patient stands under several headings.
            .Distinct();

        var found = new List<string>();
        for (var next = $"{path}?_count=10"; next is not null; )
        {
            var bundle = (await GetAsync(next, TestSender.Clinician)).Is(HttpStatusCode.OK).Json;
            Assert.Equal(("searchset", 23), ((string)bundle["type"]!, (int)bundle["total"]!));
            found.AddRange(bundle["entry"]!.AsArray().Select(entry => $"{entry!["resource"]!["resourceType"]}/{entry["resource"]!["id"]}"));
            next = bundle["link"]!.AsArray().SingleOrDefault(link => (string)link!["relation"]! == "next")?["url"] is { } url
                ? $"fhir/{url}"
                : null;
        }

        Assert.Equal(expected, found);
        var tag = (await GetAsync(path, TestSender.Clinician)).Header("ETag")!;
        var again = await live.AskAsync(TestSender.Clinician, HttpMethod.Get, path, Cancellation, headers: ("If-None-Match", tag));
        Assert.Equal(304, again.Status);
    }

    [Fact]
    public async Task Everything_can_be_narrowed_by_type_and_time()
    {
        var person = TestPerson.New();
        await SendAsync(Messages.Gp(person, 4));
        var path = $"fhir/Patient/{live.Hub.RecordOf(person)}/$everything";
        Assert.Equal(["Patient"], Types(await GetAsync(path + "?_type=Patient", TestSender.Clinician)));
        Assert.Equal(4, Types(await GetAsync(path + "?_type=Patient,Observation&_since=2020-01-01T00:00:00Z", TestSender.Clinician)).Count);
        Assert.Empty(Types(await GetAsync(path + "?_since=2999-01-01T00:00:00Z", TestSender.Clinician)));
        foreach (var bad in new[] { "_type=Person2", "_type=", "_since=soon", "_count=0", "_count=501", "_cursor=x" })
            Assert.Equal(400, (await GetAsync($"{path}?{bad}", TestSender.Clinician)).Status);
        foreach (var none in new[] { "fhir/Patient/x/$everything", $"fhir/Patient/p{new string('a', 32)}/$everything" })
            Assert.Equal(404, (await GetAsync(none, TestSender.Clinician)).Status);
        Assert.Equal(404, (await GetAsync(path, new("X90005", "clinician"))).Status);
    }

    [Fact]
    public async Task What_is_withheld_is_in_neither_and_is_told_in_both()
    {
        var person = TestPerson.New();
        await SendAsync(Messages.Gp(person, 2));
        await TellAsync(Condition(person, "Zqx-secret", "R"));
        var record = live.Hub.RecordOf(person);

        var everything = await GetAsync($"fhir/Patient/{record}/$everything", Hospital);
        var outcome = Assert.Single(everything.Json["entry"]!.AsArray(), entry => (string)entry!["search"]!["mode"]! == "outcome")![
            "resource"
        ]!;
        Assert.Equal(("information", "suppressed"), ((string)outcome["issue"]![0]!["severity"]!, (string)outcome["issue"]![0]!["code"]!));
        Assert.Equal("Withheld of Problem list: 1 (sensitive).", (string)outcome["issue"]![0]!["details"]!["text"]!);
        var summary = await GetAsync($"fhir/Patient/{record}/$summary", Hospital);
        var section = SectionOf(summary, "Problem list");
        Assert.Equal("withheld", (string)section["emptyReason"]!["coding"]![0]!["code"]!);
        foreach (var reply in new[] { everything, summary })
            Assert.DoesNotContain("Zqx-secret", reply.Is(HttpStatusCode.OK).Body, StringComparison.Ordinal);

        var own = await GetAsync($"fhir/Patient/{record}/$summary", TestSender.Clinician);
        Assert.Contains("Zqx-secret", own.Body, StringComparison.Ordinal);
        Assert.Equal("R", (string)own.Json["entry"]![0]!["resource"]!["confidentiality"]!);
    }

    [Fact]
    public async Task A_summary_is_a_valid_document_whatever_stands_in_it()
    {
        var person = TestPerson.New();
        await SendAsync(Messages.Gp(person, 210));
        await TellAsync(Condition(person, Hostile, null));
        var summary = (await GetAsync($"fhir/Patient/{live.Hub.RecordOf(person)}/$summary", TestSender.Clinician)).Is(HttpStatusCode.OK);

        var read = FhirReader.Read(Encoding.UTF8.GetBytes(summary.Body), new JsonLimits(), lenient: false);
        Assert.Empty(read.Errors);
        Assert.Equal("document", (string)summary.Json["type"]!);
        var composition = summary.Json["entry"]![0]!["resource"]!;
        Assert.Equal(("Composition", "N"), ((string)composition["resourceType"]!, (string)composition["confidentiality"]!));
        foreach (var section in composition["section"]!.AsArray())
        {
            var div = XElement.Parse((string)section!["text"]!["div"]!);
            Assert.Empty(div.DescendantsAndSelf().Select(element => element.Name.LocalName).Except(["div", "p", "ul", "li", "b"]));
        }

        Assert.Contains(
            Hostile,
            XElement.Parse((string)SectionOf(summary, "Problem list")["text"]!["div"]!).Value,
            StringComparison.Ordinal
        );
        Assert.Contains("And 9 more", (string)composition["section"]!.AsArray().Last()!["text"]!["div"]!, StringComparison.Ordinal);
        Assert.Equal(404, (await GetAsync($"fhir/Patient/{live.Hub.RecordOf(person)}/$summary", new("X90005", "clinician"))).Status);
    }

    private static List<string> Types(Reply bundle) =>
        [.. bundle.Is(HttpStatusCode.OK).Json["entry"]?.AsArray().Select(entry => (string)entry!["resource"]!["resourceType"]!) ?? []];

    private static JsonNode SectionOf(Reply summary, string title) =>
        summary.Json["entry"]![0]!["resource"]!["section"]!.AsArray().Single(section => (string)section!["title"]! == title)!;

    private static JsonObject Condition(TestPerson person, string text, string? label)
    {
        var condition = new JsonObject
        {
            ["resourceType"] = "Condition",
            ["code"] = new JsonObject { ["text"] = text },
            ["subject"] = new JsonObject
            {
                ["identifier"] = new JsonObject { ["system"] = "https://fhir.nhs.uk/Id/nhs-number", ["value"] = person.Number },
            },
        };
        if (label is not null)
            condition["meta"] = new JsonObject
            {
                ["security"] = new JsonArray(
                    new JsonObject { ["system"] = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality", ["code"] = label }
                ),
            };
        return condition;
    }

    private Task<Reply> GetAsync(string path, TestSender caller) => live.AskAsync(caller, HttpMethod.Get, path, Cancellation);

    private async Task TellAsync(JsonObject resource)
    {
        var path = $"fhir/{(string)resource["resourceType"]!}";
        var reply = await live.PostAsync(TestSender.Practice, path, resource, Cancellation);
        Assert.True(reply.Status is 200 or 201, reply.Body);
    }

    private async Task SendAsync(TestMessage message)
    {
        var answer = await live.Hub.Client.SendAsync(message, Cancellation);
        Assert.True(answer.IsAcknowledgement, answer.Text);
    }
}
