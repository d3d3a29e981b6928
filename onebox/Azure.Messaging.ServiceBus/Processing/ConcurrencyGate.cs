namespace Azure.Messaging.ServiceBus;

/// <summary>Counts what runs at the same time, against a limit that may change, and says when nothing does.</summary>
internal sealed class ConcurrencyGate(int limit)
{
    private readonly Lock _gate = new();
    private int _limit = limit;
    private int _running;
    private TaskCompletionSource? _changed;

    public int Limit
    {
        get
        {
            lock (_gate)
                return _limit;
        }
        set
        {
            lock (_gate)
            {
                _limit = value;
                Signal();
            }
        }
    }

    /// <summary>Waits until there is room; answers for how many.</summary>
    public async Task<int> WaitForRoom(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_running < _limit)
                    return _limit - _running;
                changed = Changed();
            }
            await changed.WaitAsync(cancellationToken);
        }
    }

    public async Task WaitUntilIdle()
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_running == 0)
                    return;
                changed = Changed();
            }
            await changed;
        }
    }

    public void Enter()
    {
        lock (_gate)
            _running++;
    }

    public void Leave()
    {
        lock (_gate)
        {
            _running--;
            Signal();
        }
    }

    private Task Changed() => (_changed ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    private void Signal()
    {
        _changed?.TrySetResult();
        _changed = null;
    }
}
