using Azure.Messaging.ServiceBus.Administration;
using Azure.Messaging.ServiceBus.Onebox;
using IntegrationHub.Directory;

namespace IntegrationHub.Cli.Up;

/// <summary>Declares to the embedded broker what infra/ declares to Azure, from the same directory.</summary>
internal static class BrokerEntities
{
    public static BrokerTopology Of(EntityTopologySettings settings) =>
        new([.. settings.Queues.Select(Queue)], [.. settings.Topics.Select(Topic)]);

    private static QueueDeclaration Queue(QueueSettings queue) =>
        With(new QueueDeclaration(queue.Name) { DuplicateDetectionWindow = queue.DuplicateDetectionWindow }, queue.Delivery);

    private static TopicDeclaration Topic(TopicSettings topic) =>
        new(topic.Name)
        {
            DuplicateDetectionWindow = topic.DuplicateDetectionWindow,
            DefaultTimeToLive = topic.TimeToLive,
            Subscriptions = [.. topic.Subscriptions.Select(Subscription)],
        };

    private static SubscriptionDeclaration Subscription(SubscriptionSettings subscription)
    {
        var forCouncil = new CorrelationRuleFilter();
        forCouncil.ApplicationProperties[subscription.FilterProperty] = subscription.Council.Value;
        return With(new SubscriptionDeclaration(subscription.Name) { Filters = [forCouncil] }, subscription.Delivery);
    }

    private static T With<T>(T declaration, DeliverySettings delivery)
        where T : ReceivableDeclaration =>
        declaration with
        {
            RequiresSession = delivery.RequiresSession,
            LockDuration = delivery.LockDuration,
            MaxDeliveryCount = delivery.MaxDeliveryCount,
            DefaultTimeToLive = delivery.TimeToLive,
            DeadLetterOnExpiration = delivery.DeadLetterOnExpiry,
        };
}
