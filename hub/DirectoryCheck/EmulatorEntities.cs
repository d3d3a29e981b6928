using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using IntegrationHub.Directory;

namespace IntegrationHub.Cli.DirectoryCheck;

/// <summary>The directory's queues, topics and subscriptions as Config.json of the Service Bus emulator, within what the emulator takes.</summary>
internal static class EmulatorEntities
{
    private static readonly TimeSpan LongestLife = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestWindow = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestLock = TimeSpan.FromMinutes(5);
    private const int MostDeliveries = 10;
    private const int MostEntities = 50;

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    /// <exception cref="CommandFailure">There are more than the emulator takes.</exception>
    public static string Write(EntityTopologySettings entities)
    {
        if (entities.Queues.Length + entities.Topics.Length > MostEntities)
            throw TooMany($"{entities.Queues.Length} queues and {entities.Topics.Length} topics");
        if (entities.Topics.FirstOrDefault(topic => topic.Subscriptions.Length is 0 or > MostEntities) is { } topic)
            throw TooMany($"{topic.Subscriptions.Length} subscriptions of {topic.Name}");
        return new JsonObject
        {
            ["UserConfig"] = new JsonObject
            {
                ["Namespaces"] = new JsonArray(
                    new JsonObject
                    {
                        ["Name"] = "sbemulatorns",
                        ["Queues"] = new JsonArray([.. entities.Queues.Select(Queue)]),
                        ["Topics"] = new JsonArray([.. entities.Topics.Select(Topic)]),
                    }
                ),
                ["Logging"] = new JsonObject { ["Type"] = "File" },
            },
        }.ToJsonString(Readable);
    }

    private static CommandFailure TooMany(string what) =>
        new($"The emulator takes 1 to {MostEntities}, and the directory has {what}: take one of fewer places.");

    private static JsonObject Queue(QueueSettings queue)
    {
        var properties = Delivery(queue.Delivery);
        Detect(properties, queue.DuplicateDetectionWindow);
        return new JsonObject { ["Name"] = queue.Name, ["Properties"] = properties };
    }

    private static JsonObject Topic(TopicSettings topic)
    {
        var properties = new JsonObject { ["DefaultMessageTimeToLive"] = AtMost(topic.TimeToLive, LongestLife) };
        Detect(properties, topic.DuplicateDetectionWindow);
        return new JsonObject
        {
            ["Name"] = topic.Name,
            ["Properties"] = properties,
            ["Subscriptions"] = new JsonArray([.. topic.Subscriptions.Select(Subscription)]),
        };
    }

    private static JsonObject Subscription(SubscriptionSettings subscription) =>
        new()
        {
            ["Name"] = subscription.Name,
            ["Properties"] = Delivery(subscription.Delivery),
            ["Rules"] = new JsonArray(
                new JsonObject
                {
                    ["Name"] = "only-its-own",
                    ["Properties"] = new JsonObject
                    {
                        ["FilterType"] = "Correlation",
                        ["CorrelationFilter"] = new JsonObject
                        {
                            ["Properties"] = new JsonObject { [subscription.FilterProperty] = subscription.Council.Value },
                        },
                    },
                }
            ),
        };

    private static JsonObject Delivery(DeliverySettings delivery) =>
        new()
        {
            ["RequiresSession"] = delivery.RequiresSession,
            ["LockDuration"] = AtMost(delivery.LockDuration, LongestLock),
            ["MaxDeliveryCount"] = Math.Min(delivery.MaxDeliveryCount, MostDeliveries),
            ["DefaultMessageTimeToLive"] = AtMost(delivery.TimeToLive, LongestLife),
            ["DeadLetteringOnMessageExpiration"] = delivery.DeadLetterOnExpiry,
        };

    private static void Detect(JsonObject properties, TimeSpan? window)
    {
        properties["RequiresDuplicateDetection"] = window is not null;
        if (window is { } detected)
            properties["DuplicateDetectionHistoryTimeWindow"] = AtMost(detected, LongestWindow);
    }

    private static string AtMost(TimeSpan time, TimeSpan most) => XmlConvert.ToString(time < most ? time : most);
}
