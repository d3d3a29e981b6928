namespace Azure.Messaging.ServiceBus;

/// <summary>One session in a processor's hands, from its taking to its giving back.</summary>
internal sealed class SessionRun(ServiceBusSessionProcessor processor, ServiceBusSessionReceiver receiver)
{
    private readonly ConcurrencyGate _calls = new(processor.MaxConcurrentCallsPerSession);
    private volatile bool _released;
    private volatile ProcessSessionMessageEventArgs? _current;

    public async Task Run(TimeSpan idle, CancellationToken stop)
    {
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await using var renewal = new LockRenewal(
            receiver.Time,
            processor.MaxAutoLockRenewalDuration,
            () => receiver.SessionLockedUntil,
            receiver.RenewSessionLockAsync,
            e => RenewalFailed(e, lost, stop)
        );
        if (await Raise(processor.OnSessionInitializingAsync, ServiceBusErrorSource.AcceptSession, stop))
            await TakeMessages(renewal, idle, lost.Token, stop);
        await _calls.WaitUntilIdle();
        await Raise(processor.OnSessionClosingAsync, ServiceBusErrorSource.CloseSession, stop);
    }

    private async Task TakeMessages(LockRenewal renewal, TimeSpan idle, CancellationToken lost, CancellationToken stop)
    {
        var pump = new MessagePump(
            receiver,
            _calls,
            new PumpActions(
                (message, token) => Handle(renewal, message, token),
                (e, source) => processor.Report(e, source, stop),
                processor.AutoCompleteMessages
            )
        );
        try
        {
            while (!_released && await pump.Next(idle, lost, lost))
            {
                if (processor.MaxConcurrentCallsPerSession == 1)
                    // The handler's word on releasing the session counts before the next message.
                    await _calls.WaitForRoom(lost);
            }
        }
        catch (OperationCanceledException) when (lost.IsCancellationRequested)
        {
            // Stopping, or the session is no longer ours.
        }
        catch (Exception e) when (e is ServiceBusException or ObjectDisposedException)
        {
            await processor.Report(e, ServiceBusErrorSource.Receive, stop);
        }
    }

    private async Task Handle(LockRenewal renewal, ServiceBusReceivedMessage message, CancellationToken cancellation)
    {
        renewal.Extend();
        var args = _current = new ProcessSessionMessageEventArgs(message, receiver, processor.Identifier, cancellation);
        try
        {
            await processor.OnProcessSessionMessageAsync(args);
        }
        finally
        {
            _released |= args.IsReleased;
            _current = null;
        }
    }

    private async Task<bool> Raise(Func<ProcessSessionEventArgs, Task> handler, ServiceBusErrorSource source, CancellationToken stop)
    {
        var args = new ProcessSessionEventArgs(receiver, processor.Identifier, stop);
#pragma warning disable CA1031 // Whatever a handler throws is reported; the session is given back.
        try
        {
            await handler(args);
            return !args.IsReleased;
        }
        catch (Exception e)
        {
            await processor.Report(e, source, stop);
            return false;
        }
#pragma warning restore CA1031
    }

    private async Task RenewalFailed(ServiceBusException e, CancellationTokenSource lost, CancellationToken stop)
    {
        if (e.Reason == ServiceBusFailureReason.SessionLockLost)
        {
            await lost.CancelAsync();
            if (_current is { } args)
                await args.OnSessionLockLostAsync(new SessionLockLostEventArgs(args.Message, receiver.SessionLockedUntil, e));
        }
        await processor.Report(e, ServiceBusErrorSource.RenewLock, stop);
    }
}
