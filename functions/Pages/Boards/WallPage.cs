using IntegrationHub.Discharge.Boards;
using IntegrationHub.Functions.Discharge;
using IntegrationHub.Functions.Discharge.Shown;
using IntegrationHub.Hypertext;

namespace IntegrationHub.Functions.Pages.Boards;

/// <summary>Pure: a board for a screen that everybody who passes can read.</summary>
internal static class WallPage
{
    internal static Page Write(ShownWall wall, IReadOnlyList<BoardAsk> asked, string etag) =>
        new(
            $"{wall.Name}: wall screen",
            Html.Of(
                $"""
                <h1 class="hub-wall__title">{wall.Name}</h1>
                <p class="hub-live" id="live" role="status" data-poll="/boards/{wall.Board}/wall{BoardQueries.AddressOf(asked)}"></p>
                <div id="board" data-etag="{etag}" data-state="{wall.Tag}">
                <p class="hub-wall__now">As of {CaseTimes.Clock(wall.AsAt)}</p>
                <div class="hub-wall__columns">
                {Html.Each(wall.Columns, Column)}
                </div>
                </div>
                """
            )
        )
        {
            Scripts = ["board.js"],
            Styles = ["board.css"],
            Polls = true,
            Shape = PageShape.Wall,
        };

    private static Html Column(ShownWallColumn column) =>
        Html.Of(
            $"""
            <section class="hub-wall__column" aria-labelledby="{column.Column}-title">
            <h2 id="{column.Column}-title">{CaseWords.Column(column.Column)} <strong>{column.Count}</strong></h2>
            <ol>
            {Html.Each(column.Cards, Card)}
            </ol>
            {Html.When(
                column.Count > column.Cards.Count ? $"and {column.Count - column.Cards.Count} more" : null,
                text => Html.Of($"<p>{text}</p>")
            )}
            </section>
            """
        );

    private static Html Card(ShownWallCard card) =>
        Html.Of(
            $"""
            <li class="hub-wall__card hub-clock--{card.Standing ?? "none"}"><span class="hub-wall__ward">{card.Ward
                ?? "Ward not told"}</span>
            <span class="hub-wall__tag">{card.Tag}</span>
            {Html.When(
                card.Pathway is { } pathway ? $"Pathway {pathway}" : null,
                text => Html.Of($"<span class=\"hub-wall__pathway\">{text}</span>")
            )}
            {Html.When(card.Words, text => Html.Of($"<strong class=\"hub-wall__words\">{text}</strong>"))}</li>
            """
        );
}
