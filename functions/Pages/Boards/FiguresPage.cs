using System.Globalization;
using IntegrationHub.Functions.Discharge.Shown;
using IntegrationHub.Hypertext;

namespace IntegrationHub.Functions.Pages.Boards;

/// <summary>Pure: a board's figures as pictures, with a table beside each.</summary>
internal static class FiguresPage
{
    private static readonly int[] Spans = [7, 28, 92];

    internal static Page Write(ShownFigures figures)
    {
        var days = figures.Days.Select(day => day.Day).ToList();
        return new Page(
            $"{figures.Name}: figures",
            Html.Of(
                $"""
                <div class="hub-record-head">
                <h1 class="nhsuk-heading-l">{figures.Name}: figures</h1>
                <p class="hub-board-links"><a href="/boards/{figures.Board}">Board</a></p>
                </div>
                <p>As of {CaseTimes.Of(figures.AsAt, figures.AsAt)}. Days are those of England; what is told later about a day changes its figures.</p>
                <nav class="hub-jump" aria-label="How many days"><ul>
                {Html.Each(Spans, span => Span(figures, span))}
                </ul></nav>
                {Part(
                    "waiting",
                    "Waiting now",
                    Chart.Bars("waiting", "Open cases now by column of the board", figures.Waiting),
                    CountTable("Open cases by column", "Column", figures.Waiting)
                )}
                {Part(
                    "delays",
                    "Delayed now, by reason",
                    figures.Delays.Count == 0
                        ? Html.Of($"<p>Nobody is delayed.</p>")
                        : Chart.Bars("delays", "Cases delayed now by reason", figures.Delays),
                    figures.Delays.Count == 0 ? Html.Empty : CountTable("Cases delayed by reason", "Reason", figures.Delays)
                )}
                {Part(
                    "flow",
                    "Admitted, ready and left",
                    Html.Of(
                        $"{Chart.Lines("flow", "People admitted, ready to leave and gone, each day", days, Flow(figures))}{Legend()}"
                    ),
                    FlowTable(figures)
                )}
                {Part(
                    "hours",
                    "Hours from ready to left",
                    Chart.Days(
                        "hours",
                        "Hours from ready to left, in the mean of those who left each day",
                        days,
                        new ChartSeries("Hours", [.. figures.Days.Select(day => day.ReadyHours)])
                    ),
                    HoursTable(figures)
                )}
                """
            )
        )
        {
            Styles = ["board.css"],
        };
    }

    private static Html Span(ShownFigures figures, int span) =>
        figures.Days.Count == span
            ? Html.Of($"<li><strong aria-current=\"page\">{span} days</strong></li>\n")
            : Html.Of($"<li><a href=\"/boards/{figures.Board}/figures?days={span}\">{span} days</a></li>\n");

    private static IReadOnlyList<ChartSeries> Flow(ShownFigures figures) =>
        [
            new("Admitted", [.. figures.Days.Select(day => (double?)day.Admitted)]),
            new("Ready", [.. figures.Days.Select(day => (double?)day.Ready)]),
            new("Left", [.. figures.Days.Select(day => (double?)day.Left)]),
        ];

    private static Html Legend() =>
        Html.Of(
            $"""
            <ul class="hub-legend" aria-label="Lines">
            <li class="hub-legend--admitted">Admitted: solid</li>
            <li class="hub-legend--ready">Ready: dashed</li>
            <li class="hub-legend--left">Left: dotted</li>
            </ul>
            """
        );

    private static Html Part(string id, string heading, Html picture, Html table) =>
        Html.Of(
            $"""
            <section class="hub-figure" aria-labelledby="{id}-title">
            <h2 class="nhsuk-heading-m" id="{id}-title">{heading}</h2>
            <div class="hub-figure__both"><div>{picture}</div><div class="hub-figure__table" role="region" aria-label="Table: {heading}" tabindex="0">{table}</div></div>
            </section>
            """
        );

    private static Html CountTable(string caption, string what, IReadOnlyList<ShownCount> counts) =>
        Html.Of(
            $"""
            <table class="hub-table"><caption class="nhsuk-u-visually-hidden">{caption}</caption>
            <thead><tr><th scope="col">{what}</th><th scope="col" class="hub-table__number">Cases</th></tr></thead>
            <tbody>{Html.Each(
                counts,
                count => Html.Of($"<tr><th scope=\"row\">{count.Label}</th><td class=\"hub-table__number\">{count.Count}</td></tr>\n")
            )}</tbody></table>
            """
        );

    private static Html FlowTable(ShownFigures figures) =>
        Html.Of(
            $"""
            <table class="hub-table"><caption class="nhsuk-u-visually-hidden">People each day, the latest day first</caption>
            <thead><tr><th scope="col">Day</th><th scope="col" class="hub-table__number">Admitted</th><th scope="col" class="hub-table__number">Ready</th><th scope="col" class="hub-table__number">Left</th></tr></thead>
            <tbody>{Html.Each(
                figures.Days.Reverse(),
                day =>
                    Html.Of(
                        $"<tr><th scope=\"row\">{Name(day.Day)}</th><td class=\"hub-table__number\">{day.Admitted}</td><td class=\"hub-table__number\">{day.Ready}</td><td class=\"hub-table__number\">{day.Left}</td></tr>\n"
                    )
            )}</tbody></table>
            """
        );

    private static Html HoursTable(ShownFigures figures) =>
        Html.Of(
            $"""
            <table class="hub-table"><caption class="nhsuk-u-visually-hidden">Mean hours from ready to left, the latest day first</caption>
            <thead><tr><th scope="col">Day</th><th scope="col" class="hub-table__number">Mean hours</th></tr></thead>
            <tbody>{Html.Each(
                figures.Days.Reverse(),
                day =>
                    Html.Of(
                        $"<tr><th scope=\"row\">{Name(day.Day)}</th><td class=\"hub-table__number\">{day.ReadyHours?.ToString("0.0", CultureInfo.InvariantCulture) ?? "none"}</td></tr>\n"
                    )
            )}</tbody></table>
            """
        );

    private static string Name(DateOnly day) => day.ToString("ddd d MMM", CultureInfo.InvariantCulture);
}
