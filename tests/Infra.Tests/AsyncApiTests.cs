using System.Text.Json;
using IntegrationHub.Testing;

namespace IntegrationHub.Infra.Tests;

/// <summary>What partners are told of queues and topics is what the directory declares.</summary>
public sealed class AsyncApiTests
{
    private static readonly JsonElement Document = InfraFiles.Read("docs/asyncapi.json");
    private static readonly JsonElement Messaging = InfraFiles.Read("directory/messaging.json");

    [Fact]
    public void The_channels_are_the_entities_that_partners_may_use()
    {
        var queues = Messaging.GetProperty("queues").EnumerateArray().Select(Name);
        var ofHubs = Messaging.GetProperty("dischargeHubQueue").GetProperty("namePrefix").GetString() + "{hub}";
        var topics = Messaging.GetProperty("topics").EnumerateArray().Select(Name);

        Assert.Equal(
            queues.Append(ofHubs).Concat(topics).Order(StringComparer.Ordinal),
            Document
                .GetProperty("channels")
                .EnumerateObject()
                .Select(channel => channel.Value.GetProperty("address").GetString()!)
                .Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Each_schema_of_a_message_is_a_file_and_each_file_a_message()
    {
        var folder = Path.Combine(RepositoryRoot.Path, "docs");
        var named = References(Document)
            .Where(name => name.StartsWith("./", StringComparison.Ordinal))
            .Select(name => Path.GetFileName(name));
        var there = System.IO.Directory.EnumerateFiles(Path.Combine(folder, "schemas"), "*.json").Select(path => Path.GetFileName(path)!);

        Assert.Equal(there.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_other_reference_leads_somewhere() =>
        Assert.All(
            References(Document).Where(name => name.StartsWith('#')),
            name =>
            {
                var at = Document;
                foreach (var step in name.Split('/').Skip(1))
                    at = at.GetProperty(step);
            }
        );

    private static string Name(JsonElement entity) => entity.GetProperty("name").GetString()!;

    private static IEnumerable<string> References(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => element
                .EnumerateObject()
                .SelectMany(property => property.NameEquals("$ref") ? [property.Value.GetString()!] : References(property.Value)),
            JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
            _ => [],
        };
}
