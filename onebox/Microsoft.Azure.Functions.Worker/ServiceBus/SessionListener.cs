using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Invokes a function for each message of a queue or subscription with sessions: one at a time in a session, several sessions at once.</summary>
internal sealed class SessionListener : ITriggerListener, IAsyncDisposable
{
    private readonly ServiceBusSource _source;
    private readonly InvocationDispatcher _dispatcher;
    private readonly ServiceBusSessionProcessor _processor;

    public SessionListener(ServiceBusSource source, ServiceBusClient client, InvocationDispatcher dispatcher, ILogger logger)
    {
        _source = source;
        _dispatcher = dispatcher;
        var options = new ServiceBusSessionProcessorOptions
        {
            AutoCompleteMessages = false,
            MaxConcurrentSessions = source.MaxConcurrentSessions,
            MaxConcurrentCallsPerSession = 1,
            PrefetchCount = source.PrefetchCount,
            MaxAutoLockRenewalDuration = source.MaxAutoLockRenewalDuration,
            SessionIdleTimeout = source.SessionIdleTimeout,
        };
        _processor = source.Queue is not null
            ? client.CreateSessionProcessor(source.Queue, options)
            : client.CreateSessionProcessor(source.Topic!, source.Subscription!, options);
        _processor.ProcessMessageAsync += HandleAsync;
        _processor.ProcessErrorAsync += args => ListenerErrors.Log(logger, source, args);
    }

    public FunctionModel Function => _source.Function;

    public Task StartAsync(CancellationToken cancellationToken) => _processor.StartProcessingAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => _processor.StopProcessingAsync(cancellationToken);

    public ValueTask DisposeAsync() => _processor.DisposeAsync();

    private async Task HandleAsync(ProcessSessionMessageEventArgs args)
    {
        var delivery = new ServiceBusDelivery([args.Message], new SessionProcessorSettlement(args));
        var outcome = await _dispatcher.RunAsync(Function, delivery, delivery.BindingData, delivery.TraceParent);
        await delivery.SettleRestAsync(outcome, _source.AutoComplete, CancellationToken.None);
    }
}
