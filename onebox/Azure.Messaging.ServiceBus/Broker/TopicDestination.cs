namespace Azure.Messaging.ServiceBus.Onebox;

/// <summary>A subscription's store and what it takes.</summary>
internal sealed record Subscriber(MessageStore Store, MessageFilter Filter);

/// <summary>Copies a message to every subscription whose filter takes it; what no subscription takes is dropped, as by the service.</summary>
internal sealed class TopicDestination(
    DuplicateHistory? duplicates,
    MessageStore store,
    TimeSpan defaultTimeToLive,
    IReadOnlyList<Subscriber> subscribers
) : Destination(store.Path, duplicates, store)
{
    protected override void PlaceActive(
        Journal journal,
        long sequence,
        BrokeredContent content,
        byte[] header,
        long nowTicks,
        Placed placed
    )
    {
        if (content.TimeToLive > defaultTimeToLive)
        {
            content = content with { TimeToLive = defaultTimeToLive };
            header = MessageCodec.Encode(content);
        }
        foreach (var (subscription, filter) in subscribers)
        {
            if (!filter.Matches(content))
                continue;
            if (subscription.RequiresSession && content.SessionId is null)
                PlaceRefused(journal, subscription, sequence, content, nowTicks, placed);
            else
                Write(
                    journal,
                    Active(subscription, journal.NextSequence(subscription), sequence, content, nowTicks),
                    content,
                    header,
                    placed
                );
        }
    }

    private static void PlaceRefused(
        Journal journal,
        MessageStore subscription,
        long sequence,
        BrokeredContent content,
        long nowTicks,
        Placed placed
    )
    {
        var refused = DeadLetterReasons.NoSession.On(content, subscription.Path);
        var message = Active(subscription.DeadLetter!, journal.NextSequence(subscription), sequence, refused, nowTicks);
        Write(journal, message, refused, MessageCodec.Encode(refused), placed);
    }

    public override void Activate(Journal journal, StoredMessage scheduled, long nowTicks, Placed placed)
    {
        var content = journal.ContentOf(scheduled);
        var sequence = journal.NextSequence(Store);
        PlaceActive(journal, sequence, content, MessageCodec.Encode(content), nowTicks, placed);
        journal.Delete(scheduled);
    }
}
