using Azure.Messaging.ServiceBus.Onebox;

namespace Azure.Messaging.ServiceBus;

public partial class ServiceBusReceiver
{
    /// <summary>Takes the message off the entity; it is off the disk when the call ends.</summary>
    /// <exception cref="ServiceBusException">The lock has ended (MessageLockLost; with sessions SessionLockLost).</exception>
    public virtual async Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default)
    {
        var link = OpenForSettling(message, cancellationToken);
        await link.Store.Complete(link, message.LockTokenGuid);
        message.IsSettled = true;
    }

    /// <summary>Gives the message back: available at once at its old place, its delivery counted.</summary>
    /// <inheritdoc cref="CompleteMessageAsync"/>
    public virtual async Task AbandonMessageAsync(
        ServiceBusReceivedMessage message,
        IDictionary<string, object>? propertiesToModify = default,
        CancellationToken cancellationToken = default
    )
    {
        var link = OpenForSettling(message, cancellationToken);
        await link.Store.Abandon(link, message.LockTokenGuid, propertiesToModify);
        message.IsSettled = true;
    }

    /// <summary>Sets the message aside: from now on it is received by its sequence number only.</summary>
    /// <inheritdoc cref="CompleteMessageAsync"/>
    public virtual async Task DeferMessageAsync(
        ServiceBusReceivedMessage message,
        IDictionary<string, object>? propertiesToModify = default,
        CancellationToken cancellationToken = default
    )
    {
        var link = OpenForSettling(message, cancellationToken);
        await link.Store.Defer(link, message.LockTokenGuid, propertiesToModify);
        message.IsSettled = true;
    }

    /// <summary>Moves the message to the entity's dead-letter queue, without a reason of its own.</summary>
    /// <inheritdoc cref="CompleteMessageAsync"/>
    public virtual Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message,
        IDictionary<string, object>? propertiesToModify = default,
        CancellationToken cancellationToken = default
    ) => DeadLetter(message, propertiesToModify, reason: null, description: null, cancellationToken);

    /// <summary>Moves the message to the entity's dead-letter queue; reason and description up to 4,096 characters each.</summary>
    /// <inheritdoc cref="CompleteMessageAsync"/>
    public virtual Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message,
        string deadLetterReason,
        string? deadLetterErrorDescription = default,
        CancellationToken cancellationToken = default
    ) => DeadLetter(message, properties: null, deadLetterReason, deadLetterErrorDescription, cancellationToken);

    /// <summary>Moves the message to the entity's dead-letter queue; reason and description up to 4,096 characters each.</summary>
    /// <exception cref="InvalidOperationException">The properties give another reason or description than the arguments.</exception>
    /// <inheritdoc cref="CompleteMessageAsync"/>
    public virtual Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message,
        IDictionary<string, object> propertiesToModify,
        string deadLetterReason,
        string? deadLetterErrorDescription = default,
        CancellationToken cancellationToken = default
    ) => DeadLetter(message, propertiesToModify, deadLetterReason, deadLetterErrorDescription, cancellationToken);

    private async Task DeadLetter(
        ServiceBusReceivedMessage message,
        IDictionary<string, object>? properties,
        string? reason,
        string? description,
        CancellationToken cancellationToken
    )
    {
        ThrowIfTooLong(reason, nameof(reason));
        ThrowIfTooLong(description, nameof(description));
        ThrowIfOtherwise(properties, ServiceBusReceivedMessage.DeadLetterReasonName, reason);
        ThrowIfOtherwise(properties, ServiceBusReceivedMessage.DeadLetterErrorDescriptionName, description);
        var link = OpenForSettling(message, cancellationToken);
        await link.Store.MoveToDeadLetter(link, message.LockTokenGuid, new DeadLetterReasons(reason, description), properties);
        message.IsSettled = true;
    }

    /// <summary>Starts the lock's duration anew; the message's LockedUntil tells its end.</summary>
    /// <exception cref="InvalidOperationException">With sessions it is the session's lock that counts and is renewed.</exception>
    /// <inheritdoc cref="CompleteMessageAsync"/>
    public virtual Task RenewMessageLockAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default)
    {
        var link = OpenForSettling(message, cancellationToken);
        if (link.Session is not null)
            throw new InvalidOperationException("A message of a session has no lock of its own: renew the session's lock.");
        message.LockedUntil = link.Store.Renew(link, message.LockTokenGuid);
        return Task.CompletedTask;
    }

    private ReceiverLink OpenForSettling(ServiceBusReceivedMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var link = Open(cancellationToken);
        if (ReceiveMode != ServiceBusReceiveMode.PeekLock)
            throw new InvalidOperationException("The operation is only supported in 'PeekLock' receive mode.");
        if (message.LockTokenGuid == Guid.Empty)
            throw new InvalidOperationException("The message has no lock: it was peeked, or received in 'ReceiveAndDelete' mode.");
        return link;
    }

    private static void ThrowIfTooLong(string? text, string name)
    {
        if (text?.Length > MessageLimits.MaxDeadLetterTextLength)
            throw new ArgumentOutOfRangeException(name, $"The text has more than {MessageLimits.MaxDeadLetterTextLength} characters.");
    }

    private static void ThrowIfOtherwise(IDictionary<string, object>? properties, string name, string? argument)
    {
        if (
            argument is not null
            && properties is not null
            && properties.TryGetValue(name, out var value)
            && !string.Equals(value as string, argument, StringComparison.Ordinal)
        )
            throw new InvalidOperationException($"The properties to modify give a {name} that differs from the argument.");
    }
}
