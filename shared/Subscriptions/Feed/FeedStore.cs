using System.Collections.Concurrent;
using Azure;
using Azure.Data.Tables;
using IntegrationHub.Messaging;
using IntegrationHub.Operations;
using IntegrationHub.Storage;

namespace IntegrationHub.Subscriptions.Feed;

/// <summary>
/// The feeds of the subscriptions: one partition each, its events numbered without holes. The head row's ETag guards every number, and
/// a row by the event's id keeps an event that is told twice from being in it twice: head, number, id and what is due are one transaction.
/// </summary>
public sealed class FeedStore(Tables tables, FeedSignals signals, TimeProvider time) : IDisposable
{
    private const int MaxAttempts = 100;

    private readonly ConcurrentDictionary<string, FeedTail> tails = new(StringComparer.Ordinal);

    /// <summary>Puts an event at the end of a feed, unless it is in it already.</summary>
    /// <param name="outcome">What becomes of it next; <see cref="FeedOutcome.Sending"/> makes it due at once.</param>
    /// <returns>Its number, and whether it is new.</returns>
    internal async Task<(long Number, bool IsNew)> AppendAsync(
        string feed,
        HubEvent told,
        string rule,
        string outcome,
        CancellationToken cancellationToken
    )
    {
        var tail = tails.GetOrAdd(feed, static _ => new FeedTail());
        // Within one process one after the other; between processes the head's ETag decides.
        await tail.Turn.WaitAsync(cancellationToken);
        try
        {
            for (var attempt = 0; attempt < MaxAttempts; attempt++)
            {
                tail.Head ??= await ReadHeadAsync(feed, cancellationToken);
                var number = tail.Head.Last + 1;
                try
                {
                    var answer = await tables.Deliveries.SubmitTransactionAsync(
                        RowsOf(feed, told, rule, outcome, tail.Head, number),
                        cancellationToken
                    );
                    tail.Head = new FeedHead(number, tail.Head.Oldest, answer.Value[0].Headers.ETag);
                    signals.Appended(feed);
                    if (outcome == FeedOutcome.Sending)
                        signals.Due(feed);
                    return (number, true);
                }
                catch (RequestFailedException fault) when (fault.Status is 409 or 412)
                {
                    tail.Head = null;
                    if (await FindAsync(feed, told.Id, cancellationToken) is { } there)
                        return (there, false);
                }
                catch
                {
                    // Whether it was written is not known.
                    tail.Head = null;
                    throw;
                }
            }
        }
        finally
        {
            tail.Turn.Release();
        }

        throw new TimeoutException("A feed is written by too many at once.");
    }

    /// <summary>Events after a number, in order.</summary>
    public async Task<IReadOnlyList<FeedEntry>> ReadAsync(string feed, long after, int max, CancellationToken cancellationToken)
    {
        var (from, to) = (FeedRows.Number(after), FeedRows.AfterNumbers);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {feed} and RowKey gt {from} and RowKey lt {to}");
        var entries = new List<FeedEntry>();
        await foreach (var row in tables.Deliveries.QueryAsync<TableEntity>(filter, maxPerPage: max, cancellationToken: cancellationToken))
        {
            entries.Add(FeedEntry.From(row));
            if (entries.Count == max)
                break;
        }

        return entries;
    }

    public async Task<FeedEntry?> ReadAsync(string feed, long number, CancellationToken cancellationToken)
    {
        var row = await tables.Deliveries.GetEntityIfExistsAsync<TableEntity>(
            feed,
            FeedRows.Number(number),
            cancellationToken: cancellationToken
        );
        return row.HasValue ? FeedEntry.From(row.Value!) : null;
    }

    /// <summary>When an event came into the feed; null where it is not kept any more.</summary>
    internal async Task<DateTimeOffset?> ReadSinceAsync(string feed, long number, CancellationToken cancellationToken)
    {
        var row = await tables.Deliveries.GetEntityIfExistsAsync<TableEntity>(feed, FeedRows.Number(number), ["At"], cancellationToken);
        return row.HasValue ? row.Value!.GetDateTimeOffset("At") : null;
    }

    /// <summary>The number that an event has in a feed; null where it is not in it.</summary>
    public async Task<long?> FindAsync(string feed, string eventId, CancellationToken cancellationToken)
    {
        var row = await tables.Deliveries.GetEntityIfExistsAsync<TableEntity>(
            feed,
            FeedRows.Event(eventId),
            cancellationToken: cancellationToken
        );
        return row.HasValue ? row.Value!.GetInt64("Number") : null;
    }

    /// <summary>How far a feed goes: the last number, 0 while it is empty, and the oldest that is still kept.</summary>
    public async Task<FeedHead> ReadHeadAsync(string feed, CancellationToken cancellationToken)
    {
        var row = await tables.Deliveries.GetEntityIfExistsAsync<TableEntity>(feed, FeedRows.Head, cancellationToken: cancellationToken);
        return row.HasValue
            ? new FeedHead(row.Value!.GetInt64("Last") ?? 0, row.Value!.GetInt64("Oldest") ?? 1, row.Value!.ETag)
            : new FeedHead(0, 1, null);
    }

    /// <summary>How far the subscriber itself has said that it came; 0 if it never asked.</summary>
    public async Task<long> ReadTakenAsync(string feed, CancellationToken cancellationToken)
    {
        var row = await tables.Deliveries.GetEntityIfExistsAsync<TableEntity>(feed, FeedRows.Taken, cancellationToken: cancellationToken);
        return row.HasValue ? row.Value!.GetInt64("Through") ?? 0 : 0;
    }

    /// <summary>Notes that the subscriber asked for what comes after a number, and so has all up to it.</summary>
    /// <returns>How many more it has than was known.</returns>
    internal async Task<long> TakenAsync(string feed, long through, CancellationToken cancellationToken)
    {
        var tail = tails.GetOrAdd(feed, static _ => new FeedTail());
        if (through <= Interlocked.Read(ref tail.Taken))
            return 0;
        var before = await ReadTakenAsync(feed, cancellationToken);
        if (through <= before)
            return 0;
        await tables.Deliveries.UpsertEntityAsync(
            new TableEntity(feed, FeedRows.Taken) { ["Through"] = through, ["At"] = time.GetUtcNow() },
            TableUpdateMode.Merge,
            cancellationToken
        );
        Interlocked.Exchange(ref tail.Taken, through);
        return through - before;
    }

    /// <summary>Notes what became of an event that is sent without a schedule.</summary>
    internal Task NoteAsync(
        string feed,
        long number,
        string outcome,
        IReadOnlyList<Attempt> attempts,
        CancellationToken cancellationToken
    ) =>
        tables.Deliveries.UpdateEntityAsync(
            new TableEntity(feed, FeedRows.Number(number)) { ["Outcome"] = outcome, ["Attempts"] = Attempt.ToJson(attempts) },
            ETag.All,
            TableUpdateMode.Merge,
            cancellationToken
        );

    private List<TableTransactionAction> RowsOf(string feed, HubEvent told, string rule, string outcome, FeedHead head, long number)
    {
        var now = time.GetUtcNow();
        var json = told.ToJson();
        var next = new TableEntity(feed, FeedRows.Head) { ["Last"] = number, ["Oldest"] = head.Oldest };
        var entry = new TableEntity(feed, FeedRows.Number(number))
        {
            ["Event"] = json,
            ["At"] = now,
            ["Rule"] = rule,
            ["Outcome"] = outcome,
        };
        var rows = new List<TableTransactionAction>
        {
            head.ETag is { } etag ? new(TableTransactionActionType.UpdateMerge, next, etag) : new(TableTransactionActionType.Add, next),
            new(TableTransactionActionType.Add, entry),
            new(TableTransactionActionType.Add, new TableEntity(feed, FeedRows.Event(told.Id)) { ["Number"] = number }),
        };
        if (outcome == FeedOutcome.Sending)
        {
            var due = new TableEntity(feed, FeedRows.DueAt(now, number)) { ["Event"] = json, [FeedRows.Since] = now };
            if (HubTrace.Current is { } trace)
                due[FeedRows.Trace] = trace;
            rows.Add(new(TableTransactionActionType.Add, due));
        }

        foreach (var row in rows)
            TableRules.Assert((TableEntity)row.Entity);
        return rows;
    }

    public void Dispose()
    {
        foreach (var tail in tails.Values)
            tail.Dispose();
    }

    private sealed class FeedTail : IDisposable
    {
        internal SemaphoreSlim Turn { get; } = new(1, 1);

        internal FeedHead? Head { get; set; }

        internal long Taken;

        public void Dispose() => Turn.Dispose();
    }
}

/// <param name="Last">0 while the feed is empty.</param>
/// <param name="Oldest">The oldest number that is kept; one more than <paramref name="Last"/> where none is.</param>
public sealed record FeedHead(long Last, long Oldest, ETag? ETag);
