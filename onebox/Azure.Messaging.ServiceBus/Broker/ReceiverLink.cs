namespace Azure.Messaging.ServiceBus.Onebox;

/// <summary>One receiver's hold on one entity: the messages it has under lock, and its session. Changes only under the store's gate.</summary>
internal sealed class ReceiverLink(MessageStore store, SessionLane? session)
{
    public MessageStore Store { get; } = store;
    public SessionLane? Session { get; } = session;
    public HashSet<StoredMessage> Held { get; } = [];
    public bool IsClosed { get; set; }

    public bool HoldsSession => Session?.Holder == this;

    public Lane Lane => Session ?? Store.RootLane;
}
