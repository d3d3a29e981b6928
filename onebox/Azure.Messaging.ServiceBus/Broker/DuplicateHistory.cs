namespace Azure.Messaging.ServiceBus.Onebox;

/// <summary>The message ids that an entity has seen within its window. Used by the writer only (and while loading).</summary>
internal sealed class DuplicateHistory(int storeId, TimeSpan window)
{
    private readonly Dictionary<string, long> _seen = new(StringComparer.Ordinal);
    private readonly Queue<(string Id, long At)> _order = new();

    /// <summary>False when the id was seen within the window: the message is to be dropped.</summary>
    public bool TryAdd(Journal journal, string messageId, long nowTicks, Placed placed)
    {
        DropOlder(journal, nowTicks - window.Ticks);
        if (!_seen.TryAdd(messageId, nowTicks))
            return false;
        _order.Enqueue((messageId, nowTicks));
        (placed.NewIds ??= []).Add(messageId);
        journal.AddDuplicate(storeId, messageId, nowTicks);
        return true;
    }

    /// <summary>After a rollback: the ids were never used.</summary>
    public void Forget(Placed placed)
    {
        foreach (var id in placed.NewIds ?? [])
            _seen.Remove(id);
    }

    public void Load(string messageId, long atTicks)
    {
        _seen[messageId] = atTicks;
        _order.Enqueue((messageId, atTicks));
    }

    private void DropOlder(Journal journal, long before)
    {
        while (_order.TryPeek(out var oldest) && oldest.At <= before)
        {
            _order.Dequeue();
            // An id that was forgotten and used again stands in line a second time, with its newer time.
            if (_seen.TryGetValue(oldest.Id, out var at) && at == oldest.At)
            {
                _seen.Remove(oldest.Id);
                journal.DeleteDuplicate(storeId, oldest.Id);
            }
        }
    }
}
