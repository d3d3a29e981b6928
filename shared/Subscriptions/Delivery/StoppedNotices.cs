using System.Text.Json;
using System.Text.Json.Serialization;
using Azure.Messaging.ServiceBus;
using IntegrationHub.Directory;
using IntegrationHub.Messaging;
using IntegrationHub.Subscriptions.Feed;
using IntegrationHub.Subscriptions.Subscribers;

namespace IntegrationHub.Subscriptions.Delivery;

/// <summary>
/// Tells that the hub has stopped sending to a subscription: the operators by their list of what is set aside, a council by its own
/// subscription of the topic too, for its address is the one thing that does not work.
/// </summary>
public sealed class StoppedNotices(ParkedWork parked, ServiceBusClient serviceBus, HubDirectory directory, TimeProvider time)
{
    private readonly ServiceBusSender sender = serviceBus.CreateSender(EntityTopologySettings.SocialCareReferralsTopic);

    internal async Task TellAsync(Subscription stopped, string reason, CancellationToken cancellationToken)
    {
        await parked.SubscriptionStoppedAsync(stopped.Id, stopped.Organisation, cancellationToken);
        var filter = directory
            .Messaging.Topics.SelectMany(topic => topic.Subscriptions)
            .FirstOrDefault(one => one.Council == stopped.Organisation)
            ?.FilterProperty;
        if (filter is null)
            return;
        var now = time.GetUtcNow();
        var notice = new StoppedNotice(
            // The same for all deliveries that fail while the subscription is as it is: the topic drops what is told twice.
            $"{stopped.Id}.{FeedRows.HashOf($"{stopped.ETag}")}",
            now,
            new StoppedData("subscription-stopped", stopped.Id, reason)
        );
        var message = new ServiceBusMessage(JsonSerializer.Serialize(notice, StoppedJson.Default.StoppedNotice))
        {
            MessageId = notice.Id,
            SessionId = stopped.Id,
            Subject = notice.Data.Kind,
            ContentType = CloudEventJson.MediaType,
        };
        message.ApplicationProperties[filter] = stopped.Organisation.Value;
        await sender.SendMessageAsync(message, cancellationToken);
    }
}

internal sealed record StoppedNotice(string Id, DateTimeOffset Time, StoppedData Data)
{
    public string Specversion { get; init; } = "1.0";

    public string Source { get; init; } = "urn:integration-hub:subscriptions";

    public string Type { get; init; } = "care.subscription.stopped.v1";

    public string Datacontenttype { get; init; } = "application/json";
}

internal sealed record StoppedData(string Kind, string SubscriptionId, string Reason);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(StoppedNotice))]
internal sealed partial class StoppedJson : JsonSerializerContext;
