namespace Azure.Messaging.ServiceBus;

/// <summary>A message to send. Text lengths are in characters; what is not set travels as absent.</summary>
public class ServiceBusMessage
{
    private const int MaxIdLength = 128;
    private string? _messageId;
    private string? _partitionKey;
    private string? _sessionId;
    private string? _replyToSessionId;
    private string? _transactionPartitionKey;
    private TimeSpan _timeToLive = TimeSpan.MaxValue;

    public ServiceBusMessage()
        : this(default(ReadOnlyMemory<byte>)) { }

    /// <summary>The text becomes the body as UTF-8.</summary>
    public ServiceBusMessage(string? body)
        : this(BinaryData.FromString(body ?? "")) { }

    public ServiceBusMessage(ReadOnlyMemory<byte> body)
        : this(BinaryData.FromBytes(body)) { }

    public ServiceBusMessage(BinaryData body)
    {
        ArgumentNullException.ThrowIfNull(body);
        Body = body;
    }

    /// <summary>A copy to send on: all that the sender set, nothing that a broker set (sequence number, lock, dead-letter reason).</summary>
    public ServiceBusMessage(ServiceBusReceivedMessage receivedMessage)
    {
        ArgumentNullException.ThrowIfNull(receivedMessage);
        Body = receivedMessage.Body;
        _messageId = receivedMessage.MessageId;
        _partitionKey = receivedMessage.PartitionKey;
        _transactionPartitionKey = receivedMessage.TransactionPartitionKey;
        _sessionId = receivedMessage.SessionId;
        _replyToSessionId = receivedMessage.ReplyToSessionId;
        _timeToLive = receivedMessage.TimeToLive;
        CorrelationId = receivedMessage.CorrelationId;
        Subject = receivedMessage.Subject;
        To = receivedMessage.To;
        ContentType = receivedMessage.ContentType;
        ReplyTo = receivedMessage.ReplyTo;
        foreach (var (name, value) in receivedMessage.ApplicationProperties)
            if (name is not (ServiceBusReceivedMessage.DeadLetterReasonName or ServiceBusReceivedMessage.DeadLetterErrorDescriptionName))
                ApplicationProperties[name] = value;
    }

    public BinaryData Body { get; set; }

    /// <summary>1 to 128 characters. The key of duplicate detection; when it is not set, the message gets a random one when sent.</summary>
    public string? MessageId
    {
        get => _messageId;
        set
        {
            if (string.IsNullOrEmpty(value) || value.Length > MaxIdLength)
                throw new ArgumentException($"The message id must have 1 to {MaxIdLength} characters.", nameof(MessageId));
            _messageId = value;
        }
    }

    /// <summary>Up to 128 characters; equal to the session id where both are set.</summary>
    public string? PartitionKey
    {
        get => _partitionKey;
        set
        {
            ThrowIfTooLong(value, nameof(PartitionKey));
            if (value is not null && _sessionId is not null && !string.Equals(value, _sessionId, StringComparison.Ordinal))
                throw new ArgumentOutOfRangeException(nameof(PartitionKey), "The partition key is not the same as the session id.");
            _partitionKey = value;
        }
    }

    public string? TransactionPartitionKey
    {
        get => _transactionPartitionKey;
        set
        {
            ThrowIfTooLong(value, nameof(TransactionPartitionKey));
            _transactionPartitionKey = value;
        }
    }

    /// <summary>Up to 128 characters. Messages of one session are received in order, by one receiver at a time.</summary>
    public string? SessionId
    {
        get => _sessionId;
        set
        {
            ThrowIfTooLong(value, nameof(SessionId));
            if (value is not null && _partitionKey is not null && !string.Equals(value, _partitionKey, StringComparison.Ordinal))
                throw new ArgumentOutOfRangeException(nameof(SessionId), "The session id is not the same as the partition key.");
            _sessionId = value;
        }
    }

    public string? ReplyToSessionId
    {
        get => _replyToSessionId;
        set
        {
            ThrowIfTooLong(value, nameof(ReplyToSessionId));
            _replyToSessionId = value;
        }
    }

    /// <summary>Above zero; counted from the enqueued time. The entity's default is the upper bound.</summary>
    public TimeSpan TimeToLive
    {
        get => _timeToLive;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero, nameof(TimeToLive));
            _timeToLive = value;
        }
    }

    public string? CorrelationId { get; set; }

    public string? Subject { get; set; }

    public string? To { get; set; }

    public string? ContentType { get; set; }

    public string? ReplyTo { get; set; }

    /// <summary>When the message is to become receivable; the default value means at once.</summary>
    public DateTimeOffset ScheduledEnqueueTime { get; set; }

    /// <summary>
    /// Values may be bool, the integer and floating-point types, decimal, char, string, Guid, Uri, DateTime, DateTimeOffset,
    /// TimeSpan, byte[] or null; another type fails at the send with a SerializationException.
    /// </summary>
    public IDictionary<string, object> ApplicationProperties { get; } = new Dictionary<string, object>(StringComparer.Ordinal);

    /// <summary>The message id only: bodies and properties may be personal.</summary>
    public override string ToString() => $"{{MessageId:{MessageId}}}";

    private static void ThrowIfTooLong(string? value, string name)
    {
        if (value?.Length > MaxIdLength)
            throw new ArgumentException($"The value must have at most {MaxIdLength} characters.", name);
    }
}
