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

    internal async Task FinishAsync(Subscription to, CancellationToken cancellationToken)
    {
        var row = await tables.Deliveries.GetEntityIfExistsAsync<TableEntity>(to.Id, Wish, cancellationToken: cancellationToken);
        if (!row.HasValue)
            return;
        await PutAsync(to.Id, (row.Value!.GetInt64("From") ?? 1) - 1, long.MaxValue, IsWaiting, cancellationToken);
        if (row.Value!.GetDateTimeOffset("At") < time.GetUtcNow() - Overlap)
            await tables.Deliveries.DeleteEntityAsync(to.Id, Wish, row.Value.ETag, cancellationToken);
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
