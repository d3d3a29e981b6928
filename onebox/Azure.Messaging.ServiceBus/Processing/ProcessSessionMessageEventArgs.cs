namespace Azure.Messaging.ServiceBus;

/// <summary>A message of a session for its handler, with the ways to settle it and to use the session.</summary>
public class ProcessSessionMessageEventArgs : EventArgs
{
    private readonly ServiceBusSessionReceiver _receiver;

    public ProcessSessionMessageEventArgs(
        ServiceBusReceivedMessage message,
        ServiceBusSessionReceiver receiver,
        CancellationToken cancellationToken
    )
        : this(message, receiver, receiver?.Identifier ?? "", cancellationToken) { }

    public ProcessSessionMessageEventArgs(
        ServiceBusReceivedMessage message,
        ServiceBusSessionReceiver receiver,
        string identifier,
        CancellationToken cancellationToken
    )
    {
        Message = message;
        _receiver = receiver;
        Identifier = identifier;
        CancellationToken = cancellationToken;
    }

    public ServiceBusReceivedMessage Message { get; }

    /// <summary>Cancelled when the processor is told to stop or the session's lock is lost; the processor waits for the handler to return.</summary>
    public CancellationToken CancellationToken { get; }
    public string Identifier { get; }
    public string EntityPath => _receiver.EntityPath;
    public string FullyQualifiedNamespace => _receiver.FullyQualifiedNamespace;
    public string SessionId => _receiver.SessionId;
    public DateTimeOffset SessionLockedUntil => _receiver.SessionLockedUntil;

    internal bool IsReleased { get; private set; }

    /// <summary>Raised when renewing the session's lock finds that it has ended.</summary>
    public event Func<SessionLockLostEventArgs, Task>? SessionLockLostAsync;

    /// <inheritdoc cref="ServiceBusReceiver.CompleteMessageAsync"/>
    public virtual Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) =>
        _receiver.CompleteMessageAsync(message, cancellationToken);

    /// <inheritdoc cref="ServiceBusReceiver.AbandonMessageAsync"/>
    public virtual Task AbandonMessageAsync(
        ServiceBusReceivedMessage message,
        IDictionary<string, object>? propertiesToModify = default,
        CancellationToken cancellationToken = default
    ) => _receiver.AbandonMessageAsync(message, propertiesToModify, cancellationToken);

    /// <inheritdoc cref="ServiceBusReceiver.DeferMessageAsync"/>
    public virtual Task DeferMessageAsync(
        ServiceBusReceivedMessage message,
        IDictionary<string, object>? propertiesToModify = default,
        CancellationToken cancellationToken = default
    ) => _receiver.DeferMessageAsync(message, propertiesToModify, cancellationToken);

    /// <inheritdoc cref="ServiceBusReceiver.DeadLetterMessageAsync(ServiceBusReceivedMessage, IDictionary{string, object}, CancellationToken)"/>
    public virtual Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message,
        IDictionary<string, object>? propertiesToModify = default,
        CancellationToken cancellationToken = default
    ) => _receiver.DeadLetterMessageAsync(message, propertiesToModify, cancellationToken);

    /// <inheritdoc cref="ServiceBusReceiver.DeadLetterMessageAsync(ServiceBusReceivedMessage, string, string, CancellationToken)"/>
    public virtual Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message,
        string deadLetterReason,
        string? deadLetterErrorDescription = default,
        CancellationToken cancellationToken = default
    ) => _receiver.DeadLetterMessageAsync(message, deadLetterReason, deadLetterErrorDescription, cancellationToken);

    /// <inheritdoc cref="ServiceBusReceiver.DeadLetterMessageAsync(ServiceBusReceivedMessage, IDictionary{string, object}, string, string, CancellationToken)"/>
    public virtual Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message,
        Dictionary<string, object> propertiesToModify,
        string deadLetterReason,
        string? deadLetterErrorDescription = default,
        CancellationToken cancellationToken = default
    ) => _receiver.DeadLetterMessageAsync(message, propertiesToModify, deadLetterReason, deadLetterErrorDescription, cancellationToken);

    /// <inheritdoc cref="ServiceBusSessionReceiver.GetSessionStateAsync"/>
    public virtual Task<BinaryData?> GetSessionStateAsync(CancellationToken cancellationToken = default) =>
        _receiver.GetSessionStateAsync(cancellationToken);

    /// <inheritdoc cref="ServiceBusSessionReceiver.SetSessionStateAsync"/>
    public virtual Task SetSessionStateAsync(BinaryData? sessionState, CancellationToken cancellationToken = default) =>
        _receiver.SetSessionStateAsync(sessionState, cancellationToken);

    /// <inheritdoc cref="ServiceBusSessionReceiver.RenewSessionLockAsync"/>
    public virtual Task RenewSessionLockAsync(CancellationToken cancellationToken = default) =>
        _receiver.RenewSessionLockAsync(cancellationToken);

    /// <summary>Gives the session back when the running handlers have returned, without waiting for it to fall idle.</summary>
    public virtual void ReleaseSession() => IsReleased = true;

    protected internal virtual Task OnSessionLockLostAsync(SessionLockLostEventArgs args) =>
        SessionLockLostAsync?.Invoke(args) ?? Task.CompletedTask;
}
