namespace Azure.Messaging.ServiceBus.Onebox;

internal sealed partial class MessageStore
{
    private void OnTimer()
    {
        lock (Gate)
        {
            _agenda.Fired();
            SettleDue();
        }
    }

    /// <summary>
    /// Does what has fallen due. Called by the timer and before every operation, so that an operation never sees a lock or a
    /// message whose time is over, however late the timer runs.
    /// </summary>
    private void SettleDue()
    {
        if (_closed)
            return;
        var now = _agenda.Now;
        while (_agenda.TryTakeDue(now, out var subject))
        {
            if (subject is SessionLane session)
                Settle(session, now);
            else
                Settle((StoredMessage)subject, now);
        }
        _agenda.Arm();
        Serve();
    }

    private void Settle(SessionLane session, long now)
    {
        if (session.Holder is not { } holder)
            return;
        if (session.LockedUntilTicks > now)
        {
            _agenda.Add(session, session.LockedUntilTicks);
            return;
        }
        ReleaseAll(holder, counted: true);
        Free(session);
    }

    private void Settle(StoredMessage message, long now)
    {
        switch (message.Stage)
        {
            case Stage.Locked when message.Owner!.Session is not null:
                // Its session's lock counts. A reminder of its expiry comes to nothing: releasing it looks at the expiry again.
                break;
            case Stage.Locked when message.LockedUntilTicks <= now:
                Release(message, counted: true);
                break;
            case Stage.Locked:
                _agenda.Add(message, message.LockedUntilTicks);
                break;
            case Stage.Idle when message.ExpiresTicks <= now:
                Expire(message);
                break;
            case Stage.Idle when message.Deliveries >= _settings.MaxDeliveryCount:
                MakeAvailable(message);
                break;
            case Stage.Scheduled when message.ScheduledTicks <= now:
                Post(new ActivateScheduled(BeginSettling(message)));
                break;
        }
    }
}
