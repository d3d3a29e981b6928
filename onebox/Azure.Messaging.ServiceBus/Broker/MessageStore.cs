namespace Azure.Messaging.ServiceBus.Onebox;

/// <summary>
/// The messages of one queue, subscription or dead-letter queue: which there are, which are available, who owns which. All of it
/// is in memory under one gate; what must outlive the process goes through the writer, and becomes visible here when it is on disk.
/// </summary>
/// <remarks>
/// Gates are never nested: an operation that concerns two stores takes one after the other. Methods named for a step of another
/// (the private ones) expect the gate to be held; whoever takes the gate ends with <see cref="Serve"/>.
/// </remarks>
internal sealed partial class MessageStore : IDisposable
{
    private readonly StoreSettings _settings;
    private readonly StoreServices _services;
    private readonly Agenda _agenda;
    private readonly Dictionary<long, StoredMessage> _index = [];
    private readonly Dictionary<Guid, StoredMessage> _locked = [];
    private readonly HashSet<Lane> _changed = [];
    private bool _closed;

    public MessageStore(int id, StoreSettings settings, MessageStore? deadLetter, StoreServices services)
    {
        Id = id;
        _settings = settings;
        _services = services;
        DeadLetter = deadLetter;
        _agenda = new Agenda(services.Time, OnTimer, static subject => subject is StoredMessage { Stage: Stage.Gone });
    }

    public int Id { get; }
    public string Path => _settings.Path;
    public bool RequiresSession => _settings.RequiresSession;
    public StoreSettings Settings => _settings;
    public TimeProvider Time => _services.Time;
    public MessageStore? DeadLetter { get; }
    public Lock Gate { get; } = new();
    public Lane RootLane { get; } = new();

    /// <summary>Where a scheduled message goes when its time comes.</summary>
    public Destination? Target { get; set; }

    /// <summary>Used by the writer only (and while loading).</summary>
    public long NextSequence { get; set; } = 1;

    /// <summary>Takes in messages that are on the disk.</summary>
    public void Arrive(params ReadOnlySpan<StoredMessage> messages)
    {
        lock (Gate)
        {
            foreach (var message in messages)
                Add(message);
            Serve();
        }
    }

    private void Add(StoredMessage message)
    {
        _index.Add(message.Sequence, message);
        if (SessionOf(message) is { } session)
            session.Count++;
        if (message.Stage == Stage.Scheduled)
        {
            _agenda.Add(message, message.ScheduledTicks);
            return;
        }
        _agenda.Add(message, message.ExpiresTicks);
        MakeAvailable(message);
    }

    /// <summary>Puts an idle message where it belongs: back in its lane, set aside, or on to the dead-letter queue.</summary>
    private void MakeAvailable(StoredMessage message)
    {
        message.Stage = Stage.Idle;
        if (_closed)
            return;
        if (message.Deliveries >= _settings.MaxDeliveryCount)
            Expel(message, DeadLetterReasons.MaxDeliveryCount(_settings.MaxDeliveryCount));
        else if (message.ExpiresTicks <= _agenda.Now)
            Expire(message);
        else if (!message.Deferred)
        {
            var lane = SessionOf(message) ?? RootLane;
            lane.Add(message);
            _changed.Add(lane);
        }
    }

    /// <summary>Hands what became available to those who wait. Last, so that a group of messages is lined up before any is handed out.</summary>
    private void Serve()
    {
        while (_changed.Count > 0)
        {
            var lanes = _changed.ToArray();
            _changed.Clear();
            foreach (var lane in lanes)
            {
                if (lane is SessionLane { Holder: null } session)
                    Offer(session);
                else
                    ServeWaiters(lane);
            }
        }
    }

    private void ServeWaiters(Lane lane)
    {
        while (lane.Waiters.First is { } first && lane.HasReady)
        {
            lane.Waiters.Remove(first);
            first.Value.Hand(Take(lane, first.Value.Link, first.Value.Max));
        }
    }

    /// <summary>Forgets messages that have left the disk.</summary>
    public void RemoveAll(params ReadOnlySpan<StoredMessage> messages)
    {
        lock (Gate)
        {
            foreach (var message in messages)
                Remove(message);
        }
    }

    /// <summary>Drops the cached content of a message that never got into the index.</summary>
    public void Uncache(StoredMessage message) => _services.Cache.Forget(message);

    private void Remove(StoredMessage message)
    {
        Unlock(message);
        message.Stage = Stage.Gone;
        _services.Cache.Forget(message);
        _index.Remove(message.Sequence);
        if (SessionOf(message) is { } session)
        {
            session.Count--;
            ForgetIfEmpty(session);
        }
    }

    /// <summary>Puts a message back whose taking away could not be written.</summary>
    public void Reinstate(StoredMessage message, Stage before)
    {
        lock (Gate)
        {
            message.Stage = before;
            if (
                before == Stage.Locked
                && message.Owner is { } owner
                && (owner.IsClosed || owner is { Session: not null, HoldsSession: false })
            )
                Release(message, counted: true);
            else if (before == Stage.Locked)
                _agenda.Add(message, message.LockedUntilTicks);
            else
                // Not at once: what could not be written now may be a full disk.
                _agenda.Add(message, _agenda.Now + TimeSpan.TicksPerSecond);
            Serve();
        }
    }

    private void ThrowIfClosed()
    {
        if (_closed)
            throw new ServiceBusException("The broker is closed.", ServiceBusFailureReason.ServiceCommunicationProblem, Path);
    }

    /// <summary>Ends every wait; nothing happens in the store any more.</summary>
    public void Close()
    {
        lock (Gate)
        {
            _closed = true;
            foreach (var lane in _sessions.Values.Append(RootLane))
                FailWaiters(lane, ClosedWhileWaiting());
            while (_accepting.First is { } first)
            {
                _accepting.RemoveFirst();
                first.Value.Fail(ClosedWhileWaiting());
            }
        }
    }

    private ServiceBusException ClosedWhileWaiting() =>
        new("The broker was closed.", ServiceBusFailureReason.ServiceCommunicationProblem, Path);

    private static void FailWaiters(Lane lane, Exception exception)
    {
        while (lane.Waiters.First is { } first)
        {
            lane.Waiters.RemoveFirst();
            first.Value.Fail(exception);
        }
    }

    public void Dispose() => _agenda.Dispose();
}
