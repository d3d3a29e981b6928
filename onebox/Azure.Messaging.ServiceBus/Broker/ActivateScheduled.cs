namespace Azure.Messaging.ServiceBus.Onebox;

/// <summary>A scheduled message's time has come: it is enqueued as if sent now, under a new sequence number.</summary>
internal sealed class ActivateScheduled(Settling settling) : WriteOperation
{
    private readonly StoredMessage _message = settling.Message;
    private readonly Placed _placed = new();

    public override void Apply(Journal journal, long nowTicks) => _message.Store.Target!.Activate(journal, _message, nowTicks, _placed);

    protected override void Committed()
    {
        _message.Store.RemoveAll(_message);
        _placed.Arrive();
    }

    protected override void RolledBack()
    {
        _placed.RollBack();
        _message.Store.Reinstate(_message, settling.Before);
    }
}
