using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Invokes a function for each message of a queue or subscription without sessions.</summary>
internal sealed class QueueListener : ITriggerListener, IAsyncDisposable
{
    private readonly ServiceBusSource _source;
    private readonly InvocationDispatcher _dispatcher;
    private readonly ServiceBusProcessor _processor;

    public QueueListener(ServiceBusSource source, ServiceBusClient client, InvocationDispatcher dispatcher, ILogger logger)
    {
        _source = source;
        _dispatcher = dispatcher;
        var options = new ServiceBusProcessorOptions
        {
            AutoCompleteMessages = false,
            MaxConcurrentCalls = source.MaxConcurrentCalls,
            PrefetchCount = source.PrefetchCount,
            MaxAutoLockRenewalDuration = source.MaxAutoLockRenewalDuration,
        };
        _processor = source.Queue is not null
            ? client.CreateProcessor(source.Queue, options)
            : client.CreateProcessor(source.Topic!, source.Subscription!, options);
        _processor.ProcessMessageAsync += HandleAsync;
        _processor.ProcessErrorAsync += args => ListenerErrors.Log(logger, source, args);
    }

    public FunctionModel Function => _source.Function;

    public Task StartAsync(CancellationToken cancellationToken) => _processor.StartProcessingAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => _processor.StopProcessingAsync(cancellationToken);

    public ValueTask DisposeAsync() => _processor.DisposeAsync();

    // The event's own token ends with the processor, at the start of the drain: invocations are given the drain's time instead, and
    // what they leave is settled in any case.
    private async Task HandleAsync(ProcessMessageEventArgs args)
    {
        var delivery = new ServiceBusDelivery([args.Message], new ProcessorSettlement(args));
        var outcome = await _dispatcher.RunAsync(Function, delivery, delivery.BindingData, delivery.TraceParent);
        await delivery.SettleRestAsync(outcome, _source.AutoComplete, CancellationToken.None);
    }
}
