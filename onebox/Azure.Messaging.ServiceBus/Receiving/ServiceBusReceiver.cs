using System.Runtime.CompilerServices;
using Azure.Messaging.ServiceBus.Onebox;

namespace Azure.Messaging.ServiceBus;

/// <summary>Receives from one queue, subscription or dead-letter queue and settles what it received. Safe for concurrent use.</summary>
/// <remarks>
/// Closing it makes available at once what it has not settled. (The real service leaves messages without a session locked
/// until their lock ends.)
/// </remarks>
public partial class ServiceBusReceiver : IAsyncDisposable
{
    private readonly ServiceBusClient _client = null!;
    private readonly Lock _attaching = new();
    private ReceiverLink? _link;
    private long _peekedUpTo;
    private volatile bool _closed;

    /// <summary>For mocking.</summary>
    protected ServiceBusReceiver() { }

    protected ServiceBusReceiver(ServiceBusClient client, string queueName, ServiceBusReceiverOptions options)
        : this(client, queueName, options, link: null) { }

    protected ServiceBusReceiver(ServiceBusClient client, string topicName, string subscriptionName, ServiceBusReceiverOptions options)
        : this(client, EntityPaths.Subscription(topicName, subscriptionName), options, link: null) { }

    internal ServiceBusReceiver(ServiceBusClient client, string entityPath, ServiceBusReceiverOptions options, ReceiverLink? link)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentException.ThrowIfNullOrWhiteSpace(entityPath);
        client.ThrowIfClosed();
        _client = client;
        _link = link;
        EntityPath = EntityPaths.Of(entityPath, options.SubQueue);
        ReceiveMode = options.ReceiveMode;
        PrefetchCount = options.PrefetchCount;
        Identifier = Identifiers.Of(options.Identifier, EntityPath);
    }

    public virtual string FullyQualifiedNamespace => _client.FullyQualifiedNamespace;

    public virtual string EntityPath { get; } = "";

    public virtual ServiceBusReceiveMode ReceiveMode { get; }

    public virtual int PrefetchCount { get; }

    public virtual string Identifier { get; } = "";

    public virtual bool IsClosed => _closed;

    /// <summary>The clock of the broker, where it is known; tests drive it.</summary>
    internal TimeProvider Time => _link?.Store.Time ?? _client.FindBroker().Time;

    /// <summary>Waits for the first message up to <paramref name="maxWaitTime"/> (else the client's TryTimeout), then takes what is there.</summary>
    /// <returns>Up to <paramref name="maxMessages"/> messages by sequence number; none when the time has passed.</returns>
    public virtual Task<IReadOnlyList<ServiceBusReceivedMessage>> ReceiveMessagesAsync(
        int maxMessages,
        TimeSpan? maxWaitTime = default,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxMessages, 1);
        if (maxWaitTime is { } wait)
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(wait, TimeSpan.Zero, nameof(maxWaitTime));
        return Receive(maxMessages, maxWaitTime ?? _client.TryTimeout, cancellationToken);
    }

    /// <summary>For processors: a wait without end takes no timer.</summary>
    internal async Task<IReadOnlyList<ServiceBusReceivedMessage>> Receive(int max, TimeSpan wait, CancellationToken cancellationToken)
    {
        var link = Open(cancellationToken);
        var deliveries = await link.Store.Receive(link, max, wait, cancellationToken);
        return await ToReceived(link, deliveries);
    }

    /// <returns>Null when no message came in time.</returns>
    public virtual async Task<ServiceBusReceivedMessage?> ReceiveMessageAsync(
        TimeSpan? maxWaitTime = default,
        CancellationToken cancellationToken = default
    )
    {
        var messages = await ReceiveMessagesAsync(1, maxWaitTime, cancellationToken);
        return messages.Count == 0 ? null : messages[0];
    }

    /// <summary>Messages one by one as they come, until cancelled.</summary>
    public virtual async IAsyncEnumerable<ServiceBusReceivedMessage> ReceiveMessagesAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await ReceiveMessageAsync(cancellationToken: cancellationToken) is { } message)
                yield return message;
        }
    }

    /// <summary>Looks at the next message without locking it; the first time the entity's first, then on from the last one seen.</summary>
    /// <returns>Null when there is none further on.</returns>
    public virtual async Task<ServiceBusReceivedMessage?> PeekMessageAsync(
        long? fromSequenceNumber = default,
        CancellationToken cancellationToken = default
    )
    {
        var messages = await PeekMessagesAsync(1, fromSequenceNumber, cancellationToken);
        return messages.Count == 0 ? null : messages[0];
    }

    /// <inheritdoc cref="PeekMessageAsync"/>
    public virtual Task<IReadOnlyList<ServiceBusReceivedMessage>> PeekMessagesAsync(
        int maxMessages,
        long? fromSequenceNumber = default,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxMessages, 1);
        var link = Open(cancellationToken);
        var from = Math.Clamp(fromSequenceNumber ?? Interlocked.Read(ref _peekedUpTo) + 1, 0, RowIds.MaxSequence);
        var messages = link.Store.Peek(from, maxMessages, link.Session?.Id);
        if (messages.Count > 0)
            Interlocked.Exchange(ref _peekedUpTo, messages[^1].SequenceNumber);
        return Task.FromResult<IReadOnlyList<ServiceBusReceivedMessage>>(messages);
    }

    /// <exception cref="ServiceBusException">There is no such deferred message (MessageNotFound).</exception>
    public virtual async Task<ServiceBusReceivedMessage> ReceiveDeferredMessageAsync(
        long sequenceNumber,
        CancellationToken cancellationToken = default
    ) => (await ReceiveDeferredMessagesAsync([sequenceNumber], cancellationToken))[0];

    /// <exception cref="ServiceBusException">One of them is not a deferred message (MessageNotFound), and none is received.</exception>
    public virtual async Task<IReadOnlyList<ServiceBusReceivedMessage>> ReceiveDeferredMessagesAsync(
        IEnumerable<long> sequenceNumbers,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(sequenceNumbers);
        var link = Open(cancellationToken);
        return await ToReceived(link, link.Store.ReceiveDeferred(link, [.. sequenceNumbers.Distinct()]));
    }

    private async Task<IReadOnlyList<ServiceBusReceivedMessage>> ToReceived(ReceiverLink link, IReadOnlyList<Delivery> deliveries)
    {
        if (deliveries.Count == 0)
            return [];
        var delete = ReceiveMode == ServiceBusReceiveMode.ReceiveAndDelete;
        var messages = new ServiceBusReceivedMessage[deliveries.Count];
        for (var i = 0; i < messages.Length; i++)
            messages[i] = link.Store.ToReceived(deliveries[i], locked: !delete);
        if (delete)
            await link.Store.Delete(deliveries);
        return messages;
    }

    private ReceiverLink Open(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(IsClosed, typeof(ServiceBusReceiver));
        cancellationToken.ThrowIfCancellationRequested();
        var broker = _client.FindBroker();
        if (_link is { } open && (open.Session is not null || broker.Owns(open.Store)))
            return open;
        lock (_attaching)
        {
            // The broker may have been closed and opened again since: a receiver without a session goes on with the new one.
            if (_link is null || !broker.Owns(_link.Store))
                _link = broker.Source(EntityPath).Attach();
            return _link;
        }
    }

    public virtual Task CloseAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_attaching)
        {
            _closed = true;
            _link?.Store.Detach(_link);
        }
        return Task.CompletedTask;
    }

    public virtual async ValueTask DisposeAsync()
    {
        await CloseAsync();
        GC.SuppressFinalize(this);
    }
}
