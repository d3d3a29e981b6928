using IntegrationHub.Errors;
using IntegrationHub.Messaging;
using IntegrationHub.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Operations;

/// <summary>What must be done before the hub is ready: its stores are there, and what the last process left unfinished is finished.</summary>
public sealed partial class StartUp(IServiceProvider services, Sweeper sweeper, TimeProvider time, ILogger<StartUp> logger)
    : BackgroundService
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(2);

    private readonly TaskCompletionSource storesReady = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether tables and containers are there, so that messages can be taken.</summary>
    public bool IsReady => storesReady.Task.IsCompletedSuccessfully;

    /// <summary>Ends when they are.</summary>
    public Task Ready => storesReady.Task;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await UntilDoneAsync(
            async () =>
            {
                await StorageRegistration.CreateStoresAsync(services, stoppingToken);
                storesReady.TrySetResult();
            },
            stoppingToken
        );
        await UntilDoneAsync(() => sweeper.SweepAsync(TimeSpan.Zero, stoppingToken), stoppingToken);
    }

    private async Task UntilDoneAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await work();
                return;
            }
            catch (Exception fault) when (Outage.Is(fault))
            {
                LogWaiting(fault.GetType().Name);
                await Task.Delay(Retry, time, cancellationToken);
            }
        }
    }

    [LoggerMessage(EventId = 900, Level = LogLevel.Warning, Message = "The hub waits for its storage and queues ({Fault}).")]
    private partial void LogWaiting(string fault);
}
