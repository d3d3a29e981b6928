using System.Collections.Concurrent;
using IntegrationHub.Errors;
using IntegrationHub.Identifiers;
using IntegrationHub.Operations;
using IntegrationHub.Subscriptions.Subscribers;
using Microsoft.Extensions.Options;

namespace IntegrationHub.Subscriptions.Feed;

/// <param name="Next">The number to go on after.</param>
public sealed record PulledEvents(IReadOnlyList<FeedEntry> Entries, long Next, bool HasMore);

/// <summary>Gives a subscriber what comes after where it is, and waits for it where there is nothing yet.</summary>
public sealed class EventPull(FeedStore feeds, FeedSignals signals, IOptions<SubscriptionOptions> options, TimeProvider time)
{
    public const int MaxEvents = 500;

    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    /// <summary>What another process has stored is seen after so long.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    /// <summary>Where too many wait: some of them are answered by then.</summary>
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<OdsCode, int> waiting = new();

    /// <param name="after">Null for the oldest that is kept.</param>
    /// <param name="wait">How long to wait at most where there is nothing yet.</param>
    public async Task<(PulledEvents? Events, HubError? Error)> ReadAsync(
        Subscription of,
        long? after,
        int max,
        TimeSpan wait,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(of);
        var head = await feeds.ReadHeadAsync(of.Id, cancellationToken);
        if (after + 1 < head.Oldest)
            return (null, ErrorCatalogue.CursorTooOld);
        var from = after ?? head.Oldest - 1;
        if (after is { } through and > 0)
            await NoteTakenAsync(of, Math.Min(through, head.Last), cancellationToken);
        var entries = await feeds.ReadAsync(of.Id, from, max, cancellationToken);
        if (entries.Count == 0 && wait > TimeSpan.Zero)
        {
            if (!Enter(of.Organisation))
                return (null, ErrorCatalogue.TooManyWaiting.ToHubError() with { RetryAfter = AskAgain });
            try
            {
                entries = await WaitAsync(of.Id, from, max, wait, cancellationToken);
            }
            finally
            {
                waiting.AddOrUpdate(of.Organisation, 0, static (_, count) => count - 1);
            }
        }

        var next = entries.Count > 0 ? entries[^1].Number : from;
        return (new PulledEvents(entries, next, entries.Count == max), null);
    }

    private async Task NoteTakenAsync(Subscription of, long through, CancellationToken cancellationToken)
    {
        if (await feeds.TakenAsync(of.Id, through, cancellationToken) is > 0 and var events)
            DeliveryMeter.Delivered(of.Channel.Kind.Name(), DeliveryOutcome.Delivered, of.Organisation.Value, events);
    }

    private bool Enter(OdsCode organisation)
    {
        if (waiting.AddOrUpdate(organisation, 1, static (_, count) => count + 1) <= options.Value.MaxWaiting)
            return true;
        waiting.AddOrUpdate(organisation, 0, static (_, count) => count - 1);
        return false;
    }

    private async Task<IReadOnlyList<FeedEntry>> WaitAsync(
        string feed,
        long from,
        int max,
        TimeSpan wait,
        CancellationToken cancellationToken
    )
    {
        var until = time.GetUtcNow() + wait;
        while (true)
        {
            // Asked for before looking: what comes in between ends the wait at once.
            var news = signals.Next(feed);
            if (await feeds.ReadAsync(feed, from, max, cancellationToken) is { Count: > 0 } entries)
                return entries;
            var left = until - time.GetUtcNow();
            if (left <= TimeSpan.Zero)
                return [];
            using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(news, Task.Delay(left < LookAgain ? left : LookAgain, time, done.Token));
            await done.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
        }
    }
}
