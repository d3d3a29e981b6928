using System.Collections.Immutable;
using IntegrationHub.Errors;
using IntegrationHub.Identifiers;
using IntegrationHub.Messaging;
using IntegrationHub.Operations;
using IntegrationHub.Subscriptions.Subscribers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Subscriptions.Producers;

/// <summary>
/// Whether anybody may wish to hear that a record changed, as this process last read it: a commit asks without a call. What is not known, or
/// was read too long ago, counts as a wish, so that nothing is lost by not knowing; the price is an event that nobody takes.
/// </summary>
public sealed partial class RecordWishes(
    IServiceProvider services,
    SubscriptionStore subscriptions,
    TimeProvider time,
    ILogger<RecordWishes> logger
) : BackgroundService
{
    /// <summary>What was read longer ago than this counts for nothing.</summary>
    internal static readonly TimeSpan Oldest = TimeSpan.FromSeconds(30);

    /// <summary>
    /// From so long after a subscription was stored every process knows of it: <see cref="Oldest"/>, and as much again for clocks that differ.
    /// </summary>
    internal static readonly TimeSpan KnownAfter = TimeSpan.FromSeconds(60);

    /// <summary>Two readings in turn may fail before what is known is too old.</summary>
    private static readonly TimeSpan Refresh = TimeSpan.FromSeconds(10);

    private readonly TaskCompletionSource looked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when it has been tried once.</summary>
    internal Task Looked => looked.Task;

    /// <summary>Whether any of these organisations may have subscribed to changes of records.</summary>
    internal bool MayBeOf(ImmutableArray<OdsCode> organisations)
    {
        if (subscriptions.Known is not { } known || time.GetElapsedTime(known.AsOf) > Oldest)
            return organisations.Length > 0;
        foreach (var organisation in organisations)
        {
            if (known.Index.For(EventTopic.RecordChanged, organisation).Length > 0)
                return true;
        }

        return false;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await services.GetRequiredService<StartUp>().Ready.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(Refresh, time);
        do
        {
            try
            {
                await subscriptions.ReadAsync(stoppingToken);
            }
            catch (Exception fault) when (Outage.Is(fault))
            {
                LogUnread(fault.GetType().Name);
            }

            looked.TrySetResult();
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(
        EventId = 763,
        Level = LogLevel.Warning,
        Message = "Who wishes to hear of records' changes could not be read ({Fault}): until it can, every change is told."
    )]
    private partial void LogUnread(string fault);
}
