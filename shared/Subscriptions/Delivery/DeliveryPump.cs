using System.Collections.Concurrent;
using IntegrationHub.Errors;
using IntegrationHub.Operations;
using IntegrationHub.Subscriptions.Feed;
using IntegrationHub.Subscriptions.Subscribers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Subscriptions.Delivery;

/// <summary>
/// Sends what is due, each subscription in a lane of its own: one that hangs or fails holds up only itself. What is to be done stands in the
/// table; a lane that is lost with its process is found again by the look that is taken at all of them every minute.
/// </summary>
public sealed partial class DeliveryPump(
    IServiceProvider services,
    SubscriptionStore subscriptions,
    FeedSignals signals,
    DeliveryLaneParts parts,
    TimeProvider time,
    ILogger<DeliveryPump> logger
) : BackgroundService
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, DeliveryLane> lanes = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        signals.ToSend = feed => Poke(feed, stoppingToken);
        await services.GetRequiredService<StartUp>().Ready.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await LookAsync(stoppingToken);
                return;
            }
            catch (Exception fault) when (Outage.Is(fault))
            {
                LogLater(fault.GetType().Name);
                await Task.Delay(Retry, time, stoppingToken);
            }
        }
    }

    /// <summary>Has every lane look whether something is due, and work on where it is.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        foreach (var subscription in (await subscriptions.ReadAsync(cancellationToken)).All)
        {
            if (subscription is { State: SubscriptionState.Active, HasSchedule: true })
                Poke(subscription.Id, CancellationToken.None);
            if (subscription.State is not SubscriptionState.Ended && subscription.End <= time.GetUtcNow())
                await EndAsync(subscription.Id, cancellationToken);
        }
    }

    /// <summary>Has one lane look, where something changed for it.</summary>
    public void Wake(string feed) => Poke(feed, CancellationToken.None);

    /// <summary>What came into the feed before its end is still sent.</summary>
    private async Task EndAsync(string feed, CancellationToken cancellationToken)
    {
        if (await parts.Due.NextAsync(feed, cancellationToken) is not null)
            return;
        await subscriptions.ChangeAsync(
            feed,
            now => now with { State = SubscriptionState.Ended, StateReason = "Its end has come." },
            cancellationToken
        );
    }

    /// <summary>Ends when no lane of this process has anything to do before the clock moves on.</summary>
    internal async Task IdleAsync(CancellationToken cancellationToken)
    {
        while (lanes.Values.Select(lane => lane.Running).Where(task => !task.IsCompleted).ToList() is { Count: > 0 } running)
            await Task.WhenAll(running).WaitAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        signals.ToSend = null;
        foreach (var lane in lanes.Values)
            lane.Stop();
        await Task.WhenAll(lanes.Values.Select(lane => lane.Running)).WaitAsync(cancellationToken);
        await base.StopAsync(cancellationToken);
    }

    public override void Dispose()
    {
        foreach (var lane in lanes.Values)
            lane.Dispose();
        base.Dispose();
    }

    private void Poke(string feed, CancellationToken cancellationToken)
    {
        if (!cancellationToken.IsCancellationRequested)
            lanes.GetOrAdd(feed, static (id, with) => new DeliveryLane(id, with), parts).Poke();
    }

    [LoggerMessage(EventId = 760, Level = LogLevel.Warning, Message = "What is due to subscribers could not be looked up ({Fault}).")]
    private partial void LogLater(string fault);
}
