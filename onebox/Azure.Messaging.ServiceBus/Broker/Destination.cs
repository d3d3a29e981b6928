namespace Azure.Messaging.ServiceBus.Onebox;

/// <summary>What can be sent to: a queue or a topic.</summary>
internal abstract class Destination(string path, DuplicateHistory? duplicates, MessageStore store)
{
    public string Path { get; } = path;
    public DuplicateHistory? Duplicates { get; } = duplicates;

    /// <summary>Where sequence numbers come from and scheduled messages wait: of a queue, its own store.</summary>
    public MessageStore Store { get; } = store;

    /// <summary>What the destination asks of a message before it takes it.</summary>
    public virtual void Check(BrokeredContent content) { }

    /// <summary>Writes one message where it belongs and answers its sequence number.</summary>
    public long Place(Journal journal, Parcel parcel, long nowTicks, Placed placed)
    {
        var sequence = journal.NextSequence(Store);
        if (Duplicates?.TryAdd(journal, parcel.Content.MessageId!, nowTicks, placed) == false)
            return sequence;
        if (parcel.ScheduledTicks > nowTicks)
        {
            var scheduled = new StoredMessage(Store, sequence)
            {
                Stage = Stage.Scheduled,
                SessionId = parcel.Content.SessionId,
                EnqueuedTicks = nowTicks,
                ScheduledTicks = parcel.ScheduledTicks,
                OriginSequence = sequence,
            };
            Write(journal, scheduled, parcel.Content, parcel.Header, placed);
        }
        else
            PlaceActive(journal, sequence, parcel.Content, parcel.Header, nowTicks, placed);
        return sequence;
    }

    protected abstract void PlaceActive(
        Journal journal,
        long sequence,
        BrokeredContent content,
        byte[] header,
        long nowTicks,
        Placed placed
    );

    /// <summary>Writes a message whose scheduled time has come where it belongs, and takes it from where it waited.</summary>
    public abstract void Activate(Journal journal, StoredMessage scheduled, long nowTicks, Placed placed);

    protected static StoredMessage Active(MessageStore store, long sequence, long origin, BrokeredContent content, long nowTicks) =>
        new(store, sequence)
        {
            Stage = Stage.Idle,
            SessionId = content.SessionId,
            EnqueuedTicks = nowTicks,
            ExpiresTicks = store.Settings.ExpiryOf(content.TimeToLive, nowTicks),
            OriginSequence = origin,
        };

    protected static void Write(Journal journal, StoredMessage message, BrokeredContent content, byte[] header, Placed placed)
    {
        journal.Insert(message, header, content.Body);
        journal.Cache(message, content);
        placed.Add(message);
    }
}
