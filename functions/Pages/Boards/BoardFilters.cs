using IntegrationHub.Functions.Discharge.Shown;
using IntegrationHub.Hypertext;

namespace IntegrationHub.Functions.Pages.Boards;

/// <summary>Pure: the lists by which a board is narrowed. Chosen values stay although nobody answers to them any more.</summary>
internal static class BoardFilters
{
    private static readonly (string By, string Label)[] Lists =
    [
        ("ward", "Ward"),
        ("pathway", "Pathway"),
        ("neighbourhood", "Neighbourhood"),
        ("turn", "Who must act"),
    ];

    internal static Html Write(ShownBoard board) =>
        Html.Of(
            $"""
            <form class="hub-filters" method="get" action="/boards/{board.Board}" aria-label="Narrow the board">
            {Html.Each(Lists, list => List(list.By, list.Label, board.Choices))}
            <button class="nhsuk-button nhsuk-button--secondary" type="submit">Show</button>
            {(board.IsNarrowed ? Html.Of($"<a href=\"/boards/{board.Board}\">Show everybody</a>") : Html.Empty)}
            </form>
            """
        );

    private static Html List(string by, string label, IReadOnlyList<ShownChoice> choices) =>
        Html.Of(
            $"""
            <div class="hub-filter">
            <label class="nhsuk-label" for="by-{by}">{label}</label>
            <select class="nhsuk-select" id="by-{by}" name="{by}">
            <option value="">All</option>
            {Html.Each(choices.Where(choice => choice.By == by), Option)}
            </select>
            </div>
            """
        );

    private static Html Option(ShownChoice choice) =>
        Html.Of(
            $"<option value=\"{choice.Token}\"{(choice.Chosen ? Html.Of($" selected=\"selected\"") : Html.Empty)}>{choice.Label} ({choice.Count})</option>\n"
        );
}
