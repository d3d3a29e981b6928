using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>
/// Invokes a function with up to <see cref="ServiceBusSource.MaxMessageBatchSize"/> messages at a time, one batch after the other; with sessions,
/// one batch at a time in each of several sessions. Locks of batches are not renewed, as in the official host.
/// </summary>
internal sealed class BatchListener(
    ServiceBusSource source,
    ServiceBusClient client,
    InvocationDispatcher dispatcher,
    TimeProvider time,
    ILogger logger
) : ITriggerListener, IDisposable
{
    private static readonly TimeSpan WaitAfterError = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stopping = new();
    private Task _loops = Task.CompletedTask;

    public FunctionModel Function => source.Function;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var loops = source.HasSessions ? source.MaxConcurrentSessions : 1;
        using (ExecutionContext.SuppressFlow())
        {
            _loops = Task.WhenAll(
                Enumerable.Range(0, loops).Select(_ => Task.Run(() => LoopAsync(_stopping.Token), CancellationToken.None))
            );
        }
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _loops.WaitAsync(cancellationToken);
    }

    public void Dispose() => _stopping.Dispose();

    private async Task LoopAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                if (source.HasSessions)
                    await TakeSessionAsync(stopping);
                else
                    await TakeQueueAsync(stopping);
            }
            catch (ServiceBusException none) when (none.Reason == ServiceBusFailureReason.ServiceTimeout)
            {
                // No session had a message: ask again.
            }
            catch (ServiceBusException cause)
            {
                ListenerErrors.Log(logger, source, "Receive", cause);
                await PauseAsync(stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task TakeQueueAsync(CancellationToken stopping)
    {
        var options = new ServiceBusReceiverOptions { PrefetchCount = source.PrefetchCount };
        await using var receiver = source.Queue is not null
            ? client.CreateReceiver(source.Queue, options)
            : client.CreateReceiver(source.Topic!, source.Subscription!, options);
        while (!stopping.IsCancellationRequested)
        {
            var messages = await receiver.ReceiveMessagesAsync(source.MaxMessageBatchSize, cancellationToken: stopping);
            if (messages.Count > 0 && !await InvokeAsync(messages, new ReceiverSettlement(receiver)))
                return;
        }
    }

    private async Task TakeSessionAsync(CancellationToken stopping)
    {
        var options = new ServiceBusSessionReceiverOptions { PrefetchCount = source.PrefetchCount };
        await using var receiver = source.Queue is not null
            ? await client.AcceptNextSessionAsync(source.Queue, options, stopping)
            : await client.AcceptNextSessionAsync(source.Topic!, source.Subscription!, options, stopping);
        while (!stopping.IsCancellationRequested)
        {
            var messages = await receiver.ReceiveMessagesAsync(source.MaxMessageBatchSize, source.SessionIdleTimeout, stopping);
            var settlement = new SessionReceiverSettlement(receiver);
            if (messages.Count == 0 || !await InvokeAsync(messages, settlement) || settlement.IsReleased)
                return;
        }
    }

    private async Task<bool> InvokeAsync(IReadOnlyList<ServiceBusReceivedMessage> messages, ISettlement settlement)
    {
        var delivery = new ServiceBusDelivery(messages, settlement);
        var outcome = await dispatcher.RunAsync(Function, delivery, delivery.BindingData, delivery.TraceParent);
        await delivery.SettleRestAsync(outcome, source.AutoComplete, CancellationToken.None);
        return outcome != InvocationOutcome.NotStarted;
    }

    private async Task PauseAsync(CancellationToken stopping)
    {
        try
        {
            await Task.Delay(WaitAfterError, time, stopping);
        }
        catch (OperationCanceledException)
        {
            // The loop sees that it is to stop.
        }
    }
}
