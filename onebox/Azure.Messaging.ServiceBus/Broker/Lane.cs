namespace Azure.Messaging.ServiceBus.Onebox;

/// <summary>
/// An ordered line of available messages and of the receivers that wait for them: an entity without sessions has one, an entity
/// with sessions one per session. By sequence number, so that an abandoned message comes back to its old place.
/// </summary>
internal class Lane
{
    private readonly PriorityQueue<StoredMessage, long> _ready = new();

    public LinkedList<ReceiveWaiter> Waiters { get; } = new();

    public void Add(StoredMessage message) => _ready.Enqueue(message, message.Sequence);

    public bool HasReady
    {
        get
        {
            // Expired messages stay behind here when they leave the store.
            while (_ready.TryPeek(out var message, out _))
            {
                if (message.Stage == Stage.Idle)
                    return true;
                _ready.Dequeue();
            }
            return false;
        }
    }

    public StoredMessage Take() => _ready.Dequeue();
}

/// <summary>One session of an entity: its messages, and who owns it until when.</summary>
internal sealed class SessionLane(string id) : Lane
{
    public string Id { get; } = id;
    public ReceiverLink? Holder { get; set; }
    public long LockedUntilTicks { get; set; }

    /// <summary>Messages of the session in the store, in any stage; an unheld session with none is forgotten.</summary>
    public int Count { get; set; }

    /// <summary>Whether it stands in the store's line of sessions to accept.</summary>
    public bool Offered { get; set; }
}
