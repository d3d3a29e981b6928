using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using IntegrationHub.Cli.DirectoryCheck;
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

    /// <summary>As the emulator's own schema has it (Config-schema.json of its installer, November 2026).</summary>
    [Fact]
    public void No_value_is_outside_of_what_the_emulator_takes()
    {
        var directory = HubDirectory.Load(Path.Combine(RepositoryRoot.Path, "directory")).Directory!;
        var space = JsonNode.Parse(EmulatorEntities.Write(directory.Messaging))!["UserConfig"]!["Namespaces"]![0]!;
        var topics = space["Topics"]!.AsArray().Select(topic => topic!).ToList();
        var subscriptions = topics.SelectMany(topic => topic["Subscriptions"]!.AsArray().Select(one => one!)).ToList();
        var all = space["Queues"]!.AsArray().Select(queue => queue!).Concat(topics).Concat(subscriptions).ToList();

        Assert.Equal("sbemulatorns", (string?)space["Name"]);
        Assert.InRange(space["Queues"]!.AsArray().Count + topics.Count, 1, 50);
        Assert.All(topics, topic => Assert.InRange(topic["Subscriptions"]!.AsArray().Count, 1, 50));
        Assert.All(all, one => Assert.Matches(@"^[A-Za-z0-9]([\w.\-/]*[A-Za-z0-9])?$", (string)one["Name"]!));
        foreach (var (name, value) in all.SelectMany(one => one["Properties"]!.AsObject()))
        {
            switch (name)
            {
                case "DefaultMessageTimeToLive":
                    Assert.InRange(XmlConvert.ToTimeSpan((string)value!), TimeSpan.FromMinutes(5), TimeSpan.FromHours(1));
                    break;
                case "DuplicateDetectionHistoryTimeWindow":
                    Assert.InRange(XmlConvert.ToTimeSpan((string)value!), TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5));
                    break;
                case "LockDuration":
                    Assert.InRange(XmlConvert.ToTimeSpan((string)value!), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5));
                    break;
                case "MaxDeliveryCount":
                    Assert.InRange((int)value!, 1, 10);
                    break;
                default:
                    Assert.Contains(name, new[] { "RequiresSession", "RequiresDuplicateDetection", "DeadLetteringOnMessageExpiration" });
                    Assert.True(value!.GetValueKind() is JsonValueKind.True or JsonValueKind.False);
                    break;
            }
        }

        Assert.All(
            subscriptions.SelectMany(one => one["Rules"]!.AsArray()),
            rule =>
            {
                Assert.Equal("Correlation", (string?)rule!["Properties"]!["FilterType"]);
                Assert.NotEmpty(rule["Properties"]!["CorrelationFilter"]!["Properties"]!.AsObject());
            }
        );
    }

    [Fact]
    public void A_directory_of_more_than_the_emulator_takes_is_refused_in_words()
    {
        var some = HubDirectory.Load(Path.Combine(RepositoryRoot.Path, "directory")).Directory!.Messaging;
        var many = some with { Queues = [.. Enumerable.Repeat(some.Queues[0], 50)] };

        Assert.Contains("50 queues", Assert.Throws<CommandFailure>(() => EmulatorEntities.Write(many)).Message, StringComparison.Ordinal);
        var none = some with { Topics = [some.Topics[0] with { Subscriptions = [] }] };
        Assert.Throws<CommandFailure>(() => EmulatorEntities.Write(none));
    }

    private static IEnumerable<string> Names(JsonNode list) => list.AsArray().Select(item => (string)item!["Name"]!);
}
