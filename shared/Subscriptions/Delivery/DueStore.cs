using Azure;
using Azure.Data.Tables;
using IntegrationHub.Messaging;
using IntegrationHub.Storage;
using IntegrationHub.Subscriptions.Feed;

namespace IntegrationHub.Subscriptions.Delivery;

/// <summary>An event that is to be sent, or sent again.</summary>
/// <param name="Row">As it is stored; its key says when it is due.</param>
/// <param name="Made">Attempts since it was last put on the schedule.</param>
/// <param name="Attempts">All there ever were.</param>
internal sealed record DueEvent(TableEntity Row, long Number, HubEvent Event, int Made, IReadOnlyList<Attempt> Attempts)
{
    /// <summary>When it came into the feed; null where it is sent again at somebody's wish, and the time between says nothing.</summary>
    internal DateTimeOffset? Since => Row.GetDateTimeOffset(FeedRows.Since);

    /// <summary>The trace of the message that it came of.</summary>
    internal string? Trace => Row.GetString(FeedRows.Trace);

    public override string ToString() => $"DueEvent {{ Number = {Number} }}";
}

/// <summary>How an address has been doing.</summary>
/// <param name="FailingSince">The first failure after which nothing was delivered; null while it does well.</param>
public sealed record FeedHealth(DateTimeOffset? FailingSince, int Failures, DateTimeOffset? LastDeliveredAt)
{
    public static FeedHealth Well { get; } = new(null, 0, null);
}

/// <summary>
/// What is due, in the partition of its feed: by time, so that whoever looks finds it, whoever was away and for however long. What became of
/// a try, and when the next is due, is one transaction; a crash before it sends again, under the same id.
/// </summary>
public sealed class DueStore(Tables tables, TimeProvider time)
{
    private const int AtOnce = 40;

    /// <summary>Rows that one call of the storage brings.</summary>
    private const int Page = 1_000;

    /// <summary>What is due by now, the longest due first.</summary>
    internal async Task<IReadOnlyList<DueEvent>> ReadAsync(string feed, int max, CancellationToken cancellationToken)
    {
        var (from, to) = (FeedRows.Due, FeedRows.DueBefore(time.GetUtcNow().AddMilliseconds(1)));
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {feed} and RowKey ge {from} and RowKey lt {to}");
        var due = new List<DueEvent>();
        await foreach (var row in tables.Deliveries.QueryAsync<TableEntity>(filter, maxPerPage: max, cancellationToken: cancellationToken))
        {
            due.Add(
                new DueEvent(
                    row,
                    FeedRows.NumberIn(row.RowKey),
                    HubEvent.Parse(row.Text("Event")),
                    row.GetInt32("Made") ?? 0,
                    Attempt.Parse(row.GetString("Attempts"))
                )
            );
            if (due.Count == max)
                break;
        }

        return due;
    }

    /// <summary>When the next of a feed is due; null where nothing is.</summary>
    internal async Task<DateTimeOffset?> NextAsync(string feed, CancellationToken cancellationToken)
    {
        var (from, to) = (FeedRows.Due, FeedRows.AfterDue);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {feed} and RowKey ge {from} and RowKey lt {to}");
        string[] select = ["PartitionKey", "RowKey"];
        await foreach (
            var row in tables.Deliveries.QueryAsync<TableEntity>(filter, maxPerPage: 1, select, cancellationToken: cancellationToken)
        )
            return FeedRows.DueIn(row.RowKey);
        return null;
    }

    /// <summary>The lowest number on the schedule, of the first thousand by time; null where nothing is. Costs one call.</summary>
    internal async Task<long?> OldestAsync(string feed, CancellationToken cancellationToken)
    {
        var (from, to) = (FeedRows.Due, FeedRows.AfterDue);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {feed} and RowKey ge {from} and RowKey lt {to}");
        string[] select = ["PartitionKey", "RowKey"];
        var looked = 0;
        long? oldest = null;
        await foreach (
            var row in tables.Deliveries.QueryAsync<TableEntity>(filter, maxPerPage: Page, select, cancellationToken: cancellationToken)
        )
        {
            var number = FeedRows.NumberIn(row.RowKey);
            if (!(number > oldest))
                oldest = number;
            if (++looked == Page)
                break;
        }

        return oldest;
    }

    /// <summary>Notes what became of a try.</summary>
    /// <param name="outcome">One of <see cref="FeedOutcome"/>.</param>
    /// <param name="next">When it is due again; null when it is not.</param>
    /// <param name="health">Null where it has not changed.</param>
    internal async Task SettleAsync(
        string feed,
        DueEvent due,
        string outcome,
        Attempt attempt,
        DateTimeOffset? next,
        FeedHealth? health,
        CancellationToken cancellationToken
    )
    {
        var attempts = Attempt.ToJson([.. due.Attempts, attempt]);
        var rows = new List<TableTransactionAction>
        {
            new(TableTransactionActionType.Delete, new TableEntity(feed, due.Row.RowKey), ETag.All),
            new(
                TableTransactionActionType.UpdateMerge,
                new TableEntity(feed, FeedRows.Number(due.Number)) { ["Outcome"] = outcome, ["Attempts"] = attempts },
                ETag.All
            ),
        };
        if (next is { } at)
        {
            var again = due.Row.Under(FeedRows.DueAt(at, due.Number));
            again["Made"] = due.Made + 1;
            again["Attempts"] = attempts;
            rows.Add(new(TableTransactionActionType.UpsertReplace, again));
        }

        if (health is not null)
            rows.Add(new(TableTransactionActionType.UpsertReplace, ToRow(feed, health)));
        try
        {
            await tables.Deliveries.SubmitTransactionAsync(rows, cancellationToken);
        }
        catch (TableTransactionFailedException fault) when (fault.Status == 404)
        {
            // Without its due row: another process sent it at the same time and has settled it. With it, the feed keeps the event no longer.
            if (fault.FailedTransactionActionIndex > 0)
                await tables.Deliveries.DeleteEntityAsync(feed, due.Row.RowKey, ETag.All, cancellationToken);
        }
    }

    internal async Task<FeedHealth> ReadHealthAsync(string feed, CancellationToken cancellationToken)
    {
        var row = await tables.Deliveries.GetEntityIfExistsAsync<TableEntity>(feed, FeedRows.Health, cancellationToken: cancellationToken);
        return row.HasValue
            ? new FeedHealth(
                row.Value!.GetDateTimeOffset("FailingSince"),
                row.Value!.GetInt32("Failures") ?? 0,
                row.Value!.GetDateTimeOffset("LastDeliveredAt")
            )
            : FeedHealth.Well;
    }

    internal Task WriteHealthAsync(string feed, FeedHealth health, CancellationToken cancellationToken) =>
        tables.Deliveries.UpsertEntityAsync(ToRow(feed, health), TableUpdateMode.Replace, cancellationToken);

    /// <summary>Puts events on the schedule, to be sent at once: those of a range that are chosen and are not on it already.</summary>
    /// <returns>How many.</returns>
    internal async Task<int> PutAsync(
        string feed,
        IReadOnlyList<FeedEntry> entries,
        Func<FeedEntry, bool> choose,
        CancellationToken cancellationToken
    )
    {
        var now = time.GetUtcNow();
        var chosen = entries.Where(entry => entry.Outcome != FeedOutcome.Sending && choose(entry)).ToList();
        foreach (var chunk in chosen.Chunk(AtOnce))
        {
            var rows = new List<TableTransactionAction>();
            foreach (var entry in chunk)
            {
                var due = new TableEntity(feed, FeedRows.DueAt(now, entry.Number))
                {
                    ["Event"] = entry.Event.ToJson(),
                    ["Attempts"] = Attempt.ToJson(entry.Attempts),
                };
                var sending = new TableEntity(feed, FeedRows.Number(entry.Number)) { ["Outcome"] = FeedOutcome.Sending };
                rows.Add(new(TableTransactionActionType.UpsertReplace, due));
                rows.Add(new(TableTransactionActionType.UpdateMerge, sending, ETag.All));
            }

            await tables.Deliveries.SubmitTransactionAsync(rows, cancellationToken);
        }

        return chosen.Count;
    }

    /// <summary>Takes events before a number off the schedule, which their feed keeps no longer.</summary>
    internal async Task DropBeforeAsync(string feed, long number, CancellationToken cancellationToken)
    {
        await foreach (var row in RowsAsync(feed, cancellationToken))
        {
            if (FeedRows.NumberIn(row.RowKey) < number)
                await tables.Deliveries.DeleteEntityAsync(feed, row.RowKey, ETag.All, cancellationToken);
        }
    }

    /// <summary>Makes all that waits to be sent due now: after a pause, or for a subscriber that is there again.</summary>
    internal async Task HurryAsync(string feed, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var chunk in await ByNumberAsync(feed, row => FeedRows.DueIn(row.RowKey) > now, cancellationToken))
        {
            var rows = new List<TableTransactionAction>();
            foreach (var number in chunk)
            {
                var last = number.Last();
                var moved = last.Under(FeedRows.DueAt(now, number.Key));
                moved["Made"] = 0;
                rows.AddRange(number.Select(Delete));
                rows.Add(new(TableTransactionActionType.UpsertReplace, moved));
            }

            await tables.Deliveries.SubmitTransactionAsync(rows, cancellationToken);
        }
    }

    /// <summary>Takes all off the schedule, for a subscriber that fetches by itself from now on.</summary>
    internal async Task ClearAsync(string feed, CancellationToken cancellationToken)
    {
        foreach (var chunk in await ByNumberAsync(feed, static _ => true, cancellationToken))
        {
            var rows = new List<TableTransactionAction>();
            foreach (var number in chunk)
            {
                rows.AddRange(number.Select(Delete));
                var fetched = new TableEntity(feed, FeedRows.Number(number.Key)) { ["Outcome"] = FeedOutcome.Waiting };
                rows.Add(new(TableTransactionActionType.UpdateMerge, fetched, ETag.All));
            }

            await tables.Deliveries.SubmitTransactionAsync(rows, cancellationToken);
        }
    }

    /// <summary>
    /// What is on the schedule, as much at a time as a transaction takes. One that was put on it twice at the same time stands twice, and a
    /// transaction may touch a row only once.
    /// </summary>
    private async Task<IEnumerable<IGrouping<long, TableEntity>[]>> ByNumberAsync(
        string feed,
        Func<TableEntity, bool> choose,
        CancellationToken cancellationToken
    )
    {
        var waiting = new List<TableEntity>();
        await foreach (var row in RowsAsync(feed, cancellationToken))
        {
            if (choose(row))
                waiting.Add(row);
        }

        return waiting.GroupBy(row => FeedRows.NumberIn(row.RowKey)).Chunk(AtOnce / 2);
    }

    private static TableTransactionAction Delete(TableEntity row) =>
        new(TableTransactionActionType.Delete, new TableEntity(row.PartitionKey, row.RowKey), ETag.All);

    private AsyncPageable<TableEntity> RowsAsync(string feed, CancellationToken cancellationToken)
    {
        var (from, to) = (FeedRows.Due, FeedRows.AfterDue);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {feed} and RowKey ge {from} and RowKey lt {to}");
        return tables.Deliveries.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken);
    }

    private static TableEntity ToRow(string feed, FeedHealth health)
    {
        var row = new TableEntity(feed, FeedRows.Health) { ["Failures"] = health.Failures };
        if (health.FailingSince is { } since)
            row["FailingSince"] = since;
        if (health.LastDeliveredAt is { } at)
            row["LastDeliveredAt"] = at;
        return row;
    }
}
