namespace Azure.Messaging.ServiceBus.Onebox;

/// <summary>
/// Saves how often a message was delivered, so that a message that brings the process down reaches its limit all the same.
/// Nobody waits for it, and a message settled before it is written needs none.
/// </summary>
internal sealed class RecordDeliveries(StoredMessage message) : WriteOperation
{
    public override void Apply(Journal journal, long nowTicks)
    {
        // Whoever settles a message writes the count where it still matters.
        if (message.Stage is Stage.Locked or Stage.Idle)
            journal.SetDeliveries(message, message.Deliveries);
    }

    protected override void Committed() { }

    protected override void RolledBack() { }
}
