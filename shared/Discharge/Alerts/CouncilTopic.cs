using IntegrationHub.Directory;

namespace IntegrationHub.Discharge.Alerts;

/// <summary>Where a council hears of what concerns it: its subscription of the topic for social care.</summary>
internal static class CouncilTopic
{
    /// <param name="council">ODS code; nothing for null and for organisations without a subscription.</param>
    internal static IEnumerable<(string Topic, IReadOnlyDictionary<string, string> Properties)> Of(
        HubDirectory directory,
        string? council
    ) =>
        from topic in directory.Messaging.Topics
        where topic.Name == EntityTopologySettings.SocialCareReferralsTopic
        from subscription in topic.Subscriptions
        where subscription.Council.Value == council
        select (
            topic.Name,
            (IReadOnlyDictionary<string, string>)
                new Dictionary<string, string> { [subscription.FilterProperty] = subscription.Council.Value }
        );
}
