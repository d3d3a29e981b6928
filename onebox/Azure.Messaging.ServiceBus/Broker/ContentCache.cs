namespace Azure.Messaging.ServiceBus.Onebox;

/// <summary>
/// Bounds the bodies kept in memory. First come, first kept: a backlog's head is what is received next, and a message past the
/// budget is read from disk once, when it is delivered.
/// </summary>
internal sealed class ContentCache(long budgetBytes)
{
    private const int EntryOverhead = 256;
    private long _used;

    public void Keep(StoredMessage message, BrokeredContent content)
    {
        var size = content.Body.Length + EntryOverhead;
        if (Interlocked.Add(ref _used, size) <= budgetBytes)
            message.Content = content;
        else
            Interlocked.Add(ref _used, -size);
    }

    public void Forget(StoredMessage message)
    {
        if (message.Content is not { } content)
            return;
        message.Content = null;
        Interlocked.Add(ref _used, -(content.Body.Length + EntryOverhead));
    }
}
