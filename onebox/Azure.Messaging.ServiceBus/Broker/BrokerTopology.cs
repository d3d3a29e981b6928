using Azure.Messaging.ServiceBus.Administration;

namespace Azure.Messaging.ServiceBus.Onebox;

/// <summary>
/// The entities of one namespace. Opening a broker's folder again with another topology adds entities and changes settings;
/// an entity that is no longer declared keeps its messages on disk but cannot be reached until it is declared again.
/// </summary>
public sealed record BrokerTopology(IReadOnlyList<QueueDeclaration> Queues, IReadOnlyList<TopicDeclaration> Topics);

/// <summary>What queues and subscriptions have in common: the rules of receiving.</summary>
public abstract record ReceivableDeclaration(string Name)
{
    /// <summary>Whether messages are received by session only. Cannot change while the entity holds messages.</summary>
    public bool RequiresSession { get; init; }

    /// <summary>How long a receiver owns a message (or a session) before it is available again: above zero, up to 5 minutes.</summary>
    public TimeSpan LockDuration { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Deliveries before a message is dead-lettered: 1 to 2,000.</summary>
    public int MaxDeliveryCount { get; init; } = 10;

    /// <summary>Upper bound of a message's time to live, and its value where the sender set none.</summary>
    public TimeSpan DefaultTimeToLive { get; init; } = TimeSpan.MaxValue;

    /// <summary>Whether an expired message goes to the dead-letter queue (reason TTLExpiredException) or is dropped.</summary>
    public bool DeadLetterOnExpiration { get; init; }
}

/// <summary>A queue; its dead-letter queue comes with it.</summary>
public sealed record QueueDeclaration(string Name) : ReceivableDeclaration(Name)
{
    /// <summary>How long a message id is remembered, 20 seconds to 7 days; null for no duplicate detection.</summary>
    public TimeSpan? DuplicateDetectionWindow { get; init; }
}

/// <summary>A topic and who subscribes to it.</summary>
public sealed record TopicDeclaration(string Name)
{
    /// <inheritdoc cref="QueueDeclaration.DuplicateDetectionWindow"/>
    public TimeSpan? DuplicateDetectionWindow { get; init; }

    /// <inheritdoc cref="ReceivableDeclaration.DefaultTimeToLive"/>
    public TimeSpan DefaultTimeToLive { get; init; } = TimeSpan.MaxValue;

    public IReadOnlyList<SubscriptionDeclaration> Subscriptions { get; init; } = [];
}

/// <summary>A subscription; its dead-letter queue comes with it.</summary>
public sealed record SubscriptionDeclaration(string Name) : ReceivableDeclaration(Name)
{
    /// <summary>A message is taken when any of these matches it. None declared: every message is taken.</summary>
    public IReadOnlyList<RuleFilter> Filters { get; init; } = [];
}
