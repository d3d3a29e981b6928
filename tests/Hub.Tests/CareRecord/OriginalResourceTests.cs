using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using IntegrationHub.CareRecord;
using IntegrationHub.Testing;

namespace IntegrationHub.Tests.CareRecord;

public sealed class OriginalResourceTests
{
    private const int LargestSample = 512 * 1024;

    private static readonly ResourceStamp Stamp = new("hub-id", 7, "2026-03-02T09:00:00.000Z");

    public static TheoryData<string> Resources =>
        [
            """{"resourceType":"Basic"}""",
            """{"id":"x","resourceType":"Basic"}""",
            """{"resourceType":"Basic","id":"x","_id":{"extension":[]},"meta":{"versionId":"3","lastUpdated":"2020","profile":["p"]},"code":{}}""",
            """{"meta":{},"code":{"id":"stays"},"resourceType":"Basic","id":"x"}""",
            """{"resourceType":"Observation","valueQuantity":{"value":1.2345678901234567890123456789012345,"low":1E-7,"z":-0.0,"e":1.50e+10}}""",
            """{"resourceType":"Basic","text":{"div":"<div>\u003c \u0026 é 😀 \ud83d\ude00 \" \\ \n \/</div>"}}""",
            """{"resourceType":"Basic","meta":{"tag":[{"id":"stays","versionId":"stays"}]},"a":[null,true,false,[],{}],"contained":[{"id":"c","meta":{"versionId":"1"}}]}""",
        ];

    [Theory]
    [MemberData(nameof(Resources))]
    public void All_but_id_and_meta_is_as_its_sender_wrote_it(string json) => AssertSame(Encoding.UTF8.GetBytes(json));

    [Fact]
    public void The_hubs_id_and_meta_stand_in_place_of_the_senders()
    {
        var written = Write("""{"resourceType":"Basic","id":"x","meta":{"versionId":"3","source":"s","lastUpdated":"2020"}}"""u8);
        Assert.Equal(
            """{"resourceType":"Basic","id":"hub-id","meta":{"versionId":"7","lastUpdated":"2026-03-02T09:00:00.000Z","source":"s"}}""",
            written
        );
    }

    [Fact]
    public void Every_published_sample_comes_back_as_it_was()
    {
        var folder = SharedMaterial.TryFind("samples");
        Assert.SkipWhen(folder is null, "There is no folder shared/samples beside the repository.");
        var files = System
            .IO.Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories)
            .Where(file => new FileInfo(file).Length <= LargestSample)
            .Order(StringComparer.Ordinal)
            .Take(1500);
        var compared = 0;
        foreach (var file in files)
        {
            var bytes = File.ReadAllBytes(file);
            if (IsResource(bytes))
            {
                AssertSame(bytes);
                compared++;
            }
        }

        Assert.True(compared > 100, $"Only {compared} samples were compared.");
    }

    private static void AssertSame(byte[] original)
    {
        var written = Write(original);
        Assert.Equal(Stamp.Id, (string?)JsonNode.Parse(written)!["id"]);
        Assert.Equal("7", (string?)JsonNode.Parse(written)!["meta"]!["versionId"]);
        Assert.Equal(WithoutStamp(Encoding.UTF8.GetString(original)), WithoutStamp(written));
    }

    /// <summary>Numbers keep the digits they were parsed from; strings come out in one spelling.</summary>
    private static string WithoutStamp(string json)
    {
        var node = JsonNode.Parse(json)!.AsObject();
        node.Remove("id");
        node.Remove("_id");
        if (node["meta"] is JsonObject meta)
        {
            meta.Remove("versionId");
            meta.Remove("lastUpdated");
            if (meta.Count == 0)
                node.Remove("meta");
        }

        return node.ToJsonString();
    }

    private static bool IsResource(byte[] bytes)
    {
        try
        {
            using var json = JsonDocument.Parse(bytes, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return json.RootElement.ValueKind is JsonValueKind.Object
                && json.RootElement.TryGetProperty("resourceType", out _)
                && (!json.RootElement.TryGetProperty("meta", out var meta) || meta.ValueKind is JsonValueKind.Object);
        }
        catch (JsonException)
        {
            // Broken on purpose: the scan refuses it long before.
            return false;
        }
    }

    private static string Write(ReadOnlySpan<byte> original) => Encoding.UTF8.GetString(OriginalResource.Write(original, Stamp).Span);
}
