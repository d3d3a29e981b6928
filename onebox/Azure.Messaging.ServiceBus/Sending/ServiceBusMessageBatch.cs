using Azure.Messaging.ServiceBus.Onebox;

namespace Azure.Messaging.ServiceBus;

/// <summary>Messages that fit one send together. Not thread-safe, as the official one is not while being sent.</summary>
public sealed class ServiceBusMessageBatch : IDisposable
{
    private readonly List<Parcel> _parcels = [];
    private readonly IList<ServiceBusMessage>? _testStore;
    private readonly Func<ServiceBusMessage, bool>? _testTryAdd;
    private bool _sending;

    internal ServiceBusMessageBatch(long maxSizeInBytes) => MaxSizeInBytes = maxSizeInBytes;

    internal ServiceBusMessageBatch(
        long maxSizeInBytes,
        IList<ServiceBusMessage> store,
        long sizeInBytes,
        Func<ServiceBusMessage, bool>? tryAdd
    )
    {
        MaxSizeInBytes = maxSizeInBytes;
        SizeInBytes = sizeInBytes;
        _testStore = store;
        _testTryAdd = tryAdd ?? (_ => true);
    }

    public long MaxSizeInBytes { get; }

    public long SizeInBytes { get; private set; }

    public int Count => _testStore?.Count ?? _parcels.Count;

    internal IReadOnlyList<Parcel> Parcels => _parcels;

    /// <summary>False when the message does not fit any more; the message counts as it is now, later changes to it do not.</summary>
    /// <exception cref="InvalidOperationException">The batch is being sent.</exception>
    /// <exception cref="System.Runtime.Serialization.SerializationException">A property's type or the properties' size is not supported.</exception>
    public bool TryAddMessage(ServiceBusMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (_sending)
            throw new InvalidOperationException("The batch is being sent; messages cannot be added to it now.");
        if (_testStore is not null)
        {
            if (!_testTryAdd!(message))
                return false;
            _testStore.Add(message);
            return true;
        }
        var parcel = Packing.Pack(message, scheduledFor: null);
        if (SizeInBytes + parcel.Size > MaxSizeInBytes)
            return false;
        _parcels.Add(parcel);
        SizeInBytes += parcel.Size;
        return true;
    }

    internal void BeginSending() => _sending = true;

    internal void EndSending() => _sending = false;

    public void Dispose()
    {
        if (_sending)
            throw new InvalidOperationException("The batch is being sent; it cannot be disposed now.");
        _parcels.Clear();
        SizeInBytes = 0;
    }
}
