using System.Collections.Concurrent;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using IntegrationHub.Storage;

namespace IntegrationHub.Discharge.Boards;

/// <summary>Puts cards on boards and takes them off: card, lists and counts change in one transaction, so that they always agree.</summary>
public sealed class BoardStore(Tables tables)
{
    /// <summary>How often a change that lost the race for the board's counts tries again.</summary>
    private const int MaxAttempts = 60;

    private readonly ConcurrentDictionary<string, SemaphoreSlim> turns = new(StringComparer.Ordinal);

    /// <summary>Idempotent; an older state of the case never takes a newer one's place.</summary>
    /// <param name="through">Number of the person's commit that the card is as of.</param>
    /// <param name="card">Null takes the case off the board.</param>
    /// <exception cref="RequestFailedException">The storage does not answer, or the board is changed by too many at once.</exception>
    public async Task PutAsync(string board, string caseId, int through, BoardCard? card, CancellationToken cancellationToken)
    {
        // Within one process one after the other; between processes the ETag of the counts decides.
        var turn = turns.GetOrAdd(board, static _ => new SemaphoreSlim(1));
        await turn.WaitAsync(cancellationToken);
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    await PutOnceAsync(board, caseId, through, card, cancellationToken);
                    return;
                }
                catch (RequestFailedException fault) when (fault.Status is 404 or 409 or 412 && attempt < MaxAttempts)
                {
                    // Somebody else changed the board in between: look again.
                }
            }
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task PutOnceAsync(string board, string caseId, int through, BoardCard? card, CancellationToken cancellationToken)
    {
        var row = await FindAsync(board, BoardRows.CardKey(caseId), cancellationToken);
        var before = row?.GetString("Card") is null ? null : BoardRows.CardIn(row);
        var text = card is null ? null : JsonSerializer.Serialize(card, BoardJson.Default.BoardCard);
        if (row is null && card is null || row?.GetInt32("Through") > through)
            return;
        if (row?.GetInt32("Through") == through && row.GetString("Card") == text)
            return;

        var after = new TableEntity(board, BoardRows.CardKey(caseId)) { ["Through"] = through };
        if (text is not null)
            after["Card"] = text;
        var actions = new List<TableTransactionAction>
        {
            // What is taken off leaves its number behind, so that an older state that comes late does not put it back.
            row is null
                ? new(TableTransactionActionType.Add, after)
                : new(TableTransactionActionType.UpdateReplace, after, row.ETag),
        };
        List<string> old = before is null ? [] : [.. BoardRows.IndexKeys(before)];
        List<string> now = card is null ? [] : [.. BoardRows.IndexKeys(card)];
        actions.AddRange(
            old.Except(now, StringComparer.Ordinal)
                .Select(key => new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(board, key), ETag.All))
        );
        actions.AddRange(
            now.Select(key => new TableTransactionAction(TableTransactionActionType.UpsertReplace, BoardRows.IndexRow(board, key, text!)))
        );

        // The counts of now are written at every change: their ETag names the state of the board.
        var changes = BoardFigures.Change(before, card);
        foreach (var name in changes.Keys.Append(BoardFigures.Now).Distinct())
            actions.Add(await CountAsync(board, name, changes.GetValueOrDefault(name), cancellationToken));

        foreach (var action in actions)
            TableRules.Assert((TableEntity)action.Entity);
        await tables.Cases.SubmitTransactionAsync(actions, cancellationToken);
    }

    private async Task<TableTransactionAction> CountAsync(
        string board,
        string name,
        IReadOnlyDictionary<string, int>? changes,
        CancellationToken cancellationToken
    )
    {
        var row = await FindAsync(board, BoardRows.FiguresKey(name), cancellationToken);
        var counts = BoardRows.CountsIn(row);
        foreach (var (what, by) in changes ?? new Dictionary<string, int>())
        {
            var count = counts.GetValueOrDefault(what) + by;
            if (count == 0)
                counts.Remove(what);
            else
                counts[what] = count;
        }

        var entity = BoardRows.FiguresRow(board, name, counts);
        return row is null ? new(TableTransactionActionType.Add, entity) : new(TableTransactionActionType.UpdateReplace, entity, row.ETag);
    }

    private async Task<TableEntity?> FindAsync(string board, string key, CancellationToken cancellationToken)
    {
        var row = await tables.Cases.GetEntityIfExistsAsync<TableEntity>(board, key, cancellationToken: cancellationToken);
        return row.HasValue ? row.Value : null;
    }
}
