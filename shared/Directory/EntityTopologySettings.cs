using System.Collections.Immutable;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Directory;

/// <summary>Every Service Bus entity of the hub, made from messaging.json, the discharge hubs and the councils. infra/ makes the same ones.</summary>
public sealed record EntityTopologySettings(ImmutableArray<QueueSettings> Queues, ImmutableArray<TopicSettings> Topics)
{
    public const string CareEventsQueue = "care-events";
    public const string SocialCareReferralsTopic = "social-care-referrals";
}

/// <summary>How messages are held and handed out, for a queue or a subscription.</summary>
/// <param name="LockDuration">5 s to 5 min.</param>
/// <param name="MaxDeliveryCount">After so many deliveries the message goes to the dead-letter queue.</param>
/// <param name="TimeToLive">How long a message waits at most.</param>
public sealed record DeliverySettings(
    bool RequiresSession,
    TimeSpan LockDuration,
    int MaxDeliveryCount,
    TimeSpan TimeToLive,
    bool DeadLetterOnExpiry
);

/// <param name="DuplicateDetectionWindow">20 s to 7 days; null for no duplicate detection.</param>
public sealed record QueueSettings(string Name, TimeSpan? DuplicateDetectionWindow, DeliverySettings Delivery);

/// <param name="DuplicateDetectionWindow">20 s to 7 days; null for no duplicate detection.</param>
public sealed record TopicSettings(
    string Name,
    TimeSpan? DuplicateDetectionWindow,
    TimeSpan TimeToLive,
    ImmutableArray<SubscriptionSettings> Subscriptions
);

/// <summary>A council's subscription: a correlation filter takes the messages whose application property equals its ODS code.</summary>
public sealed record SubscriptionSettings(string Name, OdsCode Council, string FilterProperty, DeliverySettings Delivery);
