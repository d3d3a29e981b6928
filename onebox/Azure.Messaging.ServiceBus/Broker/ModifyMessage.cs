namespace Azure.Messaging.ServiceBus.Onebox;

/// <summary>Abandons or defers a message with a change that must outlive the process: its properties, its being deferred.</summary>
internal sealed class ModifyMessage(Settling settling, IDictionary<string, object>? properties, bool defer) : WriteOperation
{
    private readonly StoredMessage _message = settling.Message;
    private BrokeredContent? _changed;

    public override void Apply(Journal journal, long nowTicks)
    {
        byte[]? header = null;
        if (properties is { Count: > 0 })
        {
            _changed = journal.ContentOf(_message).With(properties);
            header = MessageCodec.Encode(_changed);
        }
        if (defer)
            journal.SetDeferred(_message, header);
        else if (header is not null)
            journal.SetHeader(_message, header);
        journal.SetDeliveries(_message, _message.Deliveries);
    }

    protected override void Committed()
    {
        if (_changed is not null && _message.Content is not null)
            _message.Content = _changed;
        _message.Store.Settled(_message, defer);
    }

    protected override void RolledBack() => _message.Store.Reinstate(_message, settling.Before);
}
