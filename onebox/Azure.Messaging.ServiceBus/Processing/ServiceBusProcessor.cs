using Azure.Messaging.ServiceBus.Onebox;

namespace Azure.Messaging.ServiceBus;

/// <summary>
/// Runs a handler for every message of a queue or subscription, several at a time. A message whose handler throws is abandoned;
/// the error goes to <see cref="ProcessErrorAsync"/>.
/// </summary>
public class ServiceBusProcessor : IAsyncDisposable
{
    private readonly ServiceBusClient _client = null!;
    private readonly ServiceBusProcessorOptions _options = new();
    private readonly ConcurrencyGate _calls = new(1);
    private readonly ProcessorRun _run;
    private readonly SingleHandler<ProcessMessageEventArgs> _onMessage;
    private readonly SingleHandler<ProcessErrorEventArgs> _onError;
    private readonly string _receivePath = "";

    /// <summary>For mocking.</summary>
    protected ServiceBusProcessor()
    {
        _run = new ProcessorRun(nameof(ServiceBusProcessor), Run);
        _onMessage = new(nameof(ProcessMessageAsync), () => _run.IsRunning);
        _onError = new(nameof(ProcessErrorAsync), () => _run.IsRunning);
    }

    protected ServiceBusProcessor(ServiceBusClient client, string topicName, string subscriptionName, ServiceBusProcessorOptions options)
        : this(client, EntityPaths.Subscription(topicName, subscriptionName), options) { }

    protected internal ServiceBusProcessor(ServiceBusClient client, string queueName, ServiceBusProcessorOptions options)
        : this()
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentException.ThrowIfNullOrWhiteSpace(queueName);
        ArgumentNullException.ThrowIfNull(options);
        client.ThrowIfClosed();
        _client = client;
        _options = options;
        _calls.Limit = options.MaxConcurrentCalls;
        _receivePath = queueName;
        EntityPath = EntityPaths.Of(queueName, options.SubQueue);
        Identifier = Identifiers.Of(options.Identifier, EntityPath);
        ReceiveMode = options.ReceiveMode;
        AutoCompleteMessages = options.AutoCompleteMessages;
        MaxAutoLockRenewalDuration = options.MaxAutoLockRenewalDuration;
        PrefetchCount = options.PrefetchCount;
    }

    public virtual string FullyQualifiedNamespace => _client.FullyQualifiedNamespace;
    public virtual string EntityPath { get; } = "";
    public virtual string Identifier { get; } = "";
    public virtual ServiceBusReceiveMode ReceiveMode { get; }
    public virtual bool AutoCompleteMessages { get; }
    public virtual TimeSpan MaxAutoLockRenewalDuration { get; }
    public virtual int PrefetchCount { get; private set; }
    public virtual int MaxConcurrentCalls => _calls.Limit;
    public virtual bool IsProcessing => _run.IsRunning;
    public virtual bool IsClosed => _run.IsClosed;

    public event Func<ProcessMessageEventArgs, Task> ProcessMessageAsync
    {
        add => _onMessage.Add(value);
        remove => _onMessage.Remove(value);
    }

    public event Func<ProcessErrorEventArgs, Task> ProcessErrorAsync
    {
        add => _onError.Add(value);
        remove => _onError.Remove(value);
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

    /// <summary>Takes no further message and returns when the running handlers have returned.</summary>
    public virtual Task StopProcessingAsync(CancellationToken cancellationToken = default) => _run.Stop(cancellationToken);

    public virtual Task CloseAsync(CancellationToken cancellationToken = default) => _run.Close(cancellationToken);

    /// <summary>Takes effect for the next messages.</summary>
    public void UpdateConcurrency(int maxConcurrentCalls)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxConcurrentCalls, 1);
        _calls.Limit = maxConcurrentCalls;
    }

    public void UpdatePrefetchCount(int prefetchCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(prefetchCount);
        PrefetchCount = prefetchCount;
    }

    protected internal virtual Task OnProcessMessageAsync(ProcessMessageEventArgs args) => _onMessage.Raise(args);

    protected internal virtual Task OnProcessErrorAsync(ProcessErrorEventArgs args) => _onError.Raise(args);

    private async Task Run(CancellationToken stop)
    {
        await using var receiver = _client.CreateReceiver(
            _receivePath,
            new ServiceBusReceiverOptions
            {
                ReceiveMode = ReceiveMode,
                SubQueue = _options.SubQueue,
                PrefetchCount = PrefetchCount,
                Identifier = Identifier,
            }
        );
        var pump = new MessagePump(
            receiver,
            _calls,
            new PumpActions(
                (message, token) => Handle(receiver, message, token),
                (e, source) => Report(e, source, stop),
                AutoCompleteMessages
            )
        );
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await pump.Next(Timeout.InfiniteTimeSpan, stop, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e) when (e is ServiceBusException or InvalidOperationException)
            {
                await Report(e, ServiceBusErrorSource.Receive, stop);
                await ProcessorRun.Pause(stop);
            }
        }
        await _calls.WaitUntilIdle();
    }

    private async Task Handle(ServiceBusReceiver receiver, ServiceBusReceivedMessage message, CancellationToken stop)
    {
        var args = new ProcessMessageEventArgs(message, receiver, Identifier, stop);
        await using var renewal = new LockRenewal(
            receiver.Time,
            ReceiveMode == ServiceBusReceiveMode.PeekLock ? MaxAutoLockRenewalDuration : TimeSpan.Zero,
            () => message.LockedUntil,
            token => message.IsSettled ? throw new OperationCanceledException() : receiver.RenewMessageLockAsync(message, token),
            e => RenewalFailed(args, e, stop)
        );
        await OnProcessMessageAsync(args);
    }

    private async Task RenewalFailed(ProcessMessageEventArgs args, ServiceBusException e, CancellationToken stop)
    {
        // Settling and renewing may cross: what is settled has no lock to lose.
        if (args.Message.IsSettled)
            return;
        if (e.Reason == ServiceBusFailureReason.MessageLockLost)
            await args.OnMessageLockLostAsync(new MessageLockLostEventArgs(args.Message, e));
        await Report(e, ServiceBusErrorSource.RenewLock, stop);
    }

    private Task Report(Exception e, ServiceBusErrorSource source, CancellationToken stop) =>
        ProcessorRun.Report(
            OnProcessErrorAsync,
            new ProcessErrorEventArgs(e, source, FullyQualifiedNamespace, EntityPath, Identifier, stop)
        );

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        GC.SuppressFinalize(this);
    }
}
