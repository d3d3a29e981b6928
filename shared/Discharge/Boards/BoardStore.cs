using System.Text.Json;
using IntegrationHub.Storage;

namespace IntegrationHub.Discharge.Boards;

/// <summary>Puts cards on boards and takes them off: card, lists and counts change in one transaction, so that they always agree.</summary>
public sealed class BoardStore(Tables tables)
{
    private readonly CountedRows rows = new(tables);

    /// <summary>Idempotent; an older state of the case never takes a newer one's place.</summary>
    /// <param name="through">Number of the person's commit that the card is as of.</param>
    /// <param name="card">Null takes the case off the board.</param>
    /// <exception cref="Azure.RequestFailedException">The storage does not answer, or the board is changed by too many at once.</exception>
    public Task PutAsync(string board, string caseId, int through, BoardCard? card, CancellationToken cancellationToken) =>
        rows.PutAsync(board, caseId, through, card is null ? null : ItemOf(card), BoardFigures.Now, cancellationToken);

    private static CountedItem ItemOf(BoardCard card) =>
        new(JsonSerializer.Serialize(card, BoardJson.Default.BoardCard), [.. BoardRows.IndexKeys(card)], BoardFigures.Of(card));
}
