using Azure.Messaging.ServiceBus.Onebox;

namespace Azure.Messaging.ServiceBus;

/// <summary>Receives from one session, in order, as its only receiver until closed or until the session's lock ends.</summary>
public class ServiceBusSessionReceiver : ServiceBusReceiver
{
    private readonly ReceiverLink _held = null!;
    private long _lockedUntilTicks;

    /// <summary>For mocking.</summary>
    protected ServiceBusSessionReceiver() { }

    internal ServiceBusSessionReceiver(ServiceBusClient client, string entityPath, ServiceBusReceiverOptions options, ReceiverLink link)
        : base(client, entityPath, options, link)
    {
        _held = link;
        _lockedUntilTicks = link.Session!.LockedUntilTicks;
    }

    public virtual string SessionId => _held.Session!.Id;

    public virtual DateTimeOffset SessionLockedUntil => new(Interlocked.Read(ref _lockedUntilTicks), TimeSpan.Zero);

    public override bool IsClosed => base.IsClosed;

    /// <summary>What was last set for the session, by any receiver; null when nothing was.</summary>
    /// <exception cref="ServiceBusException">The session's lock has ended (SessionLockLost).</exception>
    public virtual Task<BinaryData?> GetSessionStateAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfUnusable(cancellationToken);
        var state = _held.Store.SessionState(_held);
        return Task.FromResult(state is null ? null : BinaryData.FromBytes(state));
    }

    /// <summary>Keeps a state with the session, durably, also when it has no message; null forgets it. Up to 256 KB.</summary>
    /// <inheritdoc cref="GetSessionStateAsync"/>
    public virtual Task SetSessionStateAsync(BinaryData? sessionState, CancellationToken cancellationToken = default)
    {
        ThrowIfUnusable(cancellationToken);
        var state = sessionState?.ToArray();
        if (state?.Length > MessageLimits.MaxMessageBytes)
            throw new ServiceBusException("The session state is too large.", ServiceBusFailureReason.MessageSizeExceeded, EntityPath);
        return _held.Store.SetSessionState(_held, state);
    }

    /// <inheritdoc cref="GetSessionStateAsync"/>
    public virtual Task RenewSessionLockAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfUnusable(cancellationToken);
        Interlocked.Exchange(ref _lockedUntilTicks, _held.Store.RenewSession(_held).UtcTicks);
        return Task.CompletedTask;
    }

    private void ThrowIfUnusable(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(IsClosed, typeof(ServiceBusSessionReceiver));
        cancellationToken.ThrowIfCancellationRequested();
    }
}
