using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using IntegrationHub.Discharge.Projection;
using IntegrationHub.Testing;
using IntegrationHub.Tests.Http;
using IntegrationHub.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Tests.Discharge;

/// <summary>Encounters that others published, sent over HTTP about people of the tests: the cases that come of them.</summary>
public sealed class SampleStaysTests(LiveHub live) : IClassFixture<LiveHub>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Encounter-ADT_A03-final.json")]
    [InlineData("Encounter-ADT_A03-initial-version.json")]
    public async Task The_samples_A03_makes_a_case_that_was_discharged(string name)
    {
        var file = Assert.Single(System.IO.Directory.GetFiles(Samples(), name, SearchOption.AllDirectories));
        var person = TestPerson.New();
        var encounter = About(person, JsonNode.Parse(await File.ReadAllTextAsync(file, Cancellation))!.AsObject());
        var header = new JsonObject
        {
            ["resourceType"] = "MessageHeader",
            ["id"] = "header",
            ["eventCoding"] = new JsonObject { ["system"] = "https://fhir.nhs.uk/CodeSystem/message-event", ["code"] = "encounter" },
            ["source"] = new JsonObject { ["endpoint"] = "urn:nhs-uk:addressing:ods:RX1" },
            ["reason"] = new JsonObject
            {
                ["coding"] = new JsonArray(
                    new JsonObject { ["system"] = "http://terminology.hl7.org/CodeSystem/v2-0003", ["code"] = "A03" }
                ),
            },
        };
        await SendAsync(person, "message", header, encounter);

        var stay = await CaseAsync(person);
        Assert.Equal("discharged", (string?)stay["state"]);
        Assert.Equal(
            ("82", "Birth of a baby in this health care provider", "19", "Usual place of residence"),
            (
                (string?)stay["admissionMethod"]!["code"],
                (string?)stay["admissionMethod"]!["words"],
                (string?)stay["destination"]!["code"],
                (string?)stay["destination"]!["words"]
            )
        );
        Assert.Equal(new DateTimeOffset(2010, 3, 31, 16, 15, 0, TimeSpan.Zero), (DateTimeOffset)stay["leftAt"]!);
    }

    /// <summary>All stays of the samples are finished; those that do not say when are refused for that, and make no case.</summary>
    [Fact]
    public async Task All_stays_of_the_samples_make_cases_but_those_that_do_not_say_when_they_ended()
    {
        var (discharged, withoutEnd) = (0, 0);
        foreach (var encounter in Stays(Samples()))
        {
            var person = TestPerson.New();
            var saysWhen = encounter["period"]?["end"] is not null;
            var refusal = await TrySendAsync(person, "collection", About(person, encounter));
            Assert.Equal(saysWhen ? null : "INT206", refusal);
            if (!saysWhen)
            {
                withoutEnd++;
                continue;
            }

            discharged++;
            Assert.Equal("discharged", (string?)(await CaseAsync(person))["state"]);
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{discharged} discharged, {withoutEnd} do not say when");
        Assert.True(discharged >= 5, string.Create(CultureInfo.InvariantCulture, $"{discharged} stays in the samples"));
    }

    private static string Samples()
    {
        if (SharedMaterial.TryFind("samples") is { } folder)
            return folder;
        Assert.Skip("The samples are not beside the repository.");
        return "";
    }

    private static IEnumerable<JsonObject> Stays(string folder)
    {
        foreach (
            var file in System.IO.Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        )
        {
            JsonNode? json;
            try
            {
                json = JsonNode.Parse(File.ReadAllText(file));
            }
            catch (System.Text.Json.JsonException)
            {
                // Some published test cases are broken on purpose.
                continue;
            }

            foreach (var resource in ResourcesIn(json as JsonObject))
            {
                if (
                    (string?)resource["resourceType"] == "Encounter"
                    && resource["class"] is JsonObject stayClass
                    && (string?)stayClass["code"] is "IMP" or "ACUTE" or "NONAC" or "SS" or "OBSENC"
                    && resource["id"] is not null
                )
                    yield return (JsonObject)resource.DeepClone();
            }
        }
    }

    private static IEnumerable<JsonObject> ResourcesIn(JsonObject? json) =>
        json?["entry"] is JsonArray entries ? entries.Select(entry => entry?["resource"]).OfType<JsonObject>()
        : json is null ? []
        : [json];

    /// <summary>The same stay, of a person of the tests; who took part is left out, since these are resources of their own.</summary>
    private static JsonObject About(TestPerson person, JsonObject encounter)
    {
        encounter["subject"] = new JsonObject
        {
            ["identifier"] = new JsonObject { ["system"] = "https://fhir.nhs.uk/Id/nhs-number", ["value"] = person.Number },
        };
        return encounter;
    }

    private async Task SendAsync(TestPerson person, string type, params JsonObject[] resources) =>
        Assert.Null(await TrySendAsync(person, type, resources));

    /// <returns>The codes of the refusal; null where it was taken.</returns>
    private async Task<string?> TrySendAsync(TestPerson person, string type, params JsonObject[] resources)
    {
        var bundle = new JsonObject
        {
            ["resourceType"] = "Bundle",
            ["identifier"] = new JsonObject { ["system"] = "urn:test", ["value"] = Messages.NewName("sample") },
            ["type"] = type,
            ["timestamp"] = "2026-03-02T08:00:00Z",
            ["entry"] = new JsonArray([
                .. resources.Select(resource => new JsonObject
                {
                    ["fullUrl"] = $"https://sender.example/{resource["resourceType"]}/{resource["id"]}",
                    ["resource"] = resource,
                }),
            ]),
        };
        var reply = await live.AskAsync(
            TestSender.Trust,
            HttpMethod.Post,
            "fhir",
            Cancellation,
            Encoding.UTF8.GetBytes(bundle.ToJsonString())
        );
        await live.Hub.SweepAsync(Cancellation);
        return reply.Status is >= 200 and < 300 ? null : string.Join(' ', reply.Codes);
    }

    private async Task<JsonNode> CaseAsync(TestPerson person)
    {
        var store = live.Hub.Services.GetRequiredService<CaseStore>();
        var stored = Assert.Single((await store.ReadAsync(live.Hub.RecordOf(person), Cancellation)).Cases);
        return (await live.AskAsync(TestSender.Coordinator, HttpMethod.Get, $"cases/{stored.Case.Id}", Cancellation))
            .Is(HttpStatusCode.OK)
            .Json;
    }
}
