namespace Azure.Messaging.ServiceBus;

/// <summary>Settings of a receiver.</summary>
public class ServiceBusReceiverOptions
{
    private int _prefetchCount;

    /// <summary>Not negative. Kept for source compatibility: in process there is no journey to shorten, so nothing is fetched ahead.</summary>
    public int PrefetchCount
    {
        get => _prefetchCount;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(PrefetchCount));
            _prefetchCount = value;
        }
    }

    public ServiceBusReceiveMode ReceiveMode { get; set; } = ServiceBusReceiveMode.PeekLock;

    public SubQueue SubQueue { get; set; } = SubQueue.None;

    /// <summary>Names the receiver in its own diagnostics; one is made up when this is null or empty.</summary>
    public string? Identifier { get; set; }
}

/// <summary>Settings of a session receiver.</summary>
public class ServiceBusSessionReceiverOptions
{
    private int _prefetchCount;

    /// <inheritdoc cref="ServiceBusReceiverOptions.PrefetchCount"/>
    public int PrefetchCount
    {
        get => _prefetchCount;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(PrefetchCount));
            _prefetchCount = value;
        }
    }

    public ServiceBusReceiveMode ReceiveMode { get; set; } = ServiceBusReceiveMode.PeekLock;

    /// <inheritdoc cref="ServiceBusReceiverOptions.Identifier"/>
    public string? Identifier { get; set; }
}

public enum ServiceBusReceiveMode
{
    /// <summary>A received message is locked until it is settled or its lock ends.</summary>
    PeekLock,

    /// <summary>A received message is gone from the broker.</summary>
    ReceiveAndDelete,
}

/// <summary>A queue that belongs to an entity.</summary>
public enum SubQueue
{
    None = 0,
    DeadLetter = 1,

    /// <summary>Belongs to forwarding, which is not offered: receiving from it fails with MessagingEntityNotFound.</summary>
    TransferDeadLetter = 2,
}
