using System.Net;
using System.Text.Json.Nodes;
using IntegrationHub.Tests.Http;
using IntegrationHub.Tests.Support;

namespace IntegrationHub.Tests.CareRecord.OneFact;

/// <summary>As readers get it from a hub: the shape that docs/interfaces.md tells.</summary>
public sealed class TwoSourcesTests(LiveHub live) : IClassFixture<LiveHub>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_fact_that_a_practice_and_a_trust_told_is_read_once_with_both_sources()
    {
        var person = TestPerson.New();
        await TellAsync(TestSender.Practice, person, """ "onsetDateTime":"2019" """);
        await TellAsync(TestSender.Trust, person, """ "onsetDateTime":"2019-04-12","severity":{"text":"severe"} """);

        var path = $"records/{live.Hub.RecordOf(person)}?section=problem-list";
        var record = (await live.AskAsync(TestSender.Clinician, HttpMethod.Get, path, Cancellation)).Is(HttpStatusCode.OK).Json;

        var entry = Assert.Single(Assert.Single(record["sections"]!.AsArray())!["entries"]!.AsArray())!;
        var other = Assert.Single(entry["alsoFrom"]!.AsArray())!;
        Assert.Equal(("X90001", "RX1"), (Organisation(entry), Organisation(other)));
        Assert.Equal($"Condition/{other["id"]}", (string?)other["source"]!["resource"]);
        Assert.NotEqual((string?)entry["id"], (string?)other["id"]);
        Assert.Equal(2, (int)other["version"]!);
        Assert.Equal(
            ["date=2019-04-12", "value=severity: severe"],
            other["differs"]!.AsArray().Select(difference => $"{difference!["what"]}={difference["value"]}")
        );
        var original = $"fhir/Condition/{other["id"]}";
        (await live.AskAsync(TestSender.Clinician, HttpMethod.Get, original, Cancellation)).Is(HttpStatusCode.OK);
    }

    private async Task TellAsync(TestSender sender, TestPerson person, string members)
    {
        var condition = $$$"""
            {"resourceType":"Condition","clinicalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-clinical","code":"active"}]},
             "code":{"text":"Asthma","coding":[{"system":"http://snomed.info/sct","code":"195967001"}]},
             "subject":{"identifier":{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"{{{person.Number}}}"}},{{{members}}}}
            """;
        (await live.PostAsync(sender, "fhir/Condition", JsonNode.Parse(condition)!, Cancellation)).Is(HttpStatusCode.Created);
    }

    private static string? Organisation(JsonNode entry) => (string?)entry["source"]!["organisation"];
}
