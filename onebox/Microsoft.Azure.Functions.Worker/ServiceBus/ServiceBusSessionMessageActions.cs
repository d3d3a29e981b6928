namespace Microsoft.Azure.Functions.Worker;

/// <summary>Works on the session that the invocation's messages belong to.</summary>
public class ServiceBusSessionMessageActions
{
    private readonly ISessionHold _session;

    internal ServiceBusSessionMessageActions(ISessionHold session)
    {
        _session = session;
        SessionLockedUntil = session.LockedUntil;
    }

    /// <summary>For mocks, which override what they need.</summary>
    protected ServiceBusSessionMessageActions()
    {
        _session = null!;
    }

    public virtual DateTimeOffset SessionLockedUntil { get; protected set; }

    public virtual Task<BinaryData> GetSessionStateAsync(CancellationToken cancellationToken = default) =>
        _session.GetStateAsync(cancellationToken);

    public virtual Task SetSessionStateAsync(BinaryData sessionState, CancellationToken cancellationToken = default) =>
        _session.SetStateAsync(sessionState, cancellationToken);

    /// <summary>Lets the session go after this message, for any receiver to take.</summary>
    public virtual Task ReleaseSession(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _session.Release();
        return Task.CompletedTask;
    }

    public virtual async Task RenewSessionLockAsync(CancellationToken cancellationToken = default)
    {
        await _session.RenewAsync(cancellationToken);
        SessionLockedUntil = _session.LockedUntil;
    }
}
