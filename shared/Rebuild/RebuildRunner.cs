using Azure;
using Azure.Data.Tables;
using IntegrationHub.Errors;
using IntegrationHub.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace IntegrationHub.Rebuild;

/// <summary>
/// Makes the tables anew beside those that serve, and compares. It works in steps that each end with a note of how far it has come;
/// an invocation that ends, a crash or another instance goes on from the last note.
/// </summary>
public sealed partial class RebuildRunner(
    RebuildLedger ledger,
    RebuildParts parts,
    IOptions<RebuildOptions> options,
    TimeProvider time,
    ILogger<RebuildRunner> logger
)
{
    private const int PageSnapshots = 256;
    private const int PageRecords = 500;

    /// <summary>Works on the rebuild that is open, if there is one that nobody works on.</summary>
    public async Task RunOpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await ledger.LatestAsync(cancellationToken) is not { IsOpen: true } open || open.LeasedUntil > time.GetUtcNow())
                return;
            if (await ledger.SaveAsync(open, cancellationToken) is { } state)
                await WorkAsync(state, cancellationToken);
        }
        catch (Exception fault) when (Outage.Is(fault) && !cancellationToken.IsCancellationRequested)
        {
            // The lease runs out, and somebody goes on from the last note.
            LogLeft(fault.GetType().Name);
        }
    }

    private async Task WorkAsync(RebuildState state, CancellationToken cancellationToken)
    {
        var until = time.GetUtcNow() + options.Value.Slice;
        RebuildState? at = state;
        while (at is { IsOpen: true } && time.GetUtcNow() < until)
        {
            at = at.Phase switch
            {
                RebuildPhase.Counting => await CountAsync(at, cancellationToken),
                RebuildPhase.Replaying => await ReplayAsync(at, until, cancellationToken),
                RebuildPhase.Comparing => await CompareAsync(at, until, cancellationToken),
                _ => at,
            };
        }

        if (at is { IsOpen: true })
            await ledger.ReleaseAsync(at, cancellationToken);
    }

    private async Task<RebuildState?> CountAsync(RebuildState state, CancellationToken cancellationToken)
    {
        await CreateAsync(state.Number, cancellationToken);
        var calendar = new SnapshotCalendar(parts.Snapshots);
        RebuildState? at = state;
        foreach (var day in await calendar.DaysAsync(state.Day, cancellationToken))
        {
            if (day == state.Day)
                continue;
            var count = await calendar.CountAsync(day, cancellationToken);
            at = await ledger.SaveAsync(at with { Day = day, Snapshots = at.Snapshots + count }, cancellationToken);
            if (at is null)
                return null;
        }

        return await ledger.SaveAsync(at with { Phase = RebuildPhase.Replaying, Day = null }, cancellationToken);
    }

    private async Task<RebuildState?> ReplayAsync(RebuildState state, DateTimeOffset until, CancellationToken cancellationToken)
    {
        using var replay = new ReplayPhase(parts, state.Number, options.Value.Parallelism, cancellationToken);
        var calendar = new SnapshotCalendar(parts.Snapshots);
        RebuildState? at = state;
        foreach (var day in await calendar.DaysAsync(state.Day, cancellationToken))
        {
            var snapshots = await calendar.OfDayAsync(day, time.GetUtcNow() - options.Value.Grace, cancellationToken);
            var from = day == state.Day ? PlaceOf(state.Snapshot, snapshots) + 1 : 0;
            foreach (var page in snapshots.Skip(from).Chunk(PageSnapshots))
            {
                var refused = await replay.ReplayAsync(page);
                await ledger.NoteAsync(at, refused, cancellationToken);
                at = await ledger.SaveAsync(
                    at with
                    {
                        Day = day,
                        Snapshot = page[^1].Name,
                        Replayed = at.Replayed + page.Length,
                        Differences = at.Differences + refused.Count,
                    },
                    cancellationToken
                );
                if (at is null || time.GetUtcNow() >= until)
                    return at;
            }
        }

        return await ledger.SaveAsync(at with { Phase = RebuildPhase.Comparing, Table = ComparePhase.TableNames[0] }, cancellationToken);
    }

    private async Task<RebuildState?> CompareAsync(RebuildState state, DateTimeOffset until, CancellationToken cancellationToken)
    {
        using var compare = new ComparePhase(parts, state.Number);
        var at = state;
        var since = 0;
        await foreach (var record in compare.CompareAsync(state.Table!, state.Record, cancellationToken))
        {
            await ledger.NoteAsync(at, record.Differences, cancellationToken);
            at = at with
            {
                Record = record.Record,
                Records = at.Records + 1,
                Rows = at.Rows + record.Rows,
                Differences = at.Differences + record.Differences.Count,
            };
            if (++since % PageRecords != 0 && record.Differences.Count == 0)
                continue;
            if (await ledger.SaveAsync(at, cancellationToken) is not { } saved)
                return null;
            at = saved;
            if (time.GetUtcNow() >= until)
                return at;
        }

        var next = ComparePhase.TableNames.SkipWhile(name => name != at.Table).Skip(1).FirstOrDefault();
        return next is not null
            ? await ledger.SaveAsync(at with { Table = next, Record = null }, cancellationToken)
            : await FinishAsync(at, compare, cancellationToken);
    }

    /// <summary>What was not equal is looked at once more: what was still to be done of a commit then may be done now.</summary>
    private async Task<RebuildState?> FinishAsync(RebuildState state, ComparePhase compare, CancellationToken cancellationToken)
    {
        var done = state with { Phase = RebuildPhase.Done, FinishedAt = time.GetUtcNow() };
        if (state.Differences is > 0 and <= RebuildLedger.MostDifferences)
        {
            var noted = await ledger.DifferencesAsync(state.Number, cancellationToken);
            var still = noted.Where(difference => difference.Table == StoreNames.Snapshots).ToList();
            foreach (var (table, record) in noted.Except(still).Select(difference => (difference.Table, difference.Record)).Distinct())
                still.AddRange(await compare.LookAgainAsync(table, record, cancellationToken));
            await ledger.RenoteAsync(state, still, cancellationToken);
            done = done with { Differences = still.Count };
        }

        var saved = await ledger.SaveAsync(done, cancellationToken);
        if (saved is not null)
            LogDone(done.Number, done.Records, done.Differences);
        return saved;
    }

    private async Task CreateAsync(int number, CancellationToken cancellationToken)
    {
        foreach (var table in NewTables.All(NewTables.TablesOf(parts.Service, number)))
            await table.CreateIfNotExistsAsync(cancellationToken);
    }

    private static int PlaceOf(string? name, IReadOnlyList<ListedSnapshot> snapshots)
    {
        for (var i = 0; i < snapshots.Count; i++)
        {
            if (snapshots[i].Name == name)
                return i;
        }

        return -1;
    }

    [LoggerMessage(EventId = 380, Level = LogLevel.Warning, Message = "The rebuild could not go on ({Fault}); it is taken up again.")]
    private partial void LogLeft(string fault);

    [LoggerMessage(
        EventId = 381,
        Level = LogLevel.Information,
        Message = "Rebuild {Number} is done: {Records} records compared, {Differences} differences."
    )]
    private partial void LogDone(int number, long records, long differences);
}
