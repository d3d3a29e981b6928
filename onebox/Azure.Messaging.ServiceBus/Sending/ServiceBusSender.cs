using Azure.Messaging.ServiceBus.Onebox;

namespace Azure.Messaging.ServiceBus;

/// <summary>Sends to one queue or topic. Safe for concurrent use; a send ends when its messages are on the disk.</summary>
public class ServiceBusSender : IAsyncDisposable
{
    private readonly ServiceBusClient _client = null!;
    private volatile bool _closed;

    /// <summary>For mocking.</summary>
    protected ServiceBusSender() { }

    protected ServiceBusSender(ServiceBusClient client, string queueOrTopicName)
        : this(client, queueOrTopicName, new ServiceBusSenderOptions()) { }

    protected internal ServiceBusSender(ServiceBusClient client, string queueOrTopicName, ServiceBusSenderOptions options)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentException.ThrowIfNullOrWhiteSpace(queueOrTopicName);
        client.ThrowIfClosed();
        _client = client;
        EntityPath = queueOrTopicName;
        Identifier = Identifiers.Of(options?.Identifier, queueOrTopicName);
    }

    public virtual string FullyQualifiedNamespace => _client.FullyQualifiedNamespace;

    public virtual string EntityPath { get; } = "";

    public virtual string Identifier { get; } = "";

    public virtual bool IsClosed => _closed;

    /// <exception cref="ServiceBusException">The entity is unknown, the message too large, or no broker is open.</exception>
    /// <exception cref="InvalidOperationException">The entity requires sessions and the message has no session id.</exception>
    public virtual async Task SendMessageAsync(ServiceBusMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        await Send([Packing.Pack(message, scheduledFor: null)], cancellationToken);
    }

    /// <summary>All of the messages or none.</summary>
    /// <inheritdoc cref="SendMessageAsync"/>
    public virtual async Task SendMessagesAsync(IEnumerable<ServiceBusMessage> messages, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var parcels = messages.Select(message => Packing.Pack(message, scheduledFor: null)).ToArray();
        if (parcels.Length > 0)
            await Send(parcels, cancellationToken);
    }

    /// <summary>All of the batch or none.</summary>
    /// <inheritdoc cref="SendMessageAsync"/>
    public virtual async Task SendMessagesAsync(ServiceBusMessageBatch messageBatch, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messageBatch);
        if (messageBatch.Count == 0)
            return;
        messageBatch.BeginSending();
        try
        {
            await Send(messageBatch.Parcels, cancellationToken);
        }
        finally
        {
            messageBatch.EndSending();
        }
    }

    public virtual ValueTask<ServiceBusMessageBatch> CreateMessageBatchAsync(CancellationToken cancellationToken = default) =>
        CreateMessageBatchAsync(new CreateMessageBatchOptions(), cancellationToken);

    /// <exception cref="ArgumentOutOfRangeException">The size asked for is above the service's limit.</exception>
    public virtual ValueTask<ServiceBusMessageBatch> CreateMessageBatchAsync(
        CreateMessageBatchOptions options,
        CancellationToken cancellationToken = default
    )
    {
        ObjectDisposedException.ThrowIf(IsClosed, typeof(ServiceBusSender));
        cancellationToken.ThrowIfCancellationRequested();
        var size = options?.MaxSizeInBytes ?? MessageLimits.MaxBatchBytes;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, MessageLimits.MaxBatchBytes, nameof(options));
        return ValueTask.FromResult(new ServiceBusMessageBatch(size));
    }

    /// <summary>Sends a message that becomes receivable at a time; answers the number to cancel it by until then.</summary>
    public virtual async Task<long> ScheduleMessageAsync(
        ServiceBusMessage message,
        DateTimeOffset scheduledEnqueueTime,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(message);
        var sequences = await ScheduleMessagesAsync([message], scheduledEnqueueTime, cancellationToken);
        return sequences[0];
    }

    /// <inheritdoc cref="ScheduleMessageAsync"/>
    public virtual async Task<IReadOnlyList<long>> ScheduleMessagesAsync(
        IEnumerable<ServiceBusMessage> messages,
        DateTimeOffset scheduledEnqueueTime,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(messages);
        var parcels = messages.Select(message => Packing.Pack(message, scheduledEnqueueTime)).ToArray();
        return parcels.Length == 0 ? [] : await Send(parcels, cancellationToken);
    }

    public virtual Task CancelScheduledMessageAsync(long sequenceNumber, CancellationToken cancellationToken = default) =>
        CancelScheduledMessagesAsync([sequenceNumber], cancellationToken);

    /// <exception cref="ServiceBusException">One of them is not scheduled (any more): MessageNotFound, and none is cancelled.</exception>
    public virtual async Task CancelScheduledMessagesAsync(IEnumerable<long> sequenceNumbers, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sequenceNumbers);
        var sequences = sequenceNumbers.Distinct().ToArray();
        if (sequences.Length > 0)
            await Open(cancellationToken).Destination(EntityPath).Store.CancelScheduled(sequences);
    }

    private Task<long[]> Send(IReadOnlyList<Parcel> parcels, CancellationToken cancellationToken)
    {
        var broker = Open(cancellationToken);
        var destination = broker.Destination(EntityPath);
        Packing.ThrowIfTooLarge(parcels, EntityPath);
        foreach (var parcel in parcels)
            destination.Check(parcel.Content);
        return broker.Send(destination, parcels);
    }

    private Broker Open(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(IsClosed, typeof(ServiceBusSender));
        cancellationToken.ThrowIfCancellationRequested();
        return _client.FindBroker();
    }

    public virtual Task CloseAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _closed = true;
        return Task.CompletedTask;
    }

    public virtual async ValueTask DisposeAsync()
    {
        await CloseAsync();
        GC.SuppressFinalize(this);
    }
}
