namespace Azure.Messaging.ServiceBus.Onebox;

/// <summary>What a message says, apart from where it stands in an entity. Never changed once made: it is shared by reference.</summary>
internal sealed record BrokeredContent
{
    public required byte[] Body { get; init; }
    public Dictionary<string, object> Properties { get; init; } = [];
    public string? MessageId { get; init; }
    public string? SessionId { get; init; }
    public string? PartitionKey { get; init; }
    public string? TransactionPartitionKey { get; init; }
    public string? ReplyToSessionId { get; init; }
    public string? CorrelationId { get; init; }
    public string? Subject { get; init; }
    public string? To { get; init; }
    public string? ContentType { get; init; }
    public string? ReplyTo { get; init; }
    public string? DeadLetterSource { get; init; }
    public TimeSpan TimeToLive { get; init; } = TimeSpan.MaxValue;
    public DateTimeOffset ScheduledEnqueueTime { get; init; }

    /// <summary>A snapshot of what the sender made: later changes to the sender's object or its body's array do not reach the broker.</summary>
    public static BrokeredContent From(ServiceBusMessage message) =>
        new()
        {
            Body = message.Body.ToArray(),
            Properties = new Dictionary<string, object>(message.ApplicationProperties, StringComparer.Ordinal),
            MessageId = message.MessageId ?? Guid.NewGuid().ToString("N"),
            SessionId = message.SessionId,
            PartitionKey = message.PartitionKey,
            TransactionPartitionKey = message.TransactionPartitionKey,
            ReplyToSessionId = message.ReplyToSessionId,
            CorrelationId = message.CorrelationId,
            Subject = message.Subject,
            To = message.To,
            ContentType = message.ContentType,
            ReplyTo = message.ReplyTo,
            TimeToLive = message.TimeToLive,
            ScheduledEnqueueTime = message.ScheduledEnqueueTime.ToUniversalTime(),
        };

    /// <summary>The same message with some application properties set; null leaves it as it is.</summary>
    public BrokeredContent With(IEnumerable<KeyValuePair<string, object>>? properties)
    {
        if (properties is null)
            return this;
        var changed = new Dictionary<string, object>(Properties, StringComparer.Ordinal);
        foreach (var (name, value) in properties)
            changed[name] = value;
        return this with { Properties = changed };
    }
}
