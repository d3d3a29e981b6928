using Azure.Messaging.ServiceBus;

namespace Microsoft.Azure.Functions.Worker;

internal sealed class ProcessorSettlement(ProcessMessageEventArgs args) : ISettlement
{
    public Task CompleteAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken) =>
        args.CompleteMessageAsync(message, cancellationToken);

    public Task AbandonAsync(
        ServiceBusReceivedMessage message,
        IDictionary<string, object>? properties,
        CancellationToken cancellationToken
    ) => args.AbandonMessageAsync(message, properties, cancellationToken);

    public Task DeadLetterAsync(
        ServiceBusReceivedMessage message,
        Dictionary<string, object>? properties,
        string? reason,
        string? description,
        CancellationToken cancellationToken
    ) => args.DeadLetterMessageAsync(message, properties ?? [], reason!, description, cancellationToken);

    public Task DeferAsync(
        ServiceBusReceivedMessage message,
        IDictionary<string, object>? properties,
        CancellationToken cancellationToken
    ) => args.DeferMessageAsync(message, properties, cancellationToken);

    public Task RenewLockAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken) =>
        args.RenewMessageLockAsync(message, cancellationToken);
}

internal sealed class SessionProcessorSettlement(ProcessSessionMessageEventArgs args) : ISettlement, ISessionHold
{
    public DateTimeOffset LockedUntil => args.SessionLockedUntil;

    public Task CompleteAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken) =>
        args.CompleteMessageAsync(message, cancellationToken);

    public Task AbandonAsync(
        ServiceBusReceivedMessage message,
        IDictionary<string, object>? properties,
        CancellationToken cancellationToken
    ) => args.AbandonMessageAsync(message, properties, cancellationToken);

    public Task DeadLetterAsync(
        ServiceBusReceivedMessage message,
        Dictionary<string, object>? properties,
        string? reason,
        string? description,
        CancellationToken cancellationToken
    ) => args.DeadLetterMessageAsync(message, properties ?? [], reason!, description, cancellationToken);

    public Task DeferAsync(
        ServiceBusReceivedMessage message,
        IDictionary<string, object>? properties,
        CancellationToken cancellationToken
    ) => args.DeferMessageAsync(message, properties, cancellationToken);

    // In a session the lock is the session's: renewing a message renews that.
    public Task RenewLockAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken) =>
        args.RenewSessionLockAsync(cancellationToken);

    public async Task<BinaryData> GetStateAsync(CancellationToken cancellationToken) =>
        (await args.GetSessionStateAsync(cancellationToken))!;

    public Task SetStateAsync(BinaryData state, CancellationToken cancellationToken) => args.SetSessionStateAsync(state, cancellationToken);

    public Task RenewAsync(CancellationToken cancellationToken) => args.RenewSessionLockAsync(cancellationToken);

    public void Release() => args.ReleaseSession();
}

internal class ReceiverSettlement(ServiceBusReceiver receiver) : ISettlement
{
    public Task CompleteAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken) =>
        receiver.CompleteMessageAsync(message, cancellationToken);

    public Task AbandonAsync(
        ServiceBusReceivedMessage message,
        IDictionary<string, object>? properties,
        CancellationToken cancellationToken
    ) => receiver.AbandonMessageAsync(message, properties, cancellationToken);

    public Task DeadLetterAsync(
        ServiceBusReceivedMessage message,
        Dictionary<string, object>? properties,
        string? reason,
        string? description,
        CancellationToken cancellationToken
    ) => receiver.DeadLetterMessageAsync(message, properties ?? [], reason!, description, cancellationToken);

    public Task DeferAsync(
        ServiceBusReceivedMessage message,
        IDictionary<string, object>? properties,
        CancellationToken cancellationToken
    ) => receiver.DeferMessageAsync(message, properties, cancellationToken);

    public virtual Task RenewLockAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken) =>
        receiver.RenewMessageLockAsync(message, cancellationToken);
}

internal sealed class SessionReceiverSettlement(ServiceBusSessionReceiver receiver) : ReceiverSettlement(receiver), ISessionHold
{
    public DateTimeOffset LockedUntil => receiver.SessionLockedUntil;

    /// <summary>The function asked to let the session go.</summary>
    public bool IsReleased { get; private set; }

    public override Task RenewLockAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken) =>
        receiver.RenewSessionLockAsync(cancellationToken);

    public async Task<BinaryData> GetStateAsync(CancellationToken cancellationToken) =>
        (await receiver.GetSessionStateAsync(cancellationToken))!;

    public Task SetStateAsync(BinaryData state, CancellationToken cancellationToken) =>
        receiver.SetSessionStateAsync(state, cancellationToken);

    public Task RenewAsync(CancellationToken cancellationToken) => receiver.RenewSessionLockAsync(cancellationToken);

    public void Release() => IsReleased = true;
}
