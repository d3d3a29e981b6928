namespace Azure.Messaging.ServiceBus.Onebox;

internal sealed partial class MessageStore
{
    /// <summary>A hold on the store for a receiver without a session.</summary>
    /// <exception cref="InvalidOperationException">The entity is received from by session only.</exception>
    public ReceiverLink Attach()
    {
        if (RequiresSession)
            throw new InvalidOperationException(
                $"The entity '{Path}' requires sessions: receive from it with AcceptSessionAsync, AcceptNextSessionAsync or a session processor."
            );
        return new ReceiverLink(this, session: null);
    }

    /// <summary>Locks up to <paramref name="max"/> messages, waiting for the first; none when the time has passed.</summary>
    public Task<IReadOnlyList<Delivery>> Receive(ReceiverLink link, int max, TimeSpan wait, CancellationToken cancellation)
    {
        ReceiveWaiter waiter;
        lock (Gate)
        {
            SettleDue();
            ThrowIfUnusable(link);
            var lane = link.Lane;
            if (lane.Waiters.Count == 0 && lane.HasReady)
                return Task.FromResult<IReadOnlyList<Delivery>>(Take(lane, link, max));
            if (wait == TimeSpan.Zero)
                return Task.FromResult<IReadOnlyList<Delivery>>([]);
            waiter = new ReceiveWaiter(link, max, cancellation);
            lane.Waiters.AddLast(waiter.Node);
        }
        return waiter.Wait(_services.Time, wait);
    }

    /// <summary>Locks deferred messages by their numbers: all of them or none.</summary>
    public IReadOnlyList<Delivery> ReceiveDeferred(ReceiverLink link, IReadOnlyList<long> sequences)
    {
        lock (Gate)
        {
            SettleDue();
            ThrowIfUnusable(link);
            var found = new StoredMessage[sequences.Count];
            for (var i = 0; i < found.Length; i++)
            {
                if (
                    !_index.TryGetValue(sequences[i], out var message)
                    || message is not { Deferred: true, Stage: Stage.Idle }
                    || (link.Session is { } session && !string.Equals(session.Id, message.SessionId, StringComparison.Ordinal))
                )
                    throw new ServiceBusException(
                        $"There is no deferred message with the sequence number {sequences[i]}.",
                        ServiceBusFailureReason.MessageNotFound,
                        Path
                    );
                found[i] = message;
            }
            return Array.ConvertAll(found, message => LockFor(link, message));
        }
    }

    private List<Delivery> Take(Lane lane, ReceiverLink link, int max)
    {
        var taken = new List<Delivery>(Math.Min(max, 16));
        while (taken.Count < max && lane.HasReady)
            taken.Add(LockFor(link, lane.Take()));
        return taken;
    }

    private Delivery LockFor(ReceiverLink link, StoredMessage message)
    {
        message.Stage = Stage.Locked;
        message.Owner = link;
        message.LockToken = Guid.NewGuid();
        message.LockedUntilTicks = link.Session?.LockedUntilTicks ?? _agenda.Now + _settings.LockDuration.Ticks;
        message.Deliveries++;
        link.Held.Add(message);
        _locked.Add(message.LockToken, message);
        if (link.Session is null)
            _agenda.Add(message, message.LockedUntilTicks);
        _services.Writer.PostLazily(new RecordDeliveries(message));
        return new Delivery(message, message.LockToken, message.LockedUntilTicks, message.Deliveries, message.Deferred);
    }

    private void Unlock(StoredMessage message)
    {
        if (message.Owner is null)
            return;
        _locked.Remove(message.LockToken);
        message.Owner.Held.Remove(message);
        message.Owner = null;
    }

    /// <summary>Looks at messages without locking them, by sequence number; of one session where that is given.</summary>
    public List<ServiceBusReceivedMessage> Peek(long from, int max, string? sessionId)
    {
        const int Page = 250;
        var peeked = new List<ServiceBusReceivedMessage>();
        while (peeked.Count < max)
        {
            var sequences = _services.Reader.Sequences(Id, from, Math.Min(Page, max));
            if (sequences.Count == 0)
                break;
            foreach (var sequence in sequences)
                if (peeked.Count < max && PeekOne(sequence, sessionId) is { } message)
                    peeked.Add(message);
            from = sequences[^1] + 1;
        }
        return peeked;
    }

    private ServiceBusReceivedMessage? PeekOne(long sequence, string? sessionId)
    {
        Delivery seen;
        var scheduled = false;
        lock (Gate)
        {
            SettleDue();
            ThrowIfClosed();
            if (!_index.TryGetValue(sequence, out var message) || message.Stage == Stage.Settling)
                return null;
            if (sessionId is not null && !string.Equals(sessionId, message.SessionId, StringComparison.Ordinal))
                return null;
            scheduled = message.Stage == Stage.Scheduled;
            seen = new Delivery(message, Guid.Empty, 0, message.Deliveries, message.Deferred);
        }
        return ContentOf(seen.Message) is { } content ? ToReceived(seen, content, scheduled) : null;
    }

    /// <summary>The message as its receiver gets it.</summary>
    public ServiceBusReceivedMessage ToReceived(Delivery delivery, bool locked)
    {
        // A message under lock is on the disk until its receiver settles it, so its content is there.
        var content =
            ContentOf(delivery.Message)
            ?? throw new ServiceBusException("The message is no longer stored.", ServiceBusFailureReason.MessageNotFound, Path);
        // What is received and deleted has no lock to settle.
        return ToReceived(locked ? delivery : delivery with { LockToken = Guid.Empty, LockedUntilTicks = 0 }, content, scheduled: false);
    }

    private BrokeredContent? ContentOf(StoredMessage message) => message.Content ?? _services.Reader.Content(message.RowId);

    private ServiceBusReceivedMessage ToReceived(Delivery delivery, BrokeredContent content, bool scheduled) =>
        new(content)
        {
            LockTokenGuid = delivery.LockToken,
            LockedUntil = delivery.LockedUntilTicks == 0 ? default : new DateTimeOffset(delivery.LockedUntilTicks, TimeSpan.Zero),
            DeliveryCount = delivery.Count,
            SequenceNumber = delivery.Message.Sequence,
            EnqueuedSequenceNumber = delivery.Message.OriginSequence,
            EnqueuedTime = new DateTimeOffset(delivery.Message.EnqueuedTicks, TimeSpan.Zero),
            TimeToLive = _settings.Bound(content.TimeToLive),
            State =
                scheduled ? ServiceBusMessageState.Scheduled
                : delivery.Deferred ? ServiceBusMessageState.Deferred
                : ServiceBusMessageState.Active,
        };

    private void ThrowIfUnusable(ReceiverLink link)
    {
        ThrowIfClosed();
        ObjectDisposedException.ThrowIf(link.IsClosed, typeof(ServiceBusReceiver));
        if (link.Session is not null && !link.HoldsSession)
            throw SessionLost();
    }

    private ServiceBusException SessionLost() =>
        new("The session's lock has ended; accept the session again.", ServiceBusFailureReason.SessionLockLost, Path);
}
