namespace Azure.Messaging.ServiceBus;

/// <summary>A session that a processor has taken, or is about to give back.</summary>
public class ProcessSessionEventArgs : EventArgs
{
    private readonly ServiceBusSessionReceiver _receiver;

    public ProcessSessionEventArgs(ServiceBusSessionReceiver receiver, CancellationToken cancellationToken)
        : this(receiver, receiver?.Identifier ?? "", cancellationToken) { }

    public ProcessSessionEventArgs(ServiceBusSessionReceiver receiver, string identifier, CancellationToken cancellationToken)
    {
        _receiver = receiver;
        Identifier = identifier;
        CancellationToken = cancellationToken;
    }

    public CancellationToken CancellationToken { get; }
    public string Identifier { get; }
    public string EntityPath => _receiver.EntityPath;
    public string FullyQualifiedNamespace => _receiver.FullyQualifiedNamespace;
    public string SessionId => _receiver.SessionId;
    public DateTimeOffset SessionLockedUntil => _receiver.SessionLockedUntil;

    internal bool IsReleased { get; private set; }

    /// <inheritdoc cref="ServiceBusSessionReceiver.GetSessionStateAsync"/>
    public virtual Task<BinaryData?> GetSessionStateAsync(CancellationToken cancellationToken = default) =>
        _receiver.GetSessionStateAsync(cancellationToken);

    /// <inheritdoc cref="ServiceBusSessionReceiver.SetSessionStateAsync"/>
    public virtual Task SetSessionStateAsync(BinaryData? sessionState, CancellationToken cancellationToken = default) =>
        _receiver.SetSessionStateAsync(sessionState, cancellationToken);

    /// <inheritdoc cref="ServiceBusSessionReceiver.RenewSessionLockAsync"/>
    public virtual Task RenewSessionLockAsync(CancellationToken cancellationToken = default) =>
        _receiver.RenewSessionLockAsync(cancellationToken);

    /// <summary>Gives the session back without waiting for it to fall idle.</summary>
    public virtual void ReleaseSession() => IsReleased = true;
}
