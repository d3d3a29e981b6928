namespace Azure.Messaging.ServiceBus;

/// <summary>Renews a lock in good time, again and again, until it is no longer needed or its time is up.</summary>
internal sealed class LockRenewal : IAsyncDisposable
{
    private static readonly TimeSpan MaxMargin = TimeSpan.FromSeconds(10);

    private readonly TimeProvider _time;
    private readonly TimeSpan _maxDuration;
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _running;
    private long _deadlineTicks;

    /// <param name="time">The broker's clock, by which locks end.</param>
    /// <param name="maxDuration">Zero: never renew. Infinite: without end.</param>
    /// <param name="lockedUntil">The lock's present end.</param>
    /// <param name="renew">One renewal.</param>
    /// <param name="failed">Told once when a renewal fails; there is no further one.</param>
    public LockRenewal(
        TimeProvider time,
        TimeSpan maxDuration,
        Func<DateTimeOffset> lockedUntil,
        Func<CancellationToken, Task> renew,
        Func<ServiceBusException, Task> failed
    )
    {
        _time = time;
        _maxDuration = maxDuration;
        Extend();
        _running = maxDuration == TimeSpan.Zero ? Task.CompletedTask : Run(lockedUntil, renew, failed);
    }

    /// <summary>Starts the maximum duration anew.</summary>
    public void Extend()
    {
        var end = _maxDuration == Timeout.InfiniteTimeSpan ? DateTimeOffset.MaxValue : _time.GetUtcNow() + _maxDuration;
        Interlocked.Exchange(ref _deadlineTicks, end.UtcTicks);
    }

    private async Task Run(Func<DateTimeOffset> lockedUntil, Func<CancellationToken, Task> renew, Func<ServiceBusException, Task> failed)
    {
        try
        {
            while (true)
            {
                await Task.Delay(UntilRenewal(lockedUntil()), _time, _ended.Token);
                if (_time.GetUtcNow().UtcTicks > Interlocked.Read(ref _deadlineTicks))
                    return;
                await renew(_ended.Token);
            }
        }
        catch (ServiceBusException e) when (!_ended.IsCancellationRequested)
        {
            await failed(e);
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or ServiceBusException)
        {
            // Settled, stopped or closed: there is nothing left to renew.
        }
    }

    private TimeSpan UntilRenewal(DateTimeOffset lockedUntil)
    {
        var left = lockedUntil - _time.GetUtcNow();
        if (left <= TimeSpan.Zero)
            return TimeSpan.Zero;
        var margin = left / 2 < MaxMargin ? left / 2 : MaxMargin;
        return left - margin;
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _running;
        _ended.Dispose();
    }
}
