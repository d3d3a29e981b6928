using System.Collections.Concurrent;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using IntegrationHub.Storage;

namespace IntegrationHub.Discharge.Boards;

/// <summary>One thing that is listed and counted in a partition.</summary>
/// <param name="Json">What is shown of it.</param>
/// <param name="Keys">Row keys under which it is listed.</param>
/// <param name="Figures">What it adds to which counts: <c>{row}|{name}</c> to a number.</param>
internal sealed record CountedItem(string Json, IReadOnlyList<string> Keys, IReadOnlyDictionary<string, int> Figures)
{
    public override string ToString() => $"CountedItem {{ Keys = {Keys.Count} }}";
}

/// <summary>
/// Things of one partition that are listed in orders of their own and counted exactly. <c>k|{id}</c> is the thing, with the keys under which
/// it is listed and what it adds to the counts; <c>n|{row}</c> holds counts. All of it changes in one transaction, by taking away what the
/// thing was and adding what it is: so lists and counts always agree, and nothing is ever counted by reading everything.
/// </summary>
internal sealed class CountedRows(Tables tables)
{
    /// <summary>How often a change that lost the race for the counts tries again.</summary>
    private const int MaxAttempts = 60;

    private readonly ConcurrentDictionary<string, SemaphoreSlim> turns = new(StringComparer.Ordinal);

    /// <summary>Idempotent; an older state of the thing never takes a newer one's place.</summary>
    /// <param name="through">Which of its states it is: greater is newer.</param>
    /// <param name="item">Null takes it away.</param>
    /// <param name="always">A row of counts that is written at every change, so that its ETag names the state of the partition.</param>
    /// <exception cref="RequestFailedException">The storage does not answer, or the partition is changed by too many at once.</exception>
    internal async Task PutAsync(
        string partition,
        string id,
        int through,
        CountedItem? item,
        string always,
        CancellationToken cancellationToken
    )
    {
        // Within one process one after the other; between processes the ETag of the counts decides.
        var turn = turns.GetOrAdd(partition, static _ => new SemaphoreSlim(1));
        await turn.WaitAsync(cancellationToken);
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    await PutOnceAsync(partition, id, through, item, always, cancellationToken);
                    return;
                }
                catch (RequestFailedException fault) when (fault.Status is 404 or 409 or 412 && attempt < MaxAttempts)
                {
                    // Somebody else changed the partition in between: look again.
                }
            }
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task PutOnceAsync(
        string partition,
        string id,
        int through,
        CountedItem? item,
        string always,
        CancellationToken cancellationToken
    )
    {
        var key = BoardRows.CardKey(id);
        var row = await FindAsync(partition, key, cancellationToken);
        if (row is null && item is null || row?.GetInt32("Through") > through)
            return;
        var before = row is null ? null : ItemIn(row);
        if (row?.GetInt32("Through") == through && IsSame(before, item))
            return;

        var actions = new List<TableTransactionAction>
        {
            // What is taken away leaves its number behind, so that an older state that comes late does not put it back.
            row is null
                ? new(TableTransactionActionType.Add, ToRow(partition, key, through, item))
                : new(TableTransactionActionType.UpdateReplace, ToRow(partition, key, through, item), row.ETag),
        };
        IReadOnlyList<string> old = before?.Keys ?? [];
        IReadOnlyList<string> now = item?.Keys ?? [];
        actions.AddRange(
            old.Except(now, StringComparer.Ordinal)
                .Select(gone => new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(partition, gone), ETag.All))
        );
        actions.AddRange(
            now.Select(listed => new TableTransactionAction(
                TableTransactionActionType.UpsertReplace,
                new TableEntity(partition, listed) { ["Card"] = item!.Json }
            ))
        );
        var changes = Changes(before?.Figures, item?.Figures);
        foreach (var name in changes.Keys.Append(always).Distinct(StringComparer.Ordinal))
            actions.Add(await CountAsync(partition, name, changes.GetValueOrDefault(name) ?? [], cancellationToken));

        foreach (var action in actions)
            TableRules.Assert((TableEntity)action.Entity);
        await tables.Cases.SubmitTransactionAsync(actions, cancellationToken);
    }

    private async Task<TableTransactionAction> CountAsync(
        string partition,
        string name,
        IReadOnlyList<(string What, int By)> changes,
        CancellationToken cancellationToken
    )
    {
        var row = await FindAsync(partition, BoardRows.FiguresKey(name), cancellationToken);
        var counts = BoardRows.CountsIn(row);
        foreach (var (what, by) in changes)
        {
            var count = counts.GetValueOrDefault(what) + by;
            if (count == 0)
                counts.Remove(what);
            else
                counts[what] = count;
        }

        var entity = BoardRows.FiguresRow(partition, name, counts);
        return row is null ? new(TableTransactionActionType.Add, entity) : new(TableTransactionActionType.UpdateReplace, entity, row.ETag);
    }

    private static bool IsSame(CountedItem? one, CountedItem? other) =>
        one is null || other is null
            ? one is null && other is null
            : one.Json == other.Json
                && one.Keys.SequenceEqual(other.Keys, StringComparer.Ordinal)
                && Changes(one.Figures, other.Figures).Count == 0;

    /// <summary>By row of counts: what is to be added to which of its counts.</summary>
    private static Dictionary<string, List<(string What, int By)>> Changes(
        IReadOnlyDictionary<string, int>? before,
        IReadOnlyDictionary<string, int>? after
    )
    {
        var changes = new Dictionary<string, List<(string What, int By)>>(StringComparer.Ordinal);
        foreach (var figure in (before?.Keys ?? []).Union(after?.Keys ?? [], StringComparer.Ordinal))
        {
            var by = (after?.GetValueOrDefault(figure) ?? 0) - (before?.GetValueOrDefault(figure) ?? 0);
            if (by == 0)
                continue;
            var parts = figure.Split('|', 2);
            if (!changes.TryGetValue(parts[0], out var ofRow))
                changes[parts[0]] = ofRow = [];
            ofRow.Add((parts[1], by));
        }

        return changes;
    }

    private static TableEntity ToRow(string partition, string key, int through, CountedItem? item)
    {
        var row = new TableEntity(partition, key) { ["Through"] = through };
        if (item is null)
            return row;
        row["Card"] = item.Json;
        row["Keys"] = string.Join('\n', item.Keys);
        row["Figures"] = JsonSerializer.Serialize(new Dictionary<string, int>(item.Figures), BoardJson.Default.DictionaryStringInt32);
        return row;
    }

    private static CountedItem? ItemIn(TableEntity row) =>
        row.GetString("Card") is { } json
            ? new CountedItem(
                json,
                row.Text("Keys").Split('\n', StringSplitOptions.RemoveEmptyEntries),
                JsonSerializer.Deserialize(row.Text("Figures"), BoardJson.Default.DictionaryStringInt32) ?? []
            )
            : null;

    private async Task<TableEntity?> FindAsync(string partition, string key, CancellationToken cancellationToken)
    {
        var row = await tables.Cases.GetEntityIfExistsAsync<TableEntity>(partition, key, cancellationToken: cancellationToken);
        return row.HasValue ? row.Value : null;
    }
}
