using IntegrationHub.Functions.Discharge.Shown;
using IntegrationHub.Hypertext;

namespace IntegrationHub.Functions.Pages.Boards;

/// <summary>Pure: the boards that somebody may see.</summary>
internal static class BoardListPage
{
    internal static Page Write(ShownBoards boards) =>
        new(
            "Discharge boards",
            Html.Of(
                $"""
                <h1 class="nhsuk-heading-xl">Discharge boards</h1>
                {(
                    boards.Boards.Count == 0
                        ? Html.Of($"<p>There is no board that you may see.</p>")
                        : Html.Of($"<ul class=\"nhsuk-list hub-boards\">{Html.Each(boards.Boards, Line)}</ul>")
                )}
                """
            )
        )
        {
            Styles = ["board.css"],
        };

    private static Html Line(ShownBoardName board) =>
        Html.Of(
            $"""
            <li>
            <h2 class="nhsuk-heading-m"><a href="/boards/{board.Board}">{board.Name}</a></h2>
            <p>{(board.Kind == "council" ? "The council's cases" : "The discharge hub's cases")}.
            <a href="/boards/{board.Board}/figures">Figures<span class="nhsuk-u-visually-hidden"> of {board.Name}</span></a>
            <a href="/boards/{board.Board}/wall">Wall screen<span class="nhsuk-u-visually-hidden"> of {board.Name}</span></a></p>
            </li>
            """
        );
}
