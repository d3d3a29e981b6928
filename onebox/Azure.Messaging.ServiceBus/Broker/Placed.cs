using System.Runtime.InteropServices;

namespace Azure.Messaging.ServiceBus.Onebox;

/// <summary>The index entries that a transaction has written: they arrive in their stores after the commit, or are forgotten.</summary>
internal sealed class Placed
{
    private readonly List<StoredMessage> _messages = new(1);

    /// <summary>Message ids that this transaction was the first to use.</summary>
    public List<string>? NewIds { get; set; }

    public void Add(StoredMessage message) => _messages.Add(message);

    public void Arrive()
    {
        if (_messages.Count == 1)
        {
            _messages[0].Store.Arrive(_messages[0]);
            return;
        }
        // One visit a store, so that its waiting receivers get what arrived together together.
        foreach (var store in _messages.GroupBy(message => message.Store))
            store.Key.Arrive(CollectionsMarshal.AsSpan(store.ToList()));
    }

    public void RollBack()
    {
        foreach (var message in _messages)
            message.Store.Uncache(message);
        _messages.Clear();
    }
}
