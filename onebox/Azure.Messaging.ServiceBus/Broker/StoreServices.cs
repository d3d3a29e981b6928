namespace Azure.Messaging.ServiceBus.Onebox;

/// <summary>What every store of a broker works with.</summary>
internal sealed record StoreServices(Writer Writer, JournalReader Reader, ContentCache Cache, TimeProvider Time);
