using Azure;
using Azure.Data.Tables;
using IntegrationHub.Storage;
using IntegrationHub.Subscriptions.Feed;
using IntegrationHub.Subscriptions.Subscribers;

namespace IntegrationHub.Subscriptions.Delivery;

/// <summary>
/// What waited in a feed while its subscriber fetched by itself is put on the schedule when it is sent to from now on. The wish is noted before
/// the subscription changes, and forgotten only a while after: an event that came in while it changed is found by the second look.
/// </summary>
public sealed class CatchUp(Tables tables, FeedStore feeds, DueStore due, TimeProvider time)
{
    private const string Wish = "c";
    private const int Page = 200;

    /// <summary>An event that is being told by the subscription as it was may still come in for so long.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(2);

    /// <param name="from">The first number that is to be sent, if it was not yet.</param>
    internal Task WishAsync(string feed, long from, CancellationToken cancellationToken) =>
        tables.Deliveries.UpsertEntityAsync(
            new TableEntity(feed, Wish) { ["From"] = from, ["At"] = time.GetUtcNow() },
            TableUpdateMode.Replace,
            cancellationToken
        );

    /// <summary>
    /// Puts what waits on the schedule, from where an earlier call came to: numbers have no holes, so what comes in later comes in behind that.
    /// </summary>
    internal async Task FinishAsync(Subscription to, CancellationToken cancellationToken)
    {
        var row = await tables.Deliveries.GetEntityIfExistsAsync<TableEntity>(to.Id, Wish, cancellationToken: cancellationToken);
        if (!row.HasValue)
            return;
        var (etag, from) = (row.Value!.ETag, row.Value.GetInt64("From") ?? 1);
        // Asked before the feed is read: only what was stored before the reading began is found by it.
        var isOver = row.Value.GetDateTimeOffset("At") < time.GetUtcNow() - Overlap;
        try
        {
            while (await feeds.ReadAsync(to.Id, from - 1, Page, cancellationToken) is { Count: > 0 } page)
            {
                await due.PutAsync(to.Id, page, IsWaiting, cancellationToken);
                from = page[^1].Number + 1;
                var reached = new TableEntity(to.Id, Wish) { ["From"] = from };
                var moved = await tables.Deliveries.UpdateEntityAsync(reached, etag, TableUpdateMode.Merge, cancellationToken);
                etag = moved.Headers.ETag!.Value;
            }

            if (isOver)
                await tables.Deliveries.DeleteEntityAsync(to.Id, Wish, etag, cancellationToken);
        }
        catch (RequestFailedException fault) when (fault.Status is 404 or 412)
        {
            // Another process is at it, or there is a newer wish: the next look goes on by what stands then.
        }
    }

    /// <summary>Puts a range on the schedule again, whatever became of it before.</summary>
    /// <returns>How many events are sent again.</returns>
    internal Task<int> ReplayAsync(string feed, long from, long to, CancellationToken cancellationToken) =>
        PutAsync(feed, from - 1, to, static _ => true, cancellationToken);

    private async Task<int> PutAsync(string feed, long after, long last, Func<FeedEntry, bool> choose, CancellationToken cancellationToken)
    {
        var count = 0;
        while (await feeds.ReadAsync(feed, after, Page, cancellationToken) is { Count: > 0 } page)
        {
            count += await due.PutAsync(feed, page, entry => entry.Number <= last && choose(entry), cancellationToken);
            after = page[^1].Number;
            if (after >= last)
                break;
        }

        return count;
    }

    private static bool IsWaiting(FeedEntry entry) => entry.Outcome == FeedOutcome.Waiting;
}
