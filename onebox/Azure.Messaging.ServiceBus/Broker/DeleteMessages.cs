namespace Azure.Messaging.ServiceBus.Onebox;

/// <summary>Completed, cancelled, expired or received-and-deleted messages leave the disk, then the index.</summary>
internal sealed class DeleteMessages(Settling settling) : WriteOperation
{
    public override void Apply(Journal journal, long nowTicks)
    {
        foreach (var message in settling.Messages)
            journal.Delete(message);
    }

    protected override void Committed()
    {
        if (settling.Messages.Length > 0)
            settling.Message.Store.RemoveAll(settling.Messages);
    }

    protected override void RolledBack()
    {
        foreach (var message in settling.Messages)
            message.Store.Reinstate(message, settling.Before);
    }
}
