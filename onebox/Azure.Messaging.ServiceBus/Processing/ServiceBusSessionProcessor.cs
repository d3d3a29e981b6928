using Azure.Messaging.ServiceBus.Onebox;

namespace Azure.Messaging.ServiceBus;

/// <summary>
/// Runs a handler for every message of an entity with sessions: several sessions at a time, each in order. A session is given
/// back when it has no message for its idle time, and when the handler releases it.
/// </summary>
public class ServiceBusSessionProcessor : IAsyncDisposable
{
    private readonly ServiceBusClient _client = null!;
    private readonly ServiceBusSessionProcessorOptions _options = new();
    private readonly ConcurrencyGate _sessions = new(1);
    private readonly ProcessorRun _run;
    private readonly SingleHandler<ProcessSessionMessageEventArgs> _onMessage;
    private readonly SingleHandler<ProcessErrorEventArgs> _onError;
    private readonly SingleHandler<ProcessSessionEventArgs> _onInitializing;
    private readonly SingleHandler<ProcessSessionEventArgs> _onClosing;

    /// <summary>For mocking.</summary>
    protected ServiceBusSessionProcessor()
    {
        _run = new ProcessorRun(nameof(ServiceBusSessionProcessor), Run);
        _onMessage = new(nameof(ProcessMessageAsync), () => _run.IsRunning);
        _onError = new(nameof(ProcessErrorAsync), () => _run.IsRunning);
        _onInitializing = new(nameof(SessionInitializingAsync), () => _run.IsRunning);
        _onClosing = new(nameof(SessionClosingAsync), () => _run.IsRunning);
    }

    protected ServiceBusSessionProcessor(
        ServiceBusClient client,
        string topicName,
        string subscriptionName,
        ServiceBusSessionProcessorOptions options
    )
        : this(client, EntityPaths.Subscription(topicName, subscriptionName), options) { }

    protected internal ServiceBusSessionProcessor(ServiceBusClient client, string queueName, ServiceBusSessionProcessorOptions options)
        : this()
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentException.ThrowIfNullOrWhiteSpace(queueName);
        ArgumentNullException.ThrowIfNull(options);
        client.ThrowIfClosed();
        _client = client;
        _options = options;
        _sessions.Limit = options.MaxConcurrentSessions;
        EntityPath = queueName;
        Identifier = Identifiers.Of(options.Identifier, queueName);
        MaxConcurrentCallsPerSession = options.MaxConcurrentCallsPerSession;
        PrefetchCount = options.PrefetchCount;
    }

    public virtual string FullyQualifiedNamespace => _client.FullyQualifiedNamespace;
    public virtual string EntityPath { get; } = "";
    public virtual string Identifier { get; } = "";
    public virtual ServiceBusReceiveMode ReceiveMode => _options.ReceiveMode;
    public virtual bool AutoCompleteMessages => _options.AutoCompleteMessages;
    public virtual TimeSpan MaxAutoLockRenewalDuration => _options.MaxAutoLockRenewalDuration;
    public virtual TimeSpan? SessionIdleTimeout => _options.SessionIdleTimeout;
    public virtual int PrefetchCount { get; private set; }
    public virtual int MaxConcurrentSessions => _sessions.Limit;
    public virtual int MaxConcurrentCallsPerSession { get; private set; }
    public virtual bool IsProcessing => _run.IsRunning;
    public virtual bool IsClosed => _run.IsClosed;

    internal ServiceBusClient Client => _client;

    public event Func<ProcessSessionMessageEventArgs, Task> ProcessMessageAsync
    {
        add => _onMessage.Add(value);
        remove => _onMessage.Remove(value);
    }

    public event Func<ProcessErrorEventArgs, Task> ProcessErrorAsync
    {
        add => _onError.Add(value);
        remove => _onError.Remove(value);
    }

    /// <summary>Before a session's first message.</summary>
    public event Func<ProcessSessionEventArgs, Task> SessionInitializingAsync
    {
        add => _onInitializing.Add(value);
        remove => _onInitializing.Remove(value);
    }

    /// <summary>After a session's last message, before it is given back.</summary>
    public event Func<ProcessSessionEventArgs, Task> SessionClosingAsync
    {
        add => _onClosing.Add(value);
        remove => _onClosing.Remove(value);
    }

    /// <exception cref="InvalidOperationException">A handler is missing, or the processor runs already.</exception>
    public virtual Task StartProcessingAsync(CancellationToken cancellationToken = default) =>
        _run.Start(
            () =>
            {
                _onMessage.ThrowIfMissing();
                _onError.ThrowIfMissing();
            },
            cancellationToken
        );

    /// <summary>Takes no further message, returns when the running handlers have returned and the sessions are given back.</summary>
    public virtual Task StopProcessingAsync(CancellationToken cancellationToken = default) => _run.Stop(cancellationToken);

    public virtual Task CloseAsync(CancellationToken cancellationToken = default) => _run.Close(cancellationToken);

    /// <summary>Takes effect for the next sessions.</summary>
    public void UpdateConcurrency(int maxConcurrentSessions, int maxConcurrentCallsPerSession)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxConcurrentSessions, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxConcurrentCallsPerSession, 1);
        MaxConcurrentCallsPerSession = maxConcurrentCallsPerSession;
        _sessions.Limit = maxConcurrentSessions;
    }

    public void UpdatePrefetchCount(int prefetchCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(prefetchCount);
        PrefetchCount = prefetchCount;
    }

    protected internal virtual Task OnProcessSessionMessageAsync(ProcessSessionMessageEventArgs args) => _onMessage.Raise(args);

    protected internal virtual Task OnProcessErrorAsync(ProcessErrorEventArgs args) => _onError.Raise(args);

    protected internal virtual Task OnSessionInitializingAsync(ProcessSessionEventArgs args) => _onInitializing.Raise(args);

    protected internal virtual Task OnSessionClosingAsync(ProcessSessionEventArgs args) => _onClosing.Raise(args);

    internal Task Report(Exception e, ServiceBusErrorSource source, CancellationToken stop) =>
        ProcessorRun.Report(
            OnProcessErrorAsync,
            new ProcessErrorEventArgs(e, source, FullyQualifiedNamespace, EntityPath, Identifier, stop)
        );

    private async Task Run(CancellationToken stop)
    {
        if (_options.SessionIds.Count == 0)
            await TakeSessions(token => _client.AcceptNext(EntityPath, ReceiverOptions, Timeout.InfiniteTimeSpan, token), stop);
        else
            await Task.WhenAll(
                _options
                    .SessionIds.Distinct(StringComparer.Ordinal)
                    .Select(id => TakeSessions(token => TakeOne(id, token), stop, alone: true))
            );
        await _sessions.WaitUntilIdle();
    }

    private Task<ServiceBusSessionReceiver> TakeOne(string id, CancellationToken stop) =>
        Task.FromResult(_client.Accept(EntityPath, id, ReceiverOptions, stop));

    /// <param name="accept">Takes a session, waiting for one where there may be several.</param>
    /// <param name="stop">Told when the processor is to stop.</param>
    /// <param name="alone">Whether the next session is taken only after the last one's end.</param>
    private async Task TakeSessions(
        Func<CancellationToken, Task<ServiceBusSessionReceiver>> accept,
        CancellationToken stop,
        bool alone = false
    )
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await _sessions.WaitForRoom(stop);
                var receiver = await accept(stop);
                _sessions.Enter();
                var running = Task.Run(() => RunSession(receiver, stop), CancellationToken.None);
                if (alone)
                    await running;
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e) when (e is ServiceBusException or InvalidOperationException)
            {
                // A session that another processor holds is no error: it is taken when it is free.
                if (e is not ServiceBusException { Reason: ServiceBusFailureReason.SessionCannotBeLocked })
                    await Report(e, ServiceBusErrorSource.AcceptSession, stop);
                await ProcessorRun.Pause(stop);
            }
        }
    }

    private ServiceBusSessionReceiverOptions ReceiverOptions =>
        new()
        {
            ReceiveMode = ReceiveMode,
            PrefetchCount = PrefetchCount,
            Identifier = Identifier,
        };

    private async Task RunSession(ServiceBusSessionReceiver receiver, CancellationToken stop)
    {
        try
        {
            await using (receiver)
                await new SessionRun(this, receiver).Run(SessionIdleTimeout ?? _client.TryTimeout, stop);
        }
        finally
        {
            _sessions.Leave();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        GC.SuppressFinalize(this);
    }
}
