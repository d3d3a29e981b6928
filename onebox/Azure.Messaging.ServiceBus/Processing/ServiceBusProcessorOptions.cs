namespace Azure.Messaging.ServiceBus;

/// <summary>Settings of a processor.</summary>
public class ServiceBusProcessorOptions
{
    private int _prefetchCount;
    private int _maxConcurrentCalls = 1;
    private TimeSpan _maxAutoLockRenewalDuration = TimeSpan.FromMinutes(5);

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

    /// <summary>Whether a message that its handler neither settled nor failed is completed. True unless set.</summary>
    public bool AutoCompleteMessages { get; set; } = true;

    /// <summary>How long a message's lock is renewed while its handler runs; 5 minutes unless set, zero or infinite allowed.</summary>
    public TimeSpan MaxAutoLockRenewalDuration
    {
        get => _maxAutoLockRenewalDuration;
        set => _maxAutoLockRenewalDuration = ProcessorSettings.RenewalDuration(value, nameof(MaxAutoLockRenewalDuration));
    }

    /// <summary>At least 1; 1 unless set.</summary>
    public int MaxConcurrentCalls
    {
        get => _maxConcurrentCalls;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(MaxConcurrentCalls));
            _maxConcurrentCalls = value;
        }
    }

    public SubQueue SubQueue { get; set; } = SubQueue.None;

    /// <inheritdoc cref="ServiceBusReceiverOptions.Identifier"/>
    public string? Identifier { get; set; }
}

/// <summary>Settings of a session processor.</summary>
public class ServiceBusSessionProcessorOptions
{
    private int _prefetchCount;
    private int _maxConcurrentSessions = 8;
    private int _maxConcurrentCallsPerSession = 1;
    private TimeSpan _maxAutoLockRenewalDuration = TimeSpan.FromMinutes(5);
    private TimeSpan? _sessionIdleTimeout;

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

    /// <inheritdoc cref="ServiceBusProcessorOptions.AutoCompleteMessages"/>
    public bool AutoCompleteMessages { get; set; } = true;

    /// <summary>How long a session's lock is renewed after its last message came; 5 minutes unless set, zero or infinite allowed.</summary>
    public TimeSpan MaxAutoLockRenewalDuration
    {
        get => _maxAutoLockRenewalDuration;
        set => _maxAutoLockRenewalDuration = ProcessorSettings.RenewalDuration(value, nameof(MaxAutoLockRenewalDuration));
    }

    /// <summary>At least 1; 8 unless set.</summary>
    public int MaxConcurrentSessions
    {
        get => _maxConcurrentSessions;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(MaxConcurrentSessions));
            _maxConcurrentSessions = value;
        }
    }

    /// <summary>At least 1; 1 unless set. More than one gives up the order within a session.</summary>
    public int MaxConcurrentCallsPerSession
    {
        get => _maxConcurrentCallsPerSession;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(MaxConcurrentCallsPerSession));
            _maxConcurrentCallsPerSession = value;
        }
    }

    /// <summary>How long a session may have no message before another one is taken in its place; the client's TryTimeout unless set.</summary>
    public TimeSpan? SessionIdleTimeout
    {
        get => _sessionIdleTimeout;
        set
        {
            if (value is { } timeout)
                ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeout, TimeSpan.Zero, nameof(SessionIdleTimeout));
            _sessionIdleTimeout = value;
        }
    }

    /// <summary>The sessions to process; all when empty.</summary>
    public IList<string> SessionIds { get; } = [];

    /// <inheritdoc cref="ServiceBusReceiverOptions.Identifier"/>
    public string? Identifier { get; set; }
}

internal static class ProcessorSettings
{
    public static TimeSpan RenewalDuration(TimeSpan value, string name)
    {
        if (value != Timeout.InfiniteTimeSpan)
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero, name);
        return value;
    }
}
