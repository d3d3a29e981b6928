namespace Microsoft.Azure.Functions.Worker;

/// <summary>Counts running invocations; once closed it lets no new one in and tells when the last has left.</summary>
internal sealed class InvocationGate : IDisposable
{
    private readonly CancellationTokenSource _draining = new();
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // The sign is the door: 0 and above is the count with the door open, below it is ~count with the door closed.
    private int _state;

    /// <summary>Cancelled when running invocations have used up their drain time.</summary>
    public CancellationToken Draining => _draining.Token;

    public bool TryEnter()
    {
        var seen = Volatile.Read(ref _state);
        while (seen >= 0)
        {
            var before = Interlocked.CompareExchange(ref _state, seen + 1, seen);
            if (before == seen)
                return true;
            seen = before;
        }
        return false;
    }

    public void Leave()
    {
        var seen = Volatile.Read(ref _state);
        while (true)
        {
            var next = seen >= 0 ? seen - 1 : ~(~seen - 1);
            var before = Interlocked.CompareExchange(ref _state, next, seen);
            if (before == seen)
            {
                if (next == ~0)
                    _idle.TrySetResult();
                return;
            }
            seen = before;
        }
    }

    public void Close()
    {
        var seen = Volatile.Read(ref _state);
        while (seen >= 0)
        {
            var before = Interlocked.CompareExchange(ref _state, ~seen, seen);
            if (before == seen)
            {
                if (seen == 0)
                    _idle.TrySetResult();
                return;
            }
            seen = before;
        }
    }

    /// <summary>
    /// Closes, waits until nothing runs; after <paramref name="bound"/> cancels what still runs and waits at most <paramref name="grace"/> more.
    /// </summary>
    /// <returns>How many invocations were still running at the end.</returns>
    public async Task<int> DrainAsync(TimeSpan bound, TimeSpan grace, TimeProvider time, CancellationToken cancellationToken)
    {
        Close();
        if (!await IdleWithin(bound, time, cancellationToken))
        {
            await _draining.CancelAsync();
            await IdleWithin(grace, time, cancellationToken);
        }
        return ~Volatile.Read(ref _state);
    }

    public void Dispose() => _draining.Dispose();

    private async Task<bool> IdleWithin(TimeSpan bound, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            await _idle.Task.WaitAsync(bound, time, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
