namespace Azure.Messaging.ServiceBus;

/// <summary>How large a batch may become.</summary>
public class CreateMessageBatchOptions
{
    private const long MinBytes = 24;
    private long? _maxSizeInBytes;

    /// <summary>At least 24 bytes; null for the service's limit (256 KB).</summary>
    public long? MaxSizeInBytes
    {
        get => _maxSizeInBytes;
        set
        {
            if (value is { } bytes)
                ArgumentOutOfRangeException.ThrowIfLessThan(bytes, MinBytes, nameof(MaxSizeInBytes));
            _maxSizeInBytes = value;
        }
    }
}

/// <summary>Settings of a sender.</summary>
public class ServiceBusSenderOptions
{
    /// <summary>Names the sender in its own diagnostics; one is made up when this is null or empty.</summary>
    public string? Identifier { get; set; }
}
