using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>
/// Settles the messages of the invocation. The exceptions are those of <see cref="ServiceBusReceiver"/>, such as
/// <see cref="ServiceBusFailureReason.MessageLockLost"/>.
/// </summary>
public class ServiceBusMessageActions
{
    private readonly ISettlement _settlement;
    private readonly ConcurrentDictionary<string, bool> _settled = [];

    internal ServiceBusMessageActions(ISettlement settlement)
    {
        _settlement = settlement;
    }

    /// <summary>For mocks, which override what they need.</summary>
    protected ServiceBusMessageActions()
    {
        _settlement = null!;
    }

    public virtual async Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        await _settlement.CompleteAsync(message, cancellationToken);
        _settled[message.LockToken] = true;
    }

    public virtual async Task AbandonMessageAsync(
        ServiceBusReceivedMessage message,
        IDictionary<string, object>? propertiesToModify = default,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(message);
        await _settlement.AbandonAsync(message, propertiesToModify, cancellationToken);
        _settled[message.LockToken] = true;
    }

    public virtual async Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message,
        Dictionary<string, object>? propertiesToModify = default,
        string? deadLetterReason = default,
        string? deadLetterErrorDescription = default,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(message);
        await _settlement.DeadLetterAsync(message, propertiesToModify, deadLetterReason, deadLetterErrorDescription, cancellationToken);
        _settled[message.LockToken] = true;
    }

    public virtual async Task DeferMessageAsync(
        ServiceBusReceivedMessage message,
        IDictionary<string, object>? propertiesToModify = default,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(message);
        await _settlement.DeferAsync(message, propertiesToModify, cancellationToken);
        _settled[message.LockToken] = true;
    }

    public virtual Task RenewMessageLockAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        return _settlement.RenewLockAsync(message, cancellationToken);
    }

    internal bool IsSettled(ServiceBusReceivedMessage message) => _settled.ContainsKey(message.LockToken);
}
