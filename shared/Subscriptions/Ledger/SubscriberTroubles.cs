using System.Collections.Concurrent;
using IntegrationHub.Directory;
using IntegrationHub.Subscriptions.Delivery;
using IntegrationHub.Subscriptions.Feed;
using IntegrationHub.Subscriptions.Subscribers;

namespace IntegrationHub.Subscriptions.Ledger;

/// <param name="Looked">How many subscriptions were looked at.</param>
/// <param name="NotLooked">How many there are beyond that.</param>
public sealed record TroubleList(IReadOnlyList<SubscriberTrouble> Subscribers, int Looked, int NotLooked);

/// <summary>
/// Which subscribers an operator should look at. Costs two to four calls of the storage for each subscription, for at most
/// <see cref="Most"/> of them, and none within 15 seconds of the last look; no partition is read from end to end.
/// </summary>
public sealed class SubscriberTroubles(
    SubscriptionStore subscriptions,
    FeedStore feeds,
    DueStore due,
    HubDirectory directory,
    TimeProvider time
)
{
    public const int Most = 300;

    private const int AtOnce = 8;

    private static readonly TimeSpan Holds = TimeSpan.FromSeconds(15);

    private volatile Found? last;

    /// <summary>The worst first, and among equals the one that is behind for longest.</summary>
    public async Task<TroubleList> ReadAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (last is { } known && now - known.At < Holds)
            return known.List;
        // What goes over Service Bus is the broker's to keep; what lies there too long is among the dead letters.
        var all = (await subscriptions.ReadAsync(cancellationToken))
            .All.Where(one => one is { Channel.Kind: not ChannelKind.Bus, State: not SubscriptionState.Ended })
            // Those that somebody stopped first, so that a long list does not hide them.
            .OrderBy(one => one.State is SubscriptionState.Active)
            .ToList();
        var found = new ConcurrentBag<SubscriberTrouble>();
        await Parallel.ForEachAsync(
            all.Take(Most),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (one, token) =>
            {
                var health = one.Channel.IsPushed ? await due.ReadHealthAsync(one.Id, token) : FeedHealth.Well;
                if (SubscriberTrouble.Of(one, health, await BacklogAsync(one, token), now) is { } trouble)
                    found.Add(trouble with { Name = directory.Find(one.Organisation)?.Name });
            }
        );
        var list = new TroubleList(
            [
                .. found
                    .OrderBy(one => one.Rank)
                    .ThenBy(one => one.Backlog.Since ?? DateTimeOffset.MaxValue)
                    .ThenBy(one => one.Subscription, StringComparer.Ordinal),
            ],
            Math.Min(all.Count, Most),
            Math.Max(all.Count - Most, 0)
        );
        last = new(now, list);
        return list;
    }

    private async Task<Backlog> BacklogAsync(Subscription of, CancellationToken cancellationToken)
    {
        var head = await feeds.ReadHeadAsync(of.Id, cancellationToken);
        var next = of.Channel.IsPushed ? await due.OldestAsync(of.Id, cancellationToken) : await NotTakenAsync(of, head, cancellationToken);
        return new(head.Last, next, next is { } number ? await feeds.ReadSinceAsync(of.Id, number, cancellationToken) : null);
    }

    private async Task<long?> NotTakenAsync(Subscription of, FeedHead head, CancellationToken cancellationToken)
    {
        var first = Math.Max(await feeds.ReadTakenAsync(of.Id, cancellationToken) + 1, head.Oldest);
        return first <= head.Last ? first : null;
    }

    private sealed record Found(DateTimeOffset At, TroubleList List);
}
