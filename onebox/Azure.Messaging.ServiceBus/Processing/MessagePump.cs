namespace Azure.Messaging.ServiceBus;

/// <summary>What a pump does with one message, and whom it tells about errors.</summary>
/// <param name="Handle">The user's handler; it may throw anything.</param>
/// <param name="Report">The user's error handler.</param>
/// <param name="AutoComplete">Whether to complete what the handler neither settled nor failed.</param>
internal sealed record PumpActions(
    Func<ServiceBusReceivedMessage, CancellationToken, Task> Handle,
    Func<Exception, ServiceBusErrorSource, Task> Report,
    bool AutoComplete
);

/// <summary>Takes messages from one receiver and runs a handler for each, several at a time.</summary>
internal sealed class MessagePump(ServiceBusReceiver receiver, ConcurrencyGate calls, PumpActions actions)
{
    /// <summary>Receives and dispatches once. False when no message came within the wait.</summary>
    /// <exception cref="OperationCanceledException">Told to stop; running handlers are not waited for.</exception>
    public async Task<bool> Next(TimeSpan wait, CancellationToken stop, CancellationToken handlersStop)
    {
        var room = await calls.WaitForRoom(stop);
        var messages = await receiver.Receive(room, wait, stop);
        foreach (var message in messages)
        {
            calls.Enter();
            _ = Task.Run(() => Process(message, handlersStop), CancellationToken.None);
        }
        return messages.Count > 0;
    }

    private async Task Process(ServiceBusReceivedMessage message, CancellationToken stop)
    {
        try
        {
            var failure = await HandleGuarded(message, stop);
            if (failure is not null)
            {
                await actions.Report(failure, ServiceBusErrorSource.ProcessMessageCallback);
                if (
                    failure
                    is not ServiceBusException
                    {
                        Reason: ServiceBusFailureReason.MessageLockLost or ServiceBusFailureReason.SessionLockLost
                    }
                )
                    await Settle(message, abandon: true);
            }
            else if (actions.AutoComplete)
                await Settle(message, abandon: false);
        }
        finally
        {
            calls.Leave();
        }
    }

    private async Task<Exception?> HandleGuarded(ServiceBusReceivedMessage message, CancellationToken stop)
    {
#pragma warning disable CA1031 // Whatever a handler throws is reported to the error handler, and the message is given back.
        try
        {
            await actions.Handle(message, stop);
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
#pragma warning restore CA1031
    }

    private async Task Settle(ServiceBusReceivedMessage message, bool abandon)
    {
        if (message.IsSettled || receiver.ReceiveMode != ServiceBusReceiveMode.PeekLock)
            return;
        try
        {
            if (abandon)
                await receiver.AbandonMessageAsync(message);
            else
                await receiver.CompleteMessageAsync(message);
        }
        catch (Exception e) when (e is ServiceBusException or ObjectDisposedException)
        {
            await actions.Report(e, abandon ? ServiceBusErrorSource.Abandon : ServiceBusErrorSource.Complete);
        }
    }
}
