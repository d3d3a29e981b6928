using Azure.Core;
using Azure.Messaging.ServiceBus.Onebox;

namespace Azure.Messaging.ServiceBus;

/// <summary>
/// Makes senders, receivers and processors for one namespace. Here the namespace names a <see cref="Broker"/> that is open in
/// this process; when none is, operations fail with ServiceCommunicationProblem. Credentials are taken and not looked at.
/// </summary>
public class ServiceBusClient : IAsyncDisposable
{
    private readonly TimeSpan _tryTimeout;
    private volatile bool _closed;

    /// <summary>For mocking.</summary>
    protected ServiceBusClient() { }

    /// <exception cref="FormatException">The connection string cannot be read.</exception>
    public ServiceBusClient(string connectionString)
        : this(connectionString, new ServiceBusClientOptions()) { }

    /// <inheritdoc cref="ServiceBusClient(string)"/>
    public ServiceBusClient(string connectionString, ServiceBusClientOptions? options)
        : this(options, HostOf(connectionString)) { }

    public ServiceBusClient(string fullyQualifiedNamespace, TokenCredential credential)
        : this(fullyQualifiedNamespace, credential, new ServiceBusClientOptions()) { }

    public ServiceBusClient(string fullyQualifiedNamespace, TokenCredential credential, ServiceBusClientOptions? options)
        : this(options, fullyQualifiedNamespace) => ArgumentNullException.ThrowIfNull(credential);

    public ServiceBusClient(string fullyQualifiedNamespace, AzureNamedKeyCredential credential, ServiceBusClientOptions? options = default)
        : this(options, fullyQualifiedNamespace) => ArgumentNullException.ThrowIfNull(credential);

    public ServiceBusClient(string fullyQualifiedNamespace, AzureSasCredential credential, ServiceBusClientOptions? options = default)
        : this(options, fullyQualifiedNamespace) => ArgumentNullException.ThrowIfNull(credential);

    private ServiceBusClient(ServiceBusClientOptions? options, string fullyQualifiedNamespace)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(fullyQualifiedNamespace);
        options ??= new ServiceBusClientOptions();
        if (options.EnableCrossEntityTransactions)
            throw new NotSupportedException("Transactions over several entities are not offered by the embedded broker.");
        var retry = options.RetryOptions ?? new ServiceBusRetryOptions();
        _tryTimeout = retry.CustomRetryPolicy?.CalculateTryTimeout(0) ?? retry.TryTimeout;
        FullyQualifiedNamespace = fullyQualifiedNamespace;
        TransportType = options.TransportType;
        Identifier = Identifiers.Of(options.Identifier, fullyQualifiedNamespace);
    }

    public virtual string FullyQualifiedNamespace { get; } = "";

    public virtual bool IsClosed => _closed;

    public ServiceBusTransportType TransportType { get; }

    public virtual string Identifier { get; } = "";

    internal TimeSpan TryTimeout => _tryTimeout;

    public virtual ServiceBusSender CreateSender(string queueOrTopicName) => CreateSender(queueOrTopicName, new ServiceBusSenderOptions());

    public virtual ServiceBusSender CreateSender(string queueOrTopicName, ServiceBusSenderOptions? options) =>
        new(this, queueOrTopicName, options ?? new ServiceBusSenderOptions());

    public virtual ServiceBusReceiver CreateReceiver(string queueName) => CreateReceiver(queueName, new ServiceBusReceiverOptions());

    public virtual ServiceBusReceiver CreateReceiver(string queueName, ServiceBusReceiverOptions? options) =>
        new(this, queueName, options ?? new ServiceBusReceiverOptions(), link: null);

    public virtual ServiceBusReceiver CreateReceiver(string topicName, string subscriptionName) =>
        CreateReceiver(topicName, subscriptionName, new ServiceBusReceiverOptions());

    public virtual ServiceBusReceiver CreateReceiver(string topicName, string subscriptionName, ServiceBusReceiverOptions? options) =>
        new(this, SubscriptionPath(topicName, subscriptionName), options ?? new ServiceBusReceiverOptions(), link: null);

    /// <summary>The first session with messages that nobody holds, waiting for one up to the client's TryTimeout.</summary>
    /// <exception cref="ServiceBusException">No session in time (ServiceTimeout), or the entity is unknown.</exception>
    /// <exception cref="InvalidOperationException">The entity has no sessions.</exception>
    public virtual Task<ServiceBusSessionReceiver> AcceptNextSessionAsync(
        string queueName,
        ServiceBusSessionReceiverOptions? options = default,
        CancellationToken cancellationToken = default
    ) => AcceptNext(queueName, options, _tryTimeout, cancellationToken);

    /// <inheritdoc cref="AcceptNextSessionAsync(string, ServiceBusSessionReceiverOptions, CancellationToken)"/>
    public virtual Task<ServiceBusSessionReceiver> AcceptNextSessionAsync(
        string topicName,
        string subscriptionName,
        ServiceBusSessionReceiverOptions? options = default,
        CancellationToken cancellationToken = default
    ) => AcceptNext(SubscriptionPath(topicName, subscriptionName), options, _tryTimeout, cancellationToken);

    /// <summary>A session by its id, whether or not it has messages.</summary>
    /// <exception cref="ServiceBusException">Another receiver holds it (SessionCannotBeLocked), or the entity is unknown.</exception>
    /// <exception cref="InvalidOperationException">The entity has no sessions.</exception>
    public virtual Task<ServiceBusSessionReceiver> AcceptSessionAsync(
        string queueName,
        string sessionId,
        ServiceBusSessionReceiverOptions? options = default,
        CancellationToken cancellationToken = default
    ) => Task.FromResult(Accept(queueName, sessionId, options, cancellationToken));

    /// <inheritdoc cref="AcceptSessionAsync(string, string, ServiceBusSessionReceiverOptions, CancellationToken)"/>
    public virtual Task<ServiceBusSessionReceiver> AcceptSessionAsync(
        string topicName,
        string subscriptionName,
        string sessionId,
        ServiceBusSessionReceiverOptions? options = default,
        CancellationToken cancellationToken = default
    ) => Task.FromResult(Accept(SubscriptionPath(topicName, subscriptionName), sessionId, options, cancellationToken));

    internal async Task<ServiceBusSessionReceiver> AcceptNext(
        string path,
        ServiceBusSessionReceiverOptions? options,
        TimeSpan wait,
        CancellationToken cancellationToken
    )
    {
        var link = await Source(path, cancellationToken).AcceptNext(wait, cancellationToken);
        return new ServiceBusSessionReceiver(this, path, ToReceiverOptions(options), link);
    }

    internal ServiceBusSessionReceiver Accept(
        string path,
        string sessionId,
        ServiceBusSessionReceiverOptions? options,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(sessionId);
        var link = Source(path, cancellationToken).Accept(sessionId);
        return new ServiceBusSessionReceiver(this, path, ToReceiverOptions(options), link);
    }

    public virtual ServiceBusProcessor CreateProcessor(string queueName) => CreateProcessor(queueName, new ServiceBusProcessorOptions());

    public virtual ServiceBusProcessor CreateProcessor(string queueName, ServiceBusProcessorOptions? options) =>
        new(this, queueName, options ?? new ServiceBusProcessorOptions());

    public virtual ServiceBusProcessor CreateProcessor(string topicName, string subscriptionName) =>
        CreateProcessor(topicName, subscriptionName, new ServiceBusProcessorOptions());

    public virtual ServiceBusProcessor CreateProcessor(string topicName, string subscriptionName, ServiceBusProcessorOptions? options) =>
        new(this, SubscriptionPath(topicName, subscriptionName), options ?? new ServiceBusProcessorOptions());

    public virtual ServiceBusSessionProcessor CreateSessionProcessor(
        string queueName,
        ServiceBusSessionProcessorOptions? options = default
    ) => new(this, queueName, options ?? new ServiceBusSessionProcessorOptions());

    public virtual ServiceBusSessionProcessor CreateSessionProcessor(
        string topicName,
        string subscriptionName,
        ServiceBusSessionProcessorOptions? options = default
    ) => new(this, SubscriptionPath(topicName, subscriptionName), options ?? new ServiceBusSessionProcessorOptions());

    /// <summary>From now on, everything this client made refuses to work. Locks end by themselves, or when their receivers are closed.</summary>
    public virtual ValueTask DisposeAsync()
    {
        _closed = true;
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    internal void ThrowIfClosed() => ObjectDisposedException.ThrowIf(_closed, typeof(ServiceBusClient));

    internal Broker FindBroker()
    {
        ThrowIfClosed();
        return BrokerRegistry.Find(FullyQualifiedNamespace);
    }

    private MessageStore Source(string path, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        cancellationToken.ThrowIfCancellationRequested();
        return FindBroker().Source(path);
    }

    private static string SubscriptionPath(string topicName, string subscriptionName)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(topicName);
        ArgumentException.ThrowIfNullOrWhiteSpace(subscriptionName);
        return EntityPaths.Subscription(topicName, subscriptionName);
    }

    private static ServiceBusReceiverOptions ToReceiverOptions(ServiceBusSessionReceiverOptions? options) =>
        options is null
            ? new ServiceBusReceiverOptions()
            : new ServiceBusReceiverOptions
            {
                ReceiveMode = options.ReceiveMode,
                PrefetchCount = options.PrefetchCount,
                Identifier = options.Identifier,
            };

    private static string HostOf(string connectionString)
    {
        var properties = ServiceBusConnectionStringProperties.Parse(connectionString);
        return properties.FullyQualifiedNamespace
            ?? throw new ArgumentException("The connection string needs an Endpoint.", nameof(connectionString));
    }
}
