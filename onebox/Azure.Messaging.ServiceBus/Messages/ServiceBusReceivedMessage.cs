using System.Collections.ObjectModel;
using Azure.Messaging.ServiceBus.Onebox;

namespace Azure.Messaging.ServiceBus;

/// <summary>A message as received or peeked: a snapshot, which later operations on the message do not change.</summary>
public class ServiceBusReceivedMessage
{
    internal const string DeadLetterReasonName = "DeadLetterReason";
    internal const string DeadLetterErrorDescriptionName = "DeadLetterErrorDescription";

    private readonly BrokeredContent _content;
    private IReadOnlyDictionary<string, object>? _properties;

    internal ServiceBusReceivedMessage(BrokeredContent content)
    {
        _content = content;
        Body = BinaryData.FromBytes(content.Body);
        TimeToLive = content.TimeToLive;
    }

    public BinaryData Body { get; }

    /// <summary>Never null on a message from the broker, which gives one to a message sent without.</summary>
    public string MessageId => _content.MessageId!;

    public string? PartitionKey => _content.PartitionKey;

    public string? TransactionPartitionKey => _content.TransactionPartitionKey;

    public string? SessionId => _content.SessionId;

    public string? ReplyToSessionId => _content.ReplyToSessionId;

    /// <summary>What the sender set, or the entity's default where that is shorter.</summary>
    public TimeSpan TimeToLive { get; internal init; }

    public string? CorrelationId => _content.CorrelationId;

    public string? Subject => _content.Subject;

    public string? To => _content.To;

    public string? ContentType => _content.ContentType;

    public string? ReplyTo => _content.ReplyTo;

    public DateTimeOffset ScheduledEnqueueTime => _content.ScheduledEnqueueTime;

    public IReadOnlyDictionary<string, object> ApplicationProperties =>
        _properties ??= new ReadOnlyDictionary<string, object>(_content.Properties);

    /// <summary>Identifies this delivery's lock; all zeros for peeked messages and in receive-and-delete.</summary>
    public string LockToken => LockTokenGuid.ToString();

    /// <summary>Deliveries under lock so far, this one included: 1 at the first. A peeked message never delivered has 0.</summary>
    public int DeliveryCount { get; internal init; }

    public DateTimeOffset LockedUntil { get; internal set; }

    /// <summary>Increases within an entity; a scheduled message gets a new one when it becomes active.</summary>
    public long SequenceNumber { get; internal init; } = -1;

    /// <summary>The path of the entity that the message was dead-lettered from; null outside a dead-letter queue.</summary>
    public string? DeadLetterSource => _content.DeadLetterSource;

    /// <summary>The sequence number at the first entity the message was sent to (of a subscription's message: the topic).</summary>
    public long EnqueuedSequenceNumber { get; internal init; }

    public DateTimeOffset EnqueuedTime { get; internal init; }

    public DateTimeOffset ExpiresAt =>
        TimeToLive >= DateTimeOffset.MaxValue - EnqueuedTime ? DateTimeOffset.MaxValue : EnqueuedTime + TimeToLive;

    public string? DeadLetterReason => _content.Properties.GetValueOrDefault(DeadLetterReasonName) as string;

    public string? DeadLetterErrorDescription => _content.Properties.GetValueOrDefault(DeadLetterErrorDescriptionName) as string;

    public ServiceBusMessageState State { get; internal init; }

    internal Guid LockTokenGuid { get; init; }

    /// <summary>Set by a settling call, so that a processor does not complete what its handler has settled.</summary>
    internal bool IsSettled { get; set; }

    /// <summary>The message id only: bodies and properties may be personal.</summary>
    public override string ToString() => $"{{MessageId:{MessageId}}}";
}

/// <summary>Where a message stands in its entity.</summary>
public enum ServiceBusMessageState
{
    Active = 0,
    Deferred = 1,
    Scheduled = 2,
}
