namespace Azure.Messaging.ServiceBus;

/// <summary>
/// How long one try may take. An operation in process either succeeds or fails for a reason that trying again does not
/// mend, so of these only <see cref="TryTimeout"/> has an effect: it bounds receives without a wait time and session accepts.
/// </summary>
public class ServiceBusRetryOptions
{
    private int _maxRetries = 3;
    private TimeSpan _delay = TimeSpan.FromSeconds(0.8);
    private TimeSpan _maxDelay = TimeSpan.FromSeconds(60);
    private TimeSpan _tryTimeout = TimeSpan.FromSeconds(60);

    public ServiceBusRetryMode Mode { get; set; } = ServiceBusRetryMode.Exponential;

    /// <summary>0 to 100; 3 unless set.</summary>
    public int MaxRetries
    {
        get => _maxRetries;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(MaxRetries));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 100, nameof(MaxRetries));
            _maxRetries = value;
        }
    }

    /// <summary>1 ms to 5 minutes; 0.8 s unless set.</summary>
    public TimeSpan Delay
    {
        get => _delay;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.FromMilliseconds(1), nameof(Delay));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, TimeSpan.FromMinutes(5), nameof(Delay));
            _delay = value;
        }
    }

    /// <summary>Not negative; one minute unless set.</summary>
    public TimeSpan MaxDelay
    {
        get => _maxDelay;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero, nameof(MaxDelay));
            _maxDelay = value;
        }
    }

    /// <summary>Above zero, up to one hour; one minute unless set.</summary>
    public TimeSpan TryTimeout
    {
        get => _tryTimeout;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero, nameof(TryTimeout));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, TimeSpan.FromHours(1), nameof(TryTimeout));
            _tryTimeout = value;
        }
    }

    public ServiceBusRetryPolicy? CustomRetryPolicy { get; set; }
}

public enum ServiceBusRetryMode
{
    Fixed,
    Exponential,
}

/// <summary>A policy of the caller's own; <see cref="CalculateTryTimeout"/> of attempt 0 replaces <see cref="ServiceBusRetryOptions.TryTimeout"/>.</summary>
public abstract class ServiceBusRetryPolicy
{
    public abstract TimeSpan CalculateTryTimeout(int attemptCount);

    /// <summary>The delay before the next attempt, or null to give up.</summary>
    public abstract TimeSpan? CalculateRetryDelay(Exception lastException, int attemptCount);
}
