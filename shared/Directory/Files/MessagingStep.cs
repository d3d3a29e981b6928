using System.Collections.Immutable;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Directory.Files;

/// <summary>The Service Bus entities: those named in messaging.json, one queue a discharge hub, one subscription a council and topic.</summary>
internal sealed class MessagingStep
{
    private readonly FaultList check;
    private readonly HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);

    public MessagingStep(DirectoryFiles files, PlaceStep places, HubStep hubs, ICollection<DirectoryFault> faults)
    {
        check = new FaultList(files.Messaging.File, faults);
        if (files.Messaging.Content is not { } content)
            return;
        var queues = ImmutableArray.CreateBuilder<QueueSettings>();
        for (var i = 0; i < content.Queues.Length; i++)
            queues.Add(
                Queue(content.Queues[i].Name, content.Queues[i], content.Queues[i].DuplicateDetectionWindow, FaultList.At("queues", i))
            );
        check.EntityName(content.DischargeHubQueue.NamePrefix.TrimEnd('-'), "$.dischargeHubQueue.namePrefix");
        var forHub = Queue(null, content.DischargeHubQueue, content.DischargeHubQueue.DuplicateDetectionWindow, "$.dischargeHubQueue");
        foreach (var hub in hubs.Hubs.Rows.Values.OrderBy(hub => hub.Id, StringComparer.Ordinal))
        {
            Name(hub.QueueName, "$.dischargeHubQueue.namePrefix");
            queues.Add(forHub with { Name = hub.QueueName });
        }

        var councils = places.Councils.Select(row => row.Place.Council).OrderBy(code => code.Value, StringComparer.Ordinal);
        var topics = content.Topics.Select((topic, i) => Topic(topic, councils, FaultList.At("topics", i)));
        Settings = new(queues.ToImmutable(), [.. topics]);
    }

    public EntityTopologySettings? Settings { get; }

    private QueueSettings Queue(string? name, DeliveryItem item, string? window, string path)
    {
        if (name is not null)
            Name(name, path + ".name");
        return new(name ?? "", Window(window, path), Delivery(item, path));
    }

    private TopicSettings Topic(TopicItem item, IEnumerable<OdsCode> councils, string path)
    {
        Name(item.Name, path + ".name");
        check.Duration(item.TimeToLive, path + ".timeToLive", out var timeToLive);
        var subscription = item.CouncilSubscription;
        check.Require(
            subscription.FilterProperty.Length is > 0 and <= 40 && subscription.FilterProperty.All(char.IsAsciiLetterLower),
            path + ".councilSubscription.filterProperty",
            DirectoryRule.EntityNameShape
        );
        var delivery = Delivery(subscription, path + ".councilSubscription");
        return new(
            item.Name,
            Window(item.DuplicateDetectionWindow, path),
            timeToLive,
            [.. councils.Select(council => new SubscriptionSettings(council.Value, council, subscription.FilterProperty, delivery))]
        );
    }

    private void Name(string name, string path)
    {
        if (check.EntityName(name, path))
            check.Require(names.Add(name), path, DirectoryRule.EntityTwice);
    }

    private TimeSpan? Window(string? text, string path)
    {
        path += ".duplicateDetectionWindow";
        if (text is null || !check.Duration(text, path, out var window))
            return null;
        check.Require(window >= TimeSpan.FromSeconds(20) && window <= TimeSpan.FromDays(7), path, DirectoryRule.EntityLimit);
        return window;
    }

    private DeliverySettings Delivery(DeliveryItem item, string path)
    {
        if (check.Duration(item.LockDuration, path + ".lockDuration", out var locked))
        {
            var kept = locked >= TimeSpan.FromSeconds(5) && locked <= TimeSpan.FromMinutes(5);
            check.Require(kept, path + ".lockDuration", DirectoryRule.EntityLimit);
        }

        check.Require(item.MaxDeliveryCount is >= 1 and <= 2000, path + ".maxDeliveryCount", DirectoryRule.EntityLimit);
        check.Duration(item.TimeToLive, path + ".timeToLive", out var timeToLive);
        return new(item.RequiresSession, locked, item.MaxDeliveryCount, timeToLive, item.DeadLetterOnExpiry);
    }
}
