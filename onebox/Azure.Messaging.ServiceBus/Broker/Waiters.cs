namespace Azure.Messaging.ServiceBus.Onebox;

/// <summary>Somebody waiting for something that a store hands over under its gate: signalled, never polling.</summary>
internal abstract class Waiter<T>(MessageStore store, CancellationToken cancellation) : IDisposable
{
    private readonly TaskCompletionSource<T> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ITimer? _timer;
    private CancellationTokenRegistration _registration;

    protected MessageStore Store { get; } = store;

    /// <summary>Waits until something is handed over, the wait time has passed, or the caller gives up.</summary>
    public async Task<T> Wait(TimeProvider time, TimeSpan wait)
    {
        if (wait != Timeout.InfiniteTimeSpan)
            _timer = time.CreateTimer(static state => ((Waiter<T>)state!).Leave(timedOut: true), this, wait, Timeout.InfiniteTimeSpan);
        _registration = cancellation.UnsafeRegister(static state => ((Waiter<T>)state!).Leave(timedOut: false), this);
        try
        {
            return await _result.Task;
        }
        finally
        {
            Dispose();
        }
    }

    public void Hand(T value) => _result.TrySetResult(value);

    public void Fail(Exception exception) => _result.TrySetException(exception);

    /// <summary>Takes itself out of its line; false when it was served before.</summary>
    protected abstract bool TryLeave();

    protected abstract void TimeOut();

    private void Leave(bool timedOut)
    {
        lock (Store.Gate)
        {
            if (!TryLeave())
                return;
        }
        if (timedOut)
            TimeOut();
        else
            _result.TrySetCanceled(cancellation);
    }

    public void Dispose()
    {
        _timer?.Dispose();
        _registration.Dispose();
    }
}

/// <summary>Waits for messages; an empty list when the time has passed.</summary>
internal sealed class ReceiveWaiter : Waiter<IReadOnlyList<Delivery>>
{
    public ReceiveWaiter(ReceiverLink link, int max, CancellationToken cancellation)
        : base(link.Store, cancellation)
    {
        Link = link;
        Max = max;
        Node = new LinkedListNode<ReceiveWaiter>(this);
    }

    public ReceiverLink Link { get; }
    public int Max { get; }
    public LinkedListNode<ReceiveWaiter> Node { get; }

    protected override bool TryLeave()
    {
        if (Node.List is not { } line)
            return false;
        line.Remove(Node);
        return true;
    }

    protected override void TimeOut() => Hand([]);
}

/// <summary>Waits for a session to own; the service's timeout when there is none in time.</summary>
internal sealed class AcceptWaiter : Waiter<ReceiverLink>
{
    public AcceptWaiter(MessageStore store, CancellationToken cancellation)
        : base(store, cancellation) => Node = new LinkedListNode<AcceptWaiter>(this);

    public LinkedListNode<AcceptWaiter> Node { get; }

    protected override bool TryLeave()
    {
        if (Node.List is not { } line)
            return false;
        line.Remove(Node);
        return true;
    }

    protected override void TimeOut() =>
        Fail(new ServiceBusException("No session had a message in time.", ServiceBusFailureReason.ServiceTimeout, Store.Path));
}

/// <summary>A message as it was when it was handed over.</summary>
internal readonly record struct Delivery(StoredMessage Message, Guid LockToken, long LockedUntilTicks, int Count, bool Deferred);
