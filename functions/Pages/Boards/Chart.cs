using System.Globalization;
using IntegrationHub.Functions.Discharge.Shown;
using IntegrationHub.Hypertext;

namespace IntegrationHub.Functions.Pages.Boards;

/// <summary>A line of a chart.</summary>
/// <param name="Name">Also its class, in lower case: colour, dashes and marks are the stylesheet's.</param>
internal sealed record ChartSeries(string Name, IReadOnlyList<double?> Values);

/// <summary>Pure: small charts as SVG, drawn here so that nothing is loaded. Each says by its title what a table beside it says in figures.</summary>
internal static class Chart
{
    private const int Width = 360;
    private const int BarRow = 36;
    private const int BarTop = 16;
    private const int LongestBar = 320;
    private const int PlotLeft = 32;
    private const int PlotTop = 12;
    private const int PlotHeight = 130;
    private const int PlotWidth = Width - PlotLeft - 8;

    /// <summary>Bars beside each other's labels, one under the other.</summary>
    internal static Html Bars(string id, string title, IReadOnlyList<ShownCount> counts)
    {
        var most = Math.Max(1, counts.Select(count => count.Count).DefaultIfEmpty().Max());
        return Svg(
            id,
            title,
            counts.Count * BarRow + 4,
            Html.Each(
                counts.Select((count, at) => (count, Top: at * BarRow)),
                row =>
                {
                    var length = row.count.Count * LongestBar / most;
                    return Html.Of(
                        $"""
                        <text x="0" y="{row.Top + 12}">{row.count.Label}</text>
                        <rect class="hub-chart__bar" x="0" y="{row.Top + BarTop}" width="{length}" height="14"></rect>
                        <text x="{length + 5}" y="{row.Top + BarTop + 11}">{row.count.Count}</text>

                        """
                    );
                }
            )
        );
    }

    /// <summary>Lines over days.</summary>
    internal static Html Lines(string id, string title, IReadOnlyList<DateOnly> days, IReadOnlyList<ChartSeries> series)
    {
        var most = MostOf(series);
        return Svg(
            id,
            title,
            PlotTop + PlotHeight + 24,
            Html.Of(
                $"{Frame(days, most)}{Html.Each(series, one => Html.Of($"<polyline class=\"hub-chart__line hub-chart__line--{one.Name.ToLowerInvariant()}\" points=\"{Points(one, days.Count, most)}\"></polyline>\n"))}"
            )
        );
    }

    /// <summary>One bar a day.</summary>
    internal static Html Days(string id, string title, IReadOnlyList<DateOnly> days, ChartSeries series)
    {
        var most = MostOf([series]);
        var wide = Math.Max(1, PlotWidth / Math.Max(1, days.Count) - 1);
        return Svg(
            id,
            title,
            PlotTop + PlotHeight + 24,
            Html.Of(
                $"{Frame(days, most)}{Html.Each(series.Values.Select((value, at) => (value, at)).Where(bar => bar.value is not null), bar => Html.Of($"<rect class=\"hub-chart__bar\" x=\"{Math.Clamp(X(bar.at, days.Count) - wide / 2, PlotLeft, PlotLeft + PlotWidth - wide)}\" y=\"{Y(bar.value!.Value, most)}\" width=\"{wide}\" height=\"{PlotTop + PlotHeight - Y(bar.value.Value, most)}\"></rect>\n"))}"
            )
        );
    }

    internal static Html Svg(string id, string title, int height, Html content) =>
        Html.Of(
            $"""
            <svg class="hub-chart" viewBox="0 0 {Width} {height}" role="img" aria-labelledby="{id}-picture">
            <title id="{id}-picture">{title}</title>
            {content}
            </svg>
            """
        );

    private static Html Frame(IReadOnlyList<DateOnly> days, int most) =>
        Html.Of(
            $"""
            <line class="hub-chart__axis" x1="{PlotLeft}" y1="{PlotTop}" x2="{PlotLeft + PlotWidth}" y2="{PlotTop}"></line>
            <line class="hub-chart__axis" x1="{PlotLeft}" y1="{PlotTop + PlotHeight}" x2="{PlotLeft + PlotWidth}" y2="{PlotTop
                + PlotHeight}"></line>
            <text x="{PlotLeft - 5}" y="{PlotTop + 4}" text-anchor="end">{most}</text>
            <text x="{PlotLeft - 5}" y="{PlotTop + PlotHeight + 4}" text-anchor="end">0</text>
            <text x="{PlotLeft}" y="{PlotTop + PlotHeight + 18}">{Short(days[0])}</text>
            <text x="{PlotLeft + PlotWidth}" y="{PlotTop + PlotHeight + 18}" text-anchor="end">{Short(days[^1])}</text>

            """
        );

    private static string Points(ChartSeries series, int days, int most) =>
        string.Join(
            ' ',
            series.Values.Select((value, at) => string.Create(CultureInfo.InvariantCulture, $"{X(at, days)},{Y(value ?? 0, most)}"))
        );

    private static int MostOf(IReadOnlyList<ChartSeries> series) =>
        Math.Max(1, (int)Math.Ceiling(series.SelectMany(one => one.Values).Select(value => value ?? 0).DefaultIfEmpty().Max()));

    private static int X(int at, int days) => PlotLeft + (days == 1 ? PlotWidth / 2 : at * PlotWidth / (days - 1));

    private static int Y(double value, int most) => PlotTop + PlotHeight - (int)Math.Round(value * PlotHeight / most);

    private static string Short(DateOnly day) => day.ToString("d MMM", CultureInfo.InvariantCulture);
}
