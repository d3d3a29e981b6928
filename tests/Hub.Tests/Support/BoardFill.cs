using System.Text.Json;
using Azure.Data.Tables;
using IntegrationHub.Discharge.Boards;
using IntegrationHub.Storage;

namespace IntegrationHub.Tests.Support;

/// <summary>Puts very many cards on an empty board at once, in the rows in which the hub keeps them.</summary>
public static class BoardFill
{
    private const int AtOnce = 8;

    public static async Task FillAsync(Tables tables, string board, IReadOnlyList<BoardCard> cards, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tables);
        ArgumentNullException.ThrowIfNull(cards);
        var counts = new Dictionary<string, Dictionary<string, int>>(StringComparer.Ordinal);
        foreach (var card in cards)
        {
            foreach (var (figure, by) in BoardFigures.Of(card))
            {
                var parts = figure.Split('|', 2);
                var counted = counts.TryGetValue(parts[0], out var known) ? known : counts[parts[0]] = new(StringComparer.Ordinal);
                counted[parts[1]] = counted.GetValueOrDefault(parts[1]) + by;
            }
        }

        var rows = cards
            .SelectMany(card => RowsOf(board, card))
            .Concat(counts.Select(row => BoardRows.FiguresRow(board, row.Key, row.Value)));
        await Parallel.ForEachAsync(
            rows.Chunk(TableRules.MaxActions),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (chunk, stop) =>
                await tables.Cases.SubmitTransactionAsync(
                    chunk.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)),
                    stop
                )
        );
    }

    private static IEnumerable<TableEntity> RowsOf(string board, BoardCard card)
    {
        var text = JsonSerializer.Serialize(card, BoardJson.Default.BoardCard);
        string[] keys = [.. BoardRows.IndexKeys(card)];
        yield return new TableEntity(board, BoardRows.CardKey(card.Case))
        {
            ["Through"] = 1,
            ["Card"] = text,
            ["Keys"] = string.Join('\n', keys),
            ["Figures"] = JsonSerializer.Serialize(
                new Dictionary<string, int>(BoardFigures.Of(card)),
                BoardJson.Default.DictionaryStringInt32
            ),
        };
        foreach (var key in keys)
            yield return new TableEntity(board, key) { ["Card"] = text };
    }
}
