using Azure.Messaging.ServiceBus.Administration;
using IntegrationHub.Cli.Up;
using IntegrationHub.Directory;
using IntegrationHub.Testing;

namespace IntegrationHub.Cli.Tests.Up;

public sealed class BrokerEntitiesTests
{
    [Fact]
    public void Every_entity_of_the_directory_is_declared_with_its_settings()
    {
        var settings = HubDirectory.Load(Path.Combine(RepositoryRoot.Path, "directory")).Directory!.Messaging;

        var topology = BrokerEntities.Of(settings);

        Assert.Equal(settings.Queues.Select(queue => queue.Name), topology.Queues.Select(queue => queue.Name));
        foreach (var (declared, queue) in topology.Queues.Zip(settings.Queues))
        {
            Assert.Equal(
                (
                    queue.DuplicateDetectionWindow,
                    queue.Delivery.RequiresSession,
                    queue.Delivery.LockDuration,
                    queue.Delivery.MaxDeliveryCount
                ),
                (declared.DuplicateDetectionWindow, declared.RequiresSession, declared.LockDuration, declared.MaxDeliveryCount)
            );
            Assert.Equal(
                (queue.Delivery.TimeToLive, queue.Delivery.DeadLetterOnExpiry),
                (declared.DefaultTimeToLive, declared.DeadLetterOnExpiration)
            );
        }

        var subscriptions = Assert.Single(topology.Topics).Subscriptions;
        Assert.Equal(3, subscriptions.Count);
        foreach (var (declared, subscription) in subscriptions.Zip(settings.Topics[0].Subscriptions))
        {
            var filter = Assert.IsType<CorrelationRuleFilter>(Assert.Single(declared.Filters));
            Assert.Equal(subscription.Council.Value, filter.ApplicationProperties[subscription.FilterProperty]);
        }
    }
}
