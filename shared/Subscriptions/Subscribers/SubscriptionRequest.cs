using System.Collections.Immutable;
using IntegrationHub.Messaging;

namespace IntegrationHub.Subscriptions.Subscribers;

/// <summary>What a subscriber asks for, before it is judged.</summary>
public sealed record SubscriptionRequest(ImmutableArray<EventTopic> Topics, EventFilter Filter, Channel Channel)
{
    public DateTimeOffset? End { get; init; }

    public string? Reason { get; init; }

    /// <summary>On a change to a way by which the hub sends: the first number to be sent. Null for what the subscriber has not fetched.</summary>
    public long? From { get; init; }
}
