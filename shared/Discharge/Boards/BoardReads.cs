using Azure;
using Azure.Data.Tables;
using IntegrationHub.Storage;

namespace IntegrationHub.Discharge.Boards;

/// <param name="Count">How many cases stand in it; of those who left, null: the newest are shown.</param>
/// <param name="Cards">The most urgent first.</param>
public sealed record BoardColumnView(string Name, int? Count, IReadOnlyList<BoardCard> Cards)
{
    /// <summary>With several filters at once only so many cases are looked through: there may be more than <see cref="Count"/>.</summary>
    public bool IsAtLeast { get; init; }
}

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
)
{
    /// <summary>How many open cases stand on it, whatever the filters.</summary>
    public int Open => BoardReads.TotalOf(BoardFilter.None, Counts);
}

/// <summary>How many open cases stand on a board now.</summary>
/// <param name="Delays">By reason of the delay that stands.</param>
public sealed record BoardStanding(string Tag, IReadOnlyDictionary<string, int> Columns, IReadOnlyDictionary<string, int> Delays);

/// <summary>One day of a board, as its cases are known now.</summary>
/// <param name="ReadyHours">Of those who left on it: hours between ready and left, in the mean; null where nobody did who had been ready.</param>
/// <param name="Delays">By reason, the delays that began on it and stand still.</param>
public sealed record BoardDay(DateOnly Day, int Admitted, int Ready, int Left, double? ReadyHours, IReadOnlyDictionary<string, int> Delays);

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

    /// <param name="asked">All hold at once; empty for the whole board. What no open case answers to leaves the columns
    /// empty; those who left are on the whole board only.</param>
    public async Task<BoardView> ReadAsync(string board, IReadOnlyList<BoardAsk> asked, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(asked);
        var row = await CountsRowAsync(board, cancellationToken);
        var counts = BoardRows.CountsIn(row);
        var choices = ChoicesIn(counts);
        var filters = asked
            .Select(one => choices.FirstOrDefault(choice => choice.Filter.By == one.By && choice.Filter.Token == one.Token)?.Filter)
            .ToList();
        // The list of the rarest filter is the shortest to look through.
        var list = filters.OfType<BoardFilter>().MinBy(filter => TotalOf(filter, counts)) ?? BoardFilter.None;
        var rest = filters.OfType<BoardFilter>().Where(filter => filter != list).ToList();
        var none = filters.Contains(null);
        var columns = await Task.WhenAll(
            BoardColumn
                .All.Where(column => asked.Count == 0 || column != BoardColumn.Left)
                .Select(column =>
                    none
                        ? Task.FromResult(new BoardColumnView(column, 0, []))
                        : ReadColumnAsync(board, column, list, rest, counts, cancellationToken)
                )
        );
        return new BoardView(board, TagOf(row), columns, choices, counts);
    }

    /// <summary>The counts of now alone: how many open cases stand in each column, and how many for each reason of delay.</summary>
    public async Task<BoardStanding> ReadStandingAsync(string board, CancellationToken cancellationToken)
    {
        var row = await CountsRowAsync(board, cancellationToken);
        var counts = BoardRows.CountsIn(row);
        return new BoardStanding(
            TagOf(row),
            BoardColumn
                .All.Where(column => column != BoardColumn.Left)
                .ToDictionary(column => column, column => counts.GetValueOrDefault(BoardFigures.NameOf(BoardFilter.None, column))),
            BoardFigures.DelaysIn(counts)
        );
    }

    /// <summary>The days from the first to the last, both included, that have any count.</summary>
    public async Task<IReadOnlyList<BoardDay>> ReadDaysAsync(string board, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var (first, last) = (BoardRows.FiguresKey(Name(from)), BoardRows.FiguresKey(Name(to)));
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {board} and RowKey ge {first} and RowKey le {last}");
        var days = new List<BoardDay>();
        await foreach (var row in tables.Cases.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            days.Add(BoardFigures.DayIn(row.RowKey[2..], BoardRows.CountsIn(row)));
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
        var prefix = BoardRows.ColumnPrefix(list, column);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {board} and RowKey ge {prefix} and RowKey lt {prefix + "~"}");
        var cards = new List<BoardCard>();
        var looked = 0;
        var found = 0;
        await foreach (
            var row in tables.Cases.QueryAsync<TableEntity>(
                filter,
                maxPerPage: rest.Count == 0 ? CardsAColumn : MostLookedThrough,
                cancellationToken: cancellationToken
            )
        )
        {
            looked++;
            var card = BoardRows.CardIn(row);
            if (rest.TrueForAll(one => one.Holds(card)))
            {
                found++;
                if (cards.Count < CardsAColumn)
                    cards.Add(card);
            }

            if (looked == (rest.Count == 0 ? CardsAColumn : MostLookedThrough))
                break;
        }

        var count =
            column == BoardColumn.Left ? (int?)null
            : rest.Count > 0 ? found
            : counts.GetValueOrDefault(BoardFigures.NameOf(list, column));
        return new BoardColumnView(column, count, cards)
        {
            IsAtLeast = rest.Count > 0 && counts.GetValueOrDefault(BoardFigures.NameOf(list, column)) > looked,
        };
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

    internal static int TotalOf(BoardFilter filter, IReadOnlyDictionary<string, int> counts) =>
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
