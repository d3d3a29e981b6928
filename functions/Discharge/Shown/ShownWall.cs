using IntegrationHub.Directory;
using IntegrationHub.Discharge.Boards;

namespace IntegrationHub.Functions.Discharge.Shown;

/// <summary>The boards that a caller may see.</summary>
internal sealed record ShownBoards(IReadOnlyList<ShownBoardName> Boards);

/// <param name="Kind"><c>discharge-hub</c> or <c>council</c>.</param>
internal sealed record ShownBoardName(string Board, string Name, string Kind)
{
    internal static ShownBoardName Of(CaseBoard board) => new(board.Id, board.Name, KindOf(board));

    internal static string KindOf(CaseBoard board) => board is CaseBoard.OfHub ? "discharge-hub" : "council";
}

/// <summary>A board for a screen on a wall: nothing in it says or leads to whose stay it is.</summary>
internal sealed record ShownWall(string Board, string Name, DateTimeOffset AsAt, IReadOnlyList<ShownWallColumn> Columns)
{
    [System.Text.Json.Serialization.JsonIgnore]
    public string Tag { get; init; } = "";

    /// <summary>Cards that one column of a screen has room for.</summary>
    private const int CardsAColumn = 8;

    internal static ShownWall Of(CaseBoard board, BoardView view, DateTimeOffset now) =>
        new(
            board.Id,
            board.Name,
            now,
            [
                .. view
                    .Columns.Where(column => column.Name != BoardColumn.Left)
                    .Select(column => new ShownWallColumn(
                        column.Name,
                        column.Count ?? column.Cards.Count,
                        [.. column.Cards.Take(CardsAColumn).Select(card => Card(card, now))]
                    )),
            ]
        )
        {
            Tag = view.Tag,
        };

    private static ShownWallCard Card(BoardCard card, DateTimeOffset now)
    {
        var next = card.NextClock ?? (card.Clocks.Count > 0 ? card.Clocks[0] : null);
        var reading = next is null ? null : ClockReading.Of(next, now);
        return new ShownWallCard(
            WallTag.Of(card.Case),
            CaseWords.StateCode(card.State),
            card.Ward,
            card.Pathway,
            next?.Kind,
            reading?.Standing.ToString().ToLowerInvariant(),
            reading?.Words
        );
    }
}

internal sealed record ShownWallColumn(string Column, int Count, IReadOnlyList<ShownWallCard> Cards);

/// <param name="Tag">By which people who may see the board find the case on it.</param>
/// <param name="Clock">acknowledge, assess or arrange: the clock that runs out first.</param>
internal sealed record ShownWallCard(string Tag, string State, string? Ward, int? Pathway, string? Clock, string? Standing, string? Words);
