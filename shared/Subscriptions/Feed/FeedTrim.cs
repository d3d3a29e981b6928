using Azure;
using Azure.Data.Tables;
using IntegrationHub.Storage;
using IntegrationHub.Subscriptions.Delivery;
using IntegrationHub.Subscriptions.Subscribers;

namespace IntegrationHub.Subscriptions.Feed;

/// <summary>
/// Drops what is older than the 30 days for which feeds and log are kept. The head moves on first: what lies before it is as if not there,
/// so that a crash in between leaves rows that nobody reads, and the next run drops them.
/// </summary>
public sealed class FeedTrim(Tables tables, SubscriptionStore subscriptions, FeedStore feeds, DueStore due, TimeProvider time)
{
    private const int Page = 40;

    /// <summary>A run looks this far behind the oldest day that is kept, so that days on which it did not run are made up for.</summary>
    private const int DaysBehind = 7;

    /// <returns>How many events were dropped from feeds.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - EventLog.Kept;
        var dropped = 0;
        foreach (var subscription in (await subscriptions.ReadAsync(cancellationToken)).All)
        {
            dropped += await TrimAsync(subscription, before, cancellationToken);
            var head = await feeds.ReadHeadAsync(subscription.Id, cancellationToken);
            // What a subscriber did not take for 30 days, paused or in error.
            await due.DropBeforeAsync(subscription.Id, head.Oldest, cancellationToken);
            if (subscription.State is SubscriptionState.Ended && subscription.CreatedAt < before && head.Oldest > head.Last)
                await subscriptions.ForgetAsync(subscription, cancellationToken);
        }

        for (var day = 1; day <= DaysBehind; day++)
        {
            foreach (var partition in EventLog.PartitionsOf(before.AddDays(-day)))
                await DropAsync(partition, cancellationToken);
        }

        return dropped;
    }

    private async Task<int> TrimAsync(Subscription of, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var count = 0;
        var after = 0L;
        while (await feeds.ReadAsync(of.Id, after, Page, cancellationToken) is { Count: > 0 } page)
        {
            var old = page.TakeWhile(entry => entry.At < before).ToList();
            if (old.Count == 0)
                break;
            after = old[^1].Number;
            await MoveHeadAsync(of.Id, after + 1, cancellationToken);
            var rows = new List<TableTransactionAction>();
            foreach (var entry in old)
            {
                rows.Add(new(TableTransactionActionType.Delete, new TableEntity(of.Id, FeedRows.Number(entry.Number)), ETag.All));
                rows.Add(new(TableTransactionActionType.Delete, new TableEntity(of.Id, FeedRows.Event(entry.Event.Id)), ETag.All));
            }

            await tables.Deliveries.SubmitTransactionAsync(rows, cancellationToken);
            count += old.Count;
            if (old.Count < page.Count)
                break;
        }

        return count;
    }

    private async Task MoveHeadAsync(string feed, long oldest, CancellationToken cancellationToken)
    {
        // It changes the row's ETag: whoever appends by what it knew of the head reads it again.
        var head = new TableEntity(feed, FeedRows.Head) { ["Oldest"] = oldest };
        await tables.Deliveries.UpdateEntityAsync(head, ETag.All, TableUpdateMode.Merge, cancellationToken);
    }

    private async Task DropAsync(string partition, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition}");
        var rows = new List<TableTransactionAction>();
        string[] select = ["PartitionKey", "RowKey"];
        await foreach (var row in tables.Deliveries.QueryAsync<TableEntity>(filter, select: select, cancellationToken: cancellationToken))
            rows.Add(new(TableTransactionActionType.Delete, row, ETag.All));
        foreach (var chunk in rows.Chunk(TableRules.MaxActions))
            await tables.Deliveries.SubmitTransactionAsync(chunk, cancellationToken);
    }
}
