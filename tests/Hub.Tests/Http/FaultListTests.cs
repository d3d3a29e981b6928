using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using IntegrationHub.Tests.Support;

namespace IntegrationHub.Tests.Http;

/// <summary>What a sender is told of a message that is not R4: every fault, with its code and its place; and which FHIR it is instead.</summary>
public sealed class FaultListTests(LiveHub live) : IClassFixture<LiveHub>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_bundle_with_five_different_faults_is_answered_with_five_issues_and_their_places()
    {
        const string Bundle = """
            {"resourceType":"Bundle","type":"transaction","entry":[
              {"fullUrl":"urn:uuid:5d6f0d38-6a3d-4b0e-8a2f-0d1c4c1f0a01","request":{"method":"PUT","url":"Patient/p"},
               "resource":{"resourceType":"Patient","id":"p","birthDate":"1950-02-30","maritalStatus":[{"text":"x"}]}},
              {"fullUrl":"urn:uuid:5d6f0d38-6a3d-4b0e-8a2f-0d1c4c1f0a02","request":{"method":"PUT","url":"Observation/o"},
               "resource":{"resourceType":"Observation","id":"o","status":"finished","mood":"x","subject":{"reference":"Patient/p"}}}]}
            """;
        var answer = await PostAsync("fhir", Bundle);

        Assert.Equal(
            [
                ("INT100", "PVAL107", "Bundle.entry[0].resource.ofType(Patient).birthDate"),
                ("INT100", "JSON101", "Bundle.entry[0].resource.ofType(Patient).maritalStatus"),
                ("INT100", "PVAL116", "Bundle.entry[1].resource.ofType(Observation).status"),
                ("INT100", "PVAL105", "Bundle.entry[1].resource.ofType(Observation).code"),
                ("INT121", "JSON118", "Bundle.entry[1].resource.ofType(Observation)"),
            ],
            IssuesIn(answer.Is(HttpStatusCode.BadRequest))
        );
        Assert.All(answer.Json["issue"]!.AsArray(), issue => Assert.Equal("error", (string?)issue!["severity"]));
    }

    [Theory]
    [InlineData("""{"resourceType":"MedicationOrder"}""", "DSTU2")]
    [InlineData("""{"resourceType":"ReferralRequest"}""", "DSTU2-or-STU3")]
    [InlineData("""{"resourceType":"ImagingManifest"}""", "STU3")]
    [InlineData("""{"resourceType":"Condition","subject":{"display":"x"},"assertedDate":"2020"}""", "STU3")]
    [InlineData(
        """{"resourceType":"Patient","meta":{"profile":["https://fhir.hl7.org.uk/STU3/StructureDefinition/CareConnect-Patient-1"]}}""",
        "STU3"
    )]
    [InlineData("""{"resourceType":"Procedure","status":"completed","subject":{"display":"x"},"occurrenceDateTime":"2026"}""", "R5")]
    [InlineData("""{"resourceType":"SubscriptionTopic"}""", "R5")]
    [InlineData("""{"resourceType":"SubscriptionStatus"}""", "R4B-or-R5")]
    public async Task A_resource_of_another_FHIR_version_is_refused_by_the_name_of_that_version(string resource, string version)
    {
        var type = (string)JsonNode.Parse(resource)!["resourceType"]!;
        foreach (var (path, body) in new[] { ($"fhir/{type}", resource), ("fhir", Collection(resource)) })
        {
            var answer = (await PostAsync(path, body)).Is(HttpStatusCode.UnprocessableEntity);
            Assert.Equal(("INT117", $"R4JSON203-{version}"), (answer.Codes[0], (string?)answer.Json["issue"]![0]!["diagnostics"]));
        }
    }

    [Theory]
    [InlineData("application/fhir+json; fhirVersion=4.0")]
    [InlineData("application/fhir+json; fhirVersion=4.0.1")]
    [InlineData("application/fhir+json;FHIRVERSION=\"4.0\"; charset=utf-8")]
    public async Task A_media_type_that_says_R4_is_taken(string mediaType)
    {
        var message = Messages.Gp(TestPerson.New(), entries: 2);
        (await live.AskAsync(message.From, HttpMethod.Post, "fhir", Cancellation, message.Body, mediaType)).Is(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("1.0", "DSTU2")]
    [InlineData("3.0", "STU3")]
    [InlineData("\"3.0.2\"", "STU3")]
    [InlineData("4.3", "R4B")]
    [InlineData("5.0", "R5")]
    [InlineData("4", "unknown")]
    [InlineData("Zqxvwbane7Merrowick", "unknown")]
    public async Task A_media_type_that_says_another_FHIR_version_is_refused_by_its_name(string version, string name)
    {
        var message = Messages.Gp(TestPerson.New(), entries: 2);
        var mediaType = $"application/fhir+json; fhirVersion={version}";
        var answer = await live.AskAsync(message.From, HttpMethod.Post, "fhir", Cancellation, message.Body, mediaType);

        Assert.Equal([("INT117", $"fhirVersion-{name}", null)], IssuesIn(answer.Is(HttpStatusCode.UnprocessableEntity)));
    }

    private Task<Reply> PostAsync(string path, string body) =>
        live.AskAsync(TestSender.Practice, HttpMethod.Post, path, Cancellation, Encoding.UTF8.GetBytes(body));

    private static string Collection(string resource) =>
        $$"""{"resourceType":"Bundle","type":"collection","entry":[{"resource":{{resource}}}]}""";

    private static IEnumerable<(string, string?, string?)> IssuesIn(Reply answer) =>
        answer.Json["issue"]!
            .AsArray()
            .Select(issue =>
                ((string)issue!["details"]!["coding"]![0]!["code"]!, (string?)issue["diagnostics"], (string?)issue["expression"]?[0])
            );
}
