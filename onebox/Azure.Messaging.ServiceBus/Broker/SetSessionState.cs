namespace Azure.Messaging.ServiceBus.Onebox;

/// <summary>Saves what a receiver keeps with its session; null forgets it.</summary>
internal sealed class SetSessionState(MessageStore store, string session, byte[]? state) : WriteOperation
{
    public override void Apply(Journal journal, long nowTicks) => journal.SetSessionState(store.Id, session, state);

    protected override void Committed() { }

    protected override void RolledBack() { }
}
