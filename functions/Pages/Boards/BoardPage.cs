using IntegrationHub.Access;
using IntegrationHub.Discharge.Boards;
using IntegrationHub.Functions.Discharge;
using IntegrationHub.Functions.Discharge.Shown;
using IntegrationHub.Hypertext;

namespace IntegrationHub.Functions.Pages.Boards;

/// <summary>Pure: a board as a page. What stands in <c>#board</c> is replaced by board.js when it changes; the rest stays.</summary>
internal static class BoardPage
{
    internal static Page Write(ShownBoard board, IReadOnlyList<BoardAsk> asked, string etag)
    {
        var address = $"/boards/{board.Board}{BoardQueries.AddressOf(asked)}";
        var card = new CardPart(board);
        return new Page(
            $"{board.Name}: board",
            Html.Of(
                $"""
                <div class="hub-record-head">
                <h1 class="nhsuk-heading-l">{board.Name}</h1>
                <p class="hub-board-links"><a href="/boards/{board.Board}/figures">Figures</a> <a href="/boards/{board.Board}/wall">Wall screen</a> <a href="/boards">All boards</a></p>
                <form method="post" action="/boards/{board.Board}/wall/pass"><button class="hub-small-button" type="submit">Make this the wall screen for {(int)
                    WallPasses.Lifetime.TotalHours} hours<span class="nhsuk-u-visually-hidden">: signs this browser out of everything else</span></button></form>
                </div>
                {BoardFilters.Write(board)}
                <p class="hub-live" id="live" role="status" data-poll="{address}"></p>
                <div id="board" data-etag="{etag}" data-state="{board.Tag}">
                <p class="hub-board-now">{Summary(board)} Shown as of {CaseTimes.Clock(
                    board.AsAt
                )}. <a id="refresh" href="{address}">Refresh</a></p>
                <nav class="hub-jump" aria-label="Columns of the board"><ul>
                {(
                    board.Tasks is null
                        ? Html.Empty
                        : Html.Of($"<li><a href=\"#tasks\">Your tasks <strong>{board.TaskCount ?? 0}</strong></a></li>\n")
                )}
                {Html.Each(InOrder(board.Columns), Jump)}
                </ul></nav>
                {(board.Tasks is { } tasks ? TaskPart.Write(tasks, board.TaskCount ?? 0) : Html.Empty)}
                <div class="hub-columns">
                {Html.Each(InOrder(board.Columns), column => Column(column, board, card))}
                </div>
                </div>
                """
            )
        )
        {
            Scripts = ["board.js"],
            Styles = ["board.css"],
            Polls = true,
            Shape = PageShape.Wide,
        };
    }

    /// <summary>Those whom nobody needs to look at in the morning come last: who is only expected, and who has left.</summary>
    private static IEnumerable<ShownColumn> InOrder(IReadOnlyList<ShownColumn> columns) =>
        columns.OrderBy(column => column.Column is "expected" or BoardColumn.Left);

    private static string Summary(ShownBoard board)
    {
        var all = board.Open == 1 ? "1 open case." : $"{board.Open} open cases.";
        if (!board.IsNarrowed)
            return all;
        var shown = board.Columns.Sum(column => column.Count ?? 0);
        return $"{(board.Columns.Any(column => column.AtLeast) ? "At least " : "")}{shown} of {all}";
    }

    private static Html Jump(ShownColumn column) =>
        Html.Of($"<li><a href=\"#{column.Column}\">{CaseWords.Column(column.Column)} <strong>{CountOf(column)}</strong></a></li>\n");

    private static Html Column(ShownColumn column, ShownBoard board, CardPart card) =>
        Html.Of(
            $"""
            <section class="hub-column hub-column--{column.Column}" id="{column.Column}" aria-labelledby="{column.Column}-title">
            <h2 class="hub-column__title" id="{column.Column}-title" tabindex="-1">{CaseWords.Column(
                column.Column
            )} <span class="hub-count">{CountOf(column)}</span></h2>
            {(
                column.Cards.Count == 0
                    ? Html.Of($"<p class=\"hub-column__none\">Nobody.</p>")
                    : Html.Of($"<ol class=\"hub-cards\">{Html.Each(column.Cards, card.Write)}</ol>")
            )}
            {Html.When(MoreOf(column, board), text => Html.Of($"<p class=\"hub-column__more\">{text}</p>"))}
            </section>
            """
        );

    private static string CountOf(ShownColumn column) => column.Count is { } count ? $"{count}{(column.AtLeast ? " or more" : "")}" : "";

    private static string? MoreOf(ShownColumn column, ShownBoard board) =>
        column is { Column: BoardColumn.Left, Cards.Count: BoardReads.CardsAColumn } ? $"The {column.Cards.Count} who left last are shown."
        : column.Count > column.Cards.Count
            ? $"The {column.Cards.Count} most urgent are shown.{(board.IsNarrowed ? "" : " Narrow the board to see others.")}"
        : null;
}
