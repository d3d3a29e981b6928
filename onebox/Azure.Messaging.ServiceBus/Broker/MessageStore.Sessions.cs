namespace Azure.Messaging.ServiceBus.Onebox;

internal sealed partial class MessageStore
{
    private readonly Dictionary<string, SessionLane> _sessions = new(StringComparer.Ordinal);
    private readonly Queue<SessionLane> _offered = new();
    private readonly LinkedList<AcceptWaiter> _accepting = new();

    /// <summary>The first session with available messages that nobody holds, waiting for one.</summary>
    public Task<ReceiverLink> AcceptNext(TimeSpan wait, CancellationToken cancellation)
    {
        ThrowIfWithoutSessions();
        AcceptWaiter waiter;
        lock (Gate)
        {
            SettleDue();
            ThrowIfClosed();
            while (_accepting.Count == 0 && _offered.TryDequeue(out var session))
            {
                session.Offered = false;
                if (session.Holder is null && session.HasReady)
                    return Task.FromResult(Hold(session));
            }
            waiter = new AcceptWaiter(this, cancellation);
            _accepting.AddLast(waiter.Node);
        }
        return waiter.Wait(_services.Time, wait);
    }

    /// <summary>A session by its id, also when it has no message yet.</summary>
    public ReceiverLink Accept(string sessionId)
    {
        ThrowIfWithoutSessions();
        lock (Gate)
        {
            SettleDue();
            ThrowIfClosed();
            var session = SessionById(sessionId);
            if (session.Holder is not null)
                throw new ServiceBusException("Another receiver holds the session.", ServiceBusFailureReason.SessionCannotBeLocked, Path);
            return Hold(session);
        }
    }

    public DateTimeOffset RenewSession(ReceiverLink link)
    {
        lock (Gate)
        {
            SettleDue();
            ThrowIfUnusable(link);
            link.Session!.LockedUntilTicks = _agenda.Now + _settings.LockDuration.Ticks;
            foreach (var message in link.Held)
                message.LockedUntilTicks = link.Session.LockedUntilTicks;
            return SessionLockedUntil(link);
        }
    }

    public static DateTimeOffset SessionLockedUntil(ReceiverLink link) => new(link.Session!.LockedUntilTicks, TimeSpan.Zero);

    public byte[]? SessionState(ReceiverLink link)
    {
        lock (Gate)
        {
            SettleDue();
            ThrowIfUnusable(link);
        }
        return _services.Reader.SessionState(Id, link.Session!.Id);
    }

    public Task SetSessionState(ReceiverLink link, byte[]? state)
    {
        lock (Gate)
        {
            SettleDue();
            ThrowIfUnusable(link);
            return Post(new SetSessionState(this, link.Session!.Id, state));
        }
    }

    private SessionLane? SessionOf(StoredMessage message) => RequiresSession && message.SessionId is { } id ? SessionById(id) : null;

    private SessionLane SessionById(string id)
    {
        if (!_sessions.TryGetValue(id, out var session))
            _sessions.Add(id, session = new SessionLane(id));
        return session;
    }

    private ReceiverLink Hold(SessionLane session)
    {
        var link = new ReceiverLink(this, session);
        session.Holder = link;
        session.LockedUntilTicks = _agenda.Now + _settings.LockDuration.Ticks;
        _agenda.Add(session, session.LockedUntilTicks);
        return link;
    }

    /// <summary>Gives a free session to the first who waits for one, or lines it up.</summary>
    private void Offer(SessionLane session)
    {
        if (!session.HasReady || session.Offered)
            return;
        if (_accepting.First is { } first)
        {
            _accepting.RemoveFirst();
            first.Value.Hand(Hold(session));
            return;
        }
        session.Offered = true;
        _offered.Enqueue(session);
    }

    private void Free(SessionLane session)
    {
        session.Holder = null;
        FailWaiters(session, SessionLost());
        _changed.Add(session);
        ForgetIfEmpty(session);
    }

    private void ForgetIfEmpty(SessionLane session)
    {
        if (session.Count == 0 && session.Holder is null)
            _sessions.Remove(session.Id);
    }

    private void ThrowIfWithoutSessions()
    {
        if (!RequiresSession)
            throw new InvalidOperationException($"The entity '{Path}' does not have sessions: receive from it without one.");
    }
}
