using System.Text.Json.Nodes;
using System.Xml;
using IntegrationHub.Directory;
using IntegrationHub.Testing;

namespace IntegrationHub.Cli.Tests.DirectoryCheck;

public sealed class EmulatorTests
{
    [Fact]
    public async Task Every_entity_of_the_directory_is_there_within_what_the_emulator_takes()
    {
        var folder = Path.Combine(RepositoryRoot.Path, "directory");
        using var output = new StringWriter();

        Assert.Equal(0, await HubCommandLine.RunAsync(["directory", "emulator", folder], output, output));

        var space = JsonNode.Parse(output.ToString())!["UserConfig"]!["Namespaces"]![0]!;
        var settings = HubDirectory.Load(folder).Directory!.Messaging;
        Assert.Equal(settings.Queues.Select(queue => queue.Name), Names(space["Queues"]!));
        Assert.Equal(settings.Topics.Select(topic => topic.Name), Names(space["Topics"]!));
        Assert.Equal(
            settings.Topics.SelectMany(topic => topic.Subscriptions).Select(subscription => subscription.Name),
            space["Topics"]!.AsArray().SelectMany(topic => Names(topic!["Subscriptions"]!))
        );
        var northfield = space["Queues"]!.AsArray().Single(queue => (string?)queue!["Name"] == "discharge-hub-northfield")!["Properties"]!;
        Assert.True((bool)northfield["RequiresSession"]!);
        Assert.Equal(TimeSpan.FromHours(1), XmlConvert.ToTimeSpan((string)northfield["DefaultMessageTimeToLive"]!));
        Assert.Equal(TimeSpan.FromMinutes(5), XmlConvert.ToTimeSpan((string)northfield["DuplicateDetectionHistoryTimeWindow"]!));
        Assert.Equal(
            "C90001",
            (string?)space["Topics"]![0]!["Subscriptions"]![0]!["Rules"]![0]!["Properties"]!["CorrelationFilter"]!["Properties"]!["council"]
        );
    }

    private static IEnumerable<string> Names(JsonNode list) => list.AsArray().Select(item => (string)item!["Name"]!);
}
