using IntegrationHub.Directory;
using IntegrationHub.Errors;
using IntegrationHub.Messaging;
using IntegrationHub.Operations;
using IntegrationHub.Subscriptions.Feed;
using IntegrationHub.Subscriptions.Fhir;
using IntegrationHub.Subscriptions.Ledger;
using IntegrationHub.Subscriptions.Subscribers;
using IntegrationHub.Subscriptions.Webhooks;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Subscriptions.Delivery;

/// <summary>What all lanes work with.</summary>
public sealed class DeliveryLaneParts(
    SubscriptionStore subscriptions,
    DueStore due,
    CatchUp catchUp,
    EventSender sender,
    FhirNotifier fhir,
    LastTold lastTold,
    StoppedNotices notices,
    HubDirectory directory,
    TimeProvider time,
    ILogger<DeliveryLane> logger
)
{
    internal SubscriptionStore Subscriptions => subscriptions;
    internal DueStore Due => due;
    internal CatchUp CatchUp => catchUp;
    internal EventSender Sender => sender;
    internal FhirNotifier Fhir => fhir;
    internal LastTold LastTold => lastTold;
    internal StoppedNotices Notices => notices;
    internal HubDirectory Directory => directory;
    internal TimeProvider Time => time;
    internal ILogger<DeliveryLane> Logger => logger;
}

/// <summary>
/// One subscription's deliveries: a few at a time, one at a time while the address fails, so that many that hang do not add up. It runs
/// while something is due, and comes back by itself when the next is.
/// </summary>
public sealed partial class DeliveryLane(string feed, DeliveryLaneParts parts) : IDisposable
{
    private const int AtOnce = 4;
    private const int Batch = 60;

    private const string GoneReason = "The address answered 410 Gone.";

    private static readonly TimeSpan GivesUpAfter = TimeSpan.FromDays(5);
    private static readonly TimeSpan StoreRetry = TimeSpan.FromSeconds(5);

    /// <summary>A timer takes no more than some weeks, and a heartbeat may be asked for once a year.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromDays(1);

    private readonly Lock gate = new();
    private readonly CancellationTokenSource stopping = new();
    private ITimer? timer;
    private bool asked;
    private bool runs;
    private FeedHealth? health;

    /// <summary>As far as this process knows: what it sent itself.</summary>
    private DateTimeOffset? lastNotifiedAt;

    /// <summary>Ends when nothing is due.</summary>
    internal Task Running { get; private set; } = Task.CompletedTask;

    internal void Poke()
    {
        lock (gate)
        {
            asked = true;
            if (runs || stopping.IsCancellationRequested)
                return;
            runs = true;
            Running = Task.Run(RunAsync);
        }
    }

    internal void Stop()
    {
        lock (gate)
            stopping.Cancel();
    }

    public void Dispose()
    {
        timer?.Dispose();
        stopping.Dispose();
    }

    private async Task RunAsync()
    {
        while (true)
        {
            lock (gate)
            {
                if (!asked || stopping.IsCancellationRequested)
                {
                    runs = false;
                    return;
                }

                asked = false;
            }

            try
            {
                await WorkAsync(stopping.Token);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                // The next round sees that it is over.
            }
            catch (Exception fault) when (Outage.Is(fault) || ParkedWork.IsItsOwn(fault))
            {
                LogLeft(parts.Logger, feed, fault.GetType().Name);
                WakeAt(parts.Time.GetUtcNow() + StoreRetry);
            }
            catch (Exception fault)
            {
                // Of no known kind, so nobody knows that it is safe to go on; the next look at this lane begins anew.
                LogBroken(parts.Logger, feed, fault.GetType().Name);
                lock (gate)
                    runs = false;
                throw;
            }
        }
    }

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        var first = true;
        while (await SubscriptionAsync(cancellationToken) is { } to)
        {
            if (first)
            {
                // Whoever woke this lane, what it costs is the subscriber's.
                HubMeter.CountFor(to.Organisation.Value, parts.Directory.OnePlaceOf(to.Organisation));
                await parts.CatchUp.FinishAsync(to, cancellationToken);
                health = await parts.Due.ReadHealthAsync(feed, cancellationToken);
                first = false;
            }

            var troubled = health?.Failures >= SubscriberTrouble.Failing;
            var most = troubled ? AtOnce : Batch;
            var due = await parts.Due.ReadAsync(feed, most, cancellationToken);
            await Parallel.ForEachAsync(
                due,
                new ParallelOptions { MaxDegreeOfParallelism = troubled ? 1 : AtOnce, CancellationToken = cancellationToken },
                async (one, token) => await SendAsync(to, one, token)
            );
            if (due.Count == most)
                continue;
            // What waits to be sent again says more than a heartbeat, and comes when its address asked for it.
            var next = await parts.Due.NextAsync(feed, cancellationToken) ?? await HeartbeatAsync(to, cancellationToken);
            if (next is { } at)
                WakeAt(at);
            return;
        }
    }

    /// <summary>Null where it is not to be sent to now.</summary>
    private async Task<Subscription?> SubscriptionAsync(CancellationToken cancellationToken) =>
        (await parts.Subscriptions.ReadAsync(cancellationToken)).Find(feed) is { State: SubscriptionState.Active, HasSchedule: true } found
            ? found
            : null;

    private async Task SendAsync(Subscription to, DueEvent due, CancellationToken cancellationToken)
    {
        var began = parts.Time.GetTimestamp();
        var way = to.Channel.Kind.Name();
        using var activity = HubTrace.Deliver(to.Organisation.Value, way, due.Attempts.Count + 1, due.Trace);
        var outcome = await parts.Sender.SendAsync(to, due, cancellationToken);
        var counted = Counted(outcome);
        activity?.SetTag("hub.outcome", counted);
        DeliveryMeter.Delivered(way, counted, to.Organisation.Value);
        var now = parts.Time.GetUtcNow();
        var took = (int)parts.Time.GetElapsedTime(began).TotalMilliseconds;
        switch (outcome)
        {
            case SendOutcome.Delivered delivered:
                if (due.Since is { } since)
                    DeliveryMeter.Lagged(way, now - since);
                await SettleAsync(
                    due,
                    FeedOutcome.Delivered,
                    new(now, FeedOutcome.Delivered, delivered.Status, took) { NotShown = delivered.NotShown },
                    null,
                    cancellationToken
                );
                break;
            case SendOutcome.Withheld withheld:
                await SettleAsync(due, FeedOutcome.Withheld, new(now, withheld.Reason, null, took), null, cancellationToken);
                break;
            case SendOutcome.Gone gone:
                // It waits with those that come after it, for an address that takes them.
                var kept = now + RetrySchedule.Longest;
                await SettleAsync(due, FeedOutcome.Sending, new(now, "gone", gone.Status, took), kept, cancellationToken);
                await StopAsync(GoneReason, cancellationToken);
                break;
            case SendOutcome.Failed failed:
                var next = RetrySchedule.Next(due.Event.Id, due.Made + 1, now, failed.RetryAfter);
                var then = next is null ? FeedOutcome.Failed : FeedOutcome.Sending;
                await SettleAsync(due, then, new(now, failed.Reason, failed.Status, took), next, cancellationToken);
                if (health?.FailingSince is { } failing && now - failing >= GivesUpAfter)
                    await StopAsync("Nothing could be delivered for five days.", cancellationToken);
                break;
            default:
                throw new InvalidOperationException("An outcome of no known kind.");
        }
    }

    private async Task SettleAsync(DueEvent due, string outcome, Attempt attempt, DateTimeOffset? next, CancellationToken cancellationToken)
    {
        FeedHealth? changed;
        lock (gate)
        {
            if (outcome is FeedOutcome.Delivered)
                lastNotifiedAt = attempt.At;
            var was = health ?? FeedHealth.Well;
            health = outcome switch
            {
                FeedOutcome.Delivered => was with { FailingSince = null, Failures = 0, LastDeliveredAt = attempt.At },
                FeedOutcome.Withheld => was,
                _ => was with { FailingSince = was.FailingSince ?? attempt.At, Failures = was.Failures + 1 },
            };
            // While it does well the row is left alone: the ledger itself says when something was delivered last.
            changed = health.Failures == was.Failures ? null : health;
        }

        await parts.Due.SettleAsync(feed, due, outcome, attempt, next, changed, cancellationToken);
    }

    /// <summary>Told first: a process that dies in between sends once more, fails, and tells again what is told already.</summary>
    private async Task StopAsync(string reason, CancellationToken cancellationToken)
    {
        if (await SubscriptionAsync(cancellationToken) is not { } active)
            return;
        await parts.Notices.TellAsync(active, reason, cancellationToken);
        await parts.Subscriptions.ChangeAsync(
            feed,
            now => now.State is SubscriptionState.Active ? now with { State = SubscriptionState.Error, StateReason = reason } : null,
            cancellationToken
        );
        DeliveryMeter.Delivered(active.Channel.Kind.Name(), DeliveryOutcome.Stopped, active.Organisation.Value);
    }

    private static string Counted(SendOutcome outcome) =>
        outcome switch
        {
            SendOutcome.Delivered => DeliveryOutcome.Delivered,
            SendOutcome.Withheld => DeliveryOutcome.Withheld,
            SendOutcome.Gone or SendOutcome.Failed => DeliveryOutcome.Failed,
            _ => throw new InvalidOperationException("An outcome of no known kind."),
        };

    /// <returns>When the next may be due; null where none is asked for.</returns>
    private async Task<DateTimeOffset?> HeartbeatAsync(Subscription to, CancellationToken cancellationToken)
    {
        var now = parts.Time.GetUtcNow();
        if (to.Channel is not { Kind: ChannelKind.FhirHook, HeartbeatSeconds: { } seconds } || to.End <= now)
            return null;
        var period = TimeSpan.FromSeconds(seconds);
        if (lastNotifiedAt is { } own && now - own < period)
            return own + period;
        var told = await parts.LastTold.ReadAsync(feed, cancellationToken);
        if (told.At is { } at && now - at < period)
            return at + period;
        if (await parts.LastTold.TryNoteAsync(feed, told, cancellationToken) && told.At is not null)
        {
            switch (await parts.Fhir.HeartbeatAsync(to, cancellationToken))
            {
                case SendOutcome.Delivered:
                    break;
                case SendOutcome.Gone:
                    await StopAsync(GoneReason, cancellationToken);
                    return null;
                default:
                    LogNoHeartbeat(parts.Logger, feed);
                    break;
            }
        }

        return now + period;
    }

    private void WakeAt(DateTimeOffset at)
    {
        var wait = at - parts.Time.GetUtcNow();
        wait = wait < LongestSleep ? wait : LongestSleep;
        lock (gate)
        {
            timer?.Dispose();
            if (!stopping.IsCancellationRequested)
                timer = parts.Time.CreateTimer(_ => Poke(), null, wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    [LoggerMessage(EventId = 761, Level = LogLevel.Warning, Message = "Deliveries of subscription {Feed} wait for the storage ({Fault}).")]
    private static partial void LogLeft(ILogger logger, string feed, string fault);

    [LoggerMessage(EventId = 764, Level = LogLevel.Error, Message = "Deliveries of subscription {Feed} broke off ({Fault}).")]
    private static partial void LogBroken(ILogger logger, string feed, string fault);

    [LoggerMessage(EventId = 762, Level = LogLevel.Information, Message = "Subscription {Feed} did not take a heartbeat.")]
    private static partial void LogNoHeartbeat(ILogger logger, string feed);
}
