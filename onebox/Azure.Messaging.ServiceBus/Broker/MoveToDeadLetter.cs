namespace Azure.Messaging.ServiceBus.Onebox;

/// <summary>Moves a message to its entity's dead-letter queue: it keeps its sequence number, its time and its count of deliveries.</summary>
internal sealed class MoveToDeadLetter(
    Settling settling,
    MessageStore deadLetter,
    DeadLetterReasons reasons,
    IDictionary<string, object>? properties
) : WriteOperation
{
    private readonly StoredMessage _from = settling.Message;
    private StoredMessage? _to;

    public override void Apply(Journal journal, long nowTicks)
    {
        var content = reasons.On(journal.ContentOf(_from).With(properties), _from.Store.Path);
        _to = new StoredMessage(deadLetter, _from.Sequence)
        {
            Stage = Stage.Idle,
            SessionId = _from.SessionId,
            EnqueuedTicks = _from.EnqueuedTicks,
            OriginSequence = _from.OriginSequence,
            Deliveries = _from.Deliveries,
        };
        journal.Move(_from, _to, MessageCodec.Encode(content));
        journal.Cache(_to, content);
    }

    protected override void Committed()
    {
        _from.Store.RemoveAll(_from);
        deadLetter.Arrive(_to!);
    }

    protected override void RolledBack()
    {
        if (_to is not null)
            deadLetter.Uncache(_to);
        _from.Store.Reinstate(_from, settling.Before);
    }
}
