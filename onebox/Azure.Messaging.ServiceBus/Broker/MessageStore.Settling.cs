namespace Azure.Messaging.ServiceBus.Onebox;

internal sealed partial class MessageStore
{
    public Task Complete(ReceiverLink link, Guid lockToken)
    {
        lock (Gate)
            return Post(new DeleteMessages(BeginSettling(FindLocked(link, lockToken))));
    }

    /// <summary>Receive-and-delete: the messages leave the disk before they reach the receiver, so that none is received twice.</summary>
    public Task Delete(IReadOnlyList<Delivery> deliveries)
    {
        lock (Gate)
        {
            var messages = new StoredMessage[deliveries.Count];
            for (var i = 0; i < messages.Length; i++)
            {
                var (message, token, _, _, _) = deliveries[i];
                // The receiver may have been closed in between, which gives the messages back.
                if (message.Stage != Stage.Locked || message.LockToken != token)
                    throw LockLost();
                messages[i] = message;
            }
            foreach (var message in messages)
                message.Stage = Stage.Settling;
            return Post(new DeleteMessages(new Settling(messages, Stage.Locked)));
        }
    }

    public Task Abandon(ReceiverLink link, Guid lockToken, IDictionary<string, object>? properties)
    {
        PropertyCodec.ThrowIfUnsupported(properties);
        lock (Gate)
        {
            var message = FindLocked(link, lockToken);
            if (properties is { Count: > 0 })
                return Post(new ModifyMessage(BeginSettling(message), properties, defer: false));
            Release(message, counted: true);
            Serve();
            return Task.CompletedTask;
        }
    }

    public Task Defer(ReceiverLink link, Guid lockToken, IDictionary<string, object>? properties)
    {
        PropertyCodec.ThrowIfUnsupported(properties);
        lock (Gate)
            return Post(new ModifyMessage(BeginSettling(FindLocked(link, lockToken)), properties, defer: true));
    }

    /// <exception cref="InvalidOperationException">The message is in a dead-letter queue already.</exception>
    public Task MoveToDeadLetter(ReceiverLink link, Guid lockToken, DeadLetterReasons reasons, IDictionary<string, object>? properties)
    {
        PropertyCodec.ThrowIfUnsupported(properties);
        if (DeadLetter is null)
            throw new InvalidOperationException("A message in a dead-letter queue cannot be dead-lettered again.");
        lock (Gate)
            return Post(new MoveToDeadLetter(BeginSettling(FindLocked(link, lockToken)), DeadLetter, reasons, properties));
    }

    /// <summary>The new end of the lock.</summary>
    public DateTimeOffset Renew(ReceiverLink link, Guid lockToken)
    {
        lock (Gate)
        {
            var message = FindLocked(link, lockToken);
            message.LockedUntilTicks = _agenda.Now + _settings.LockDuration.Ticks;
            return new DateTimeOffset(message.LockedUntilTicks, TimeSpan.Zero);
        }
    }

    /// <summary>Takes back scheduled messages: all of them or none.</summary>
    public Task CancelScheduled(IReadOnlyList<long> sequences)
    {
        lock (Gate)
        {
            SettleDue();
            ThrowIfClosed();
            var found = new StoredMessage[sequences.Count];
            for (var i = 0; i < found.Length; i++)
                found[i] =
                    _index.TryGetValue(sequences[i], out var message) && message.Stage == Stage.Scheduled
                        ? message
                        : throw new ServiceBusException(
                            $"There is no scheduled message with the sequence number {sequences[i]}.",
                            ServiceBusFailureReason.MessageNotFound,
                            Path
                        );
            foreach (var message in found)
                message.Stage = Stage.Settling;
            return Post(new DeleteMessages(new Settling(found, Stage.Scheduled)));
        }
    }

    /// <summary>Ends a receiver's hold: what it has not settled is available at once, its session too.</summary>
    public void Detach(ReceiverLink link)
    {
        lock (Gate)
        {
            if (link.IsClosed)
                return;
            link.IsClosed = true;
            if (_closed)
                return;
            foreach (var waiter in link.Lane.Waiters.Where(waiter => waiter.Link == link).ToArray())
            {
                link.Lane.Waiters.Remove(waiter.Node);
                waiter.Hand([]);
            }
            // A session that is closed does not count its unsettled messages' deliveries (Service Bus, "Message delivery count").
            ReleaseAll(link, counted: link.Session is null);
            if (link.HoldsSession)
                Free(link.Session!);
            Serve();
        }
    }

    private void ReleaseAll(ReceiverLink link, bool counted)
    {
        foreach (var message in link.Held.ToArray())
            if (message.Stage == Stage.Locked)
                Release(message, counted);
    }

    private void Release(StoredMessage message, bool counted)
    {
        Unlock(message);
        if (!counted)
        {
            message.Deliveries--;
            _services.Writer.PostLazily(new RecordDeliveries(message));
        }
        MakeAvailable(message);
    }

    /// <summary>After a change of its properties is on the disk.</summary>
    public void Settled(StoredMessage message, bool deferred)
    {
        lock (Gate)
        {
            message.Deferred |= deferred;
            Unlock(message);
            MakeAvailable(message);
            Serve();
        }
    }

    private StoredMessage FindLocked(ReceiverLink link, Guid lockToken)
    {
        SettleDue();
        ThrowIfUnusable(link);
        if (_locked.TryGetValue(lockToken, out var message) && message.Stage == Stage.Locked)
            return message;
        throw LockLost();
    }

    private ServiceBusException LockLost() =>
        new("The message's lock has ended, or the message was settled before.", ServiceBusFailureReason.MessageLockLost, Path);

    private static Settling BeginSettling(StoredMessage message)
    {
        var before = message.Stage;
        message.Stage = Stage.Settling;
        return new Settling([message], before);
    }

    private void Expire(StoredMessage message)
    {
        if (_settings.DeadLetterOnExpiration && DeadLetter is not null)
            Expel(message, DeadLetterReasons.Expired);
        else
            Post(new DeleteMessages(BeginSettling(message)));
    }

    private void Expel(StoredMessage message, DeadLetterReasons reasons)
    {
        if (DeadLetter is not null)
            Post(new MoveToDeadLetter(BeginSettling(message), DeadLetter, reasons, properties: null));
    }

    private Task Post(WriteOperation operation) => _services.Writer.Post(operation);
}

/// <summary>Messages whose settling is being written, and the stage they return to when it cannot be.</summary>
internal readonly record struct Settling(StoredMessage[] Messages, Stage Before)
{
    public StoredMessage Message => Messages[0];
}
