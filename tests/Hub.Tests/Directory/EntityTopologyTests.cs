using IntegrationHub.Directory;

namespace IntegrationHub.Tests.Directory;

public sealed class EntityTopologyTests
{
    private static readonly EntityTopologySettings Messaging = HubDirectory.Load(DirectoryCopy.Original).Directory!.Messaging;

    [Fact]
    public void There_is_a_queue_for_each_discharge_hub_beside_the_hubs_own() =>
        Assert.Equal(
            ["care-events", "discharge-hub-midvale", "discharge-hub-northfield", "discharge-hub-southport"],
            Messaging.Queues.Select(queue => queue.Name).Order(StringComparer.Ordinal)
        );

    [Fact]
    public void The_names_that_code_sends_to_are_declared()
    {
        Assert.Contains(Messaging.Queues, queue => queue.Name == EntityTopologySettings.CareEventsQueue);
        Assert.Contains(Messaging.Topics, topic => topic.Name == EntityTopologySettings.SocialCareReferralsTopic);
    }

    [Fact]
    public void A_discharge_hubs_queue_keeps_a_patients_order_and_drops_repeats_for_seven_days()
    {
        foreach (var queue in Messaging.Queues.Where(queue => queue.Name.StartsWith("discharge-", StringComparison.Ordinal)))
        {
            Assert.Equal(TimeSpan.FromDays(7), queue.DuplicateDetectionWindow);
            Assert.Equal(new DeliverySettings(true, TimeSpan.FromMinutes(1), 10, TimeSpan.FromDays(14), true), queue.Delivery);
        }
    }

    [Fact]
    public void The_broker_drops_no_care_event_by_an_id_that_a_sender_chose() =>
        Assert.Null(Messaging.Queues.Single(queue => queue.Name == "care-events").DuplicateDetectionWindow);

    [Fact]
    public void Each_council_has_a_subscription_for_its_own_referrals()
    {
        var topic = Assert.Single(Messaging.Topics);

        Assert.Equal(["C90001", "C90002", "C90003"], topic.Subscriptions.Select(subscription => subscription.Name));
        Assert.All(topic.Subscriptions, subscription => Assert.Equal(subscription.Name, subscription.Council.Value));
        Assert.All(topic.Subscriptions, subscription => Assert.Equal("council", subscription.FilterProperty));
    }
}
