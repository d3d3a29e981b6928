using Azure;
using Azure.Data.Tables;
using IntegrationHub.Storage;

namespace IntegrationHub.Discharge.Boards;

/// <param name="Count">How many cases stand in it; of those who left, null: the newest are shown.</param>
/// <param name="Cards">The most urgent first.</param>
public sealed record BoardColumnView(string Name, int? Count, IReadOnlyList<BoardCard> Cards);

/// <param name="Count">How many open cases answer to it.</param>
public sealed record BoardChoice(BoardFilter Filter, int Count);

/// <summary>A board as it stands.</summary>
/// <param name="Tag">Names this state of the board among all of its states.</param>
/// <param name="Counts">All counts of now: see <see cref="BoardFigures"/>.</param>
public sealed record BoardView(
    string Board,
    string Tag,
    IReadOnlyList<BoardColumnView> Columns,
    IReadOnlyList<BoardChoice> Choices,
    IReadOnlyDictionary<string, int> Counts
);

/// <summary>One day of a board.</summary>
/// <param name="Day">yyyy-MM-dd, London.</param>
public sealed record BoardDay(string Day, IReadOnlyDictionary<string, int> Counts);

/// <summary>Reads boards: one point read of the counts and one range of keys a column, however many cases there are.</summary>
public sealed class BoardReads(Tables tables)
{
    /// <summary>Cards of a column that are shown at once.</summary>
    public const int CardsAColumn = 50;

    /// <summary>Cards looked through where two filters hold at once.</summary>
    private const int MostLookedThrough = 1000;

    /// <summary>Changes with every change of the board; "0" for one that nothing was ever on.</summary>
    public async Task<string> TagAsync(string board, CancellationToken cancellationToken) =>
        TagOf(await CountsRowAsync(board, cancellationToken));

    /// <param name="filters">All hold at once; empty for the whole board.</param>
    public async Task<BoardView> ReadAsync(string board, IReadOnlyList<BoardFilter> filters, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filters);
        var row = await CountsRowAsync(board, cancellationToken);
        var counts = BoardRows.CountsIn(row);
        // The list of the rarest filter is the shortest to look through.
        var list = filters.Count == 0 ? BoardFilter.None : filters.MinBy(filter => TotalOf(filter, counts))!;
        var rest = filters.Where(filter => filter != list).ToList();
        var columns = await Task.WhenAll(
            BoardColumn.All.Select(column => ReadColumnAsync(board, column, list, rest, counts, cancellationToken))
        );
        return new BoardView(board, TagOf(row), columns, ChoicesIn(counts), counts);
    }

    /// <summary>The days from the first to the last, both included, that have any count.</summary>
    public async Task<IReadOnlyList<BoardDay>> ReadDaysAsync(string board, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var (first, last) = (BoardRows.FiguresKey(Name(from)), BoardRows.FiguresKey(Name(to)));
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {board} and RowKey ge {first} and RowKey le {last}");
        var days = new List<BoardDay>();
        await foreach (var row in tables.Cases.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            days.Add(new BoardDay(row.RowKey[2..], BoardRows.CountsIn(row)));
        return days;

        static string Name(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>One case's card on a board, or null.</summary>
    public async Task<BoardCard?> ReadCardAsync(string board, string caseId, CancellationToken cancellationToken)
    {
        var row = await tables.Cases.GetEntityIfExistsAsync<TableEntity>(
            board,
            BoardRows.CardKey(caseId),
            cancellationToken: cancellationToken
        );
        return row.HasValue && row.Value!.GetString("Card") is not null ? BoardRows.CardIn(row.Value) : null;
    }

    private async Task<BoardColumnView> ReadColumnAsync(
        string board,
        string column,
        BoardFilter list,
        List<BoardFilter> rest,
        Dictionary<string, int> counts,
        CancellationToken cancellationToken
    )
    {
        var isLeft = column == BoardColumn.Left;
        // Those who left are on the whole list only.
        var prefix = BoardRows.ColumnPrefix(isLeft ? BoardFilter.None : list, column);
        List<BoardFilter> asked = isLeft ? [] : rest;
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {board} and RowKey ge {prefix} and RowKey lt {prefix + "~"}");
        var cards = new List<BoardCard>();
        var looked = 0;
        var found = 0;
        await foreach (
            var row in tables.Cases.QueryAsync<TableEntity>(
                filter,
                maxPerPage: asked.Count == 0 ? CardsAColumn : MostLookedThrough,
                cancellationToken: cancellationToken
            )
        )
        {
            looked++;
            var card = BoardRows.CardIn(row);
            if (asked.TrueForAll(one => one.Holds(card)))
            {
                found++;
                if (cards.Count < CardsAColumn)
                    cards.Add(card);
            }

            if (looked == (asked.Count == 0 ? CardsAColumn : MostLookedThrough))
                break;
        }

        var count =
            isLeft ? (int?)null
            : asked.Count > 0 ? found
            : counts.GetValueOrDefault(BoardFigures.NameOf(list, column));
        return new BoardColumnView(column, count, cards);
    }

    private async Task<TableEntity?> CountsRowAsync(string board, CancellationToken cancellationToken)
    {
        var row = await tables.Cases.GetEntityIfExistsAsync<TableEntity>(
            board,
            BoardRows.FiguresKey(BoardFigures.Now),
            cancellationToken: cancellationToken
        );
        return row.HasValue ? row.Value : null;
    }

    private static string TagOf(TableEntity? row)
    {
        if (row is null)
            return "0";
        Span<byte> hash = stackalloc byte[32];
        Identifiers.FramedHash.Sha256(hash, row.ETag.ToString());
        return Identifiers.Base32.Encode(hash[..10]);
    }

    private static int TotalOf(BoardFilter filter, Dictionary<string, int> counts) =>
        BoardColumn.All.Sum(column => counts.GetValueOrDefault(BoardFigures.NameOf(filter, column)));

    private static IReadOnlyList<BoardChoice> ChoicesIn(Dictionary<string, int> counts) =>
        [
            .. counts
                .Select(count => (Filter: BoardFigures.FilterIn(count.Key), count.Value))
                .Where(choice => choice.Filter is not null)
                .GroupBy(choice => choice.Filter!)
                .Select(choice => new BoardChoice(choice.Key, choice.Sum(each => each.Value)))
                .OrderBy(choice => choice.Filter.By)
                .ThenBy(choice => choice.Filter.Value, StringComparer.Ordinal),
        ];
}
