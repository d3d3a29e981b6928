namespace Azure.Messaging.ServiceBus.Onebox;

internal sealed class QueueDestination(DuplicateHistory? duplicates, MessageStore store) : Destination(store.Path, duplicates, store)
{
    public override void Check(BrokeredContent content)
    {
        if (Store.RequiresSession && content.SessionId is null)
            throw new InvalidOperationException($"The entity '{Path}' requires sessions: set the message's SessionId.");
    }

    protected override void PlaceActive(
        Journal journal,
        long sequence,
        BrokeredContent content,
        byte[] header,
        long nowTicks,
        Placed placed
    ) => Write(journal, Active(Store, sequence, sequence, content, nowTicks), content, header, placed);

    public override void Activate(Journal journal, StoredMessage scheduled, long nowTicks, Placed placed)
    {
        var content = journal.ContentOf(scheduled);
        var active = Active(Store, journal.NextSequence(Store), scheduled.OriginSequence, content, nowTicks);
        journal.Move(scheduled, active, header: null);
        journal.Cache(active, content);
        placed.Add(active);
    }
}
