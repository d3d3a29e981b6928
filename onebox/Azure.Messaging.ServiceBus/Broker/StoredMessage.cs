namespace Azure.Messaging.ServiceBus.Onebox;

/// <summary>Where a message is between arriving and leaving.</summary>
internal enum Stage
{
    /// <summary>Waits for its scheduled time.</summary>
    Scheduled,

    /// <summary>Available: in its lane, or set aside when <see cref="StoredMessage.Deferred"/>.</summary>
    Idle,

    /// <summary>Owned by a receiver until its lock (or its session's) ends.</summary>
    Locked,

    /// <summary>A write that will take it away is under way; nothing else may happen to it meanwhile.</summary>
    Settling,

    /// <summary>No longer in the store.</summary>
    Gone,
}

/// <summary>The index entry of one message: where it stands. All but <see cref="Content"/> changes only under its store's gate.</summary>
internal sealed class StoredMessage(MessageStore store, long sequence)
{
    public MessageStore Store { get; } = store;
    public long Sequence { get; } = sequence;

    /// <summary>The row: the store in the upper 16 bits, so that each store is one ascending range of the table.</summary>
    public long RowId => RowIds.Of(Store.Id, Sequence);

    public required Stage Stage { get; set; }
    public bool Deferred { get; set; }
    public string? SessionId { get; init; }
    public long EnqueuedTicks { get; init; }
    public long ScheduledTicks { get; init; }

    /// <summary>UTC ticks after which it expires while available; long.MaxValue for never.</summary>
    public long ExpiresTicks { get; init; } = long.MaxValue;
    public long OriginSequence { get; init; }
    public int Deliveries { get; set; }

    /// <summary>Whether the deliveries table may hold a row for it. Used by the writer only.</summary>
    public bool DeliveriesStored { get; set; }

    public Guid LockToken { get; set; }
    public long LockedUntilTicks { get; set; }
    public ReceiverLink? Owner { get; set; }

    /// <summary>Cached; null when it has to be read from disk. See <see cref="ContentCache"/>.</summary>
    public BrokeredContent? Content { get; set; }
}

internal static class RowIds
{
    private const int SequenceBits = 47;
    public const long MaxSequence = (1L << SequenceBits) - 1;

    public static long Of(int store, long sequence) => ((long)store << SequenceBits) | sequence;

    public static int Store(long rowId) => (int)(rowId >> SequenceBits);

    public static long Sequence(long rowId) => rowId & MaxSequence;
}
