using IntegrationHub.Discharge.Cases;
using IntegrationHub.Functions.Discharge.Shown;
using IntegrationHub.Functions.Pages.Boards;
using IntegrationHub.Hypertext;

namespace IntegrationHub.Functions.Pages.Cases;

/// <summary>
/// Pure: a history as a picture. Numbered marks stand on one line when things happened; from each a stroke leads to when the hub knew, on a
/// second line, so that what was told late slopes.
/// </summary>
internal static class Timeline
{
    private const int Left = 12;
    private const int Right = 348;
    private const int Radius = 8;
    private const int LaneHeight = 20;
    private const int Between = 44;

    internal static Html Write(IReadOnlyList<HistoryMoment> history, DateTimeOffset now)
    {
        var times = history.Select(moment => moment.At).Concat(history.Select(moment => moment.KnownAt)).ToList();
        var scale = new Scale(times.Min(), times.Max());
        var lanes = Lanes(history, scale);
        var happened = (lanes.Max() + 1) * LaneHeight + 8;
        var height = happened + Between + 34;
        return Chart.Svg(
            "history",
            $"{history.Count} things told of this stay, from {CaseTimes.Of(scale.First, now)} to {CaseTimes.Of(scale.Last, now)}; the list below says each",
            height,
            Html.Of(
                $"""
                {Line(happened)}
                <text x="{Left}" y="{happened + 14}">{CaseTimes.Of(scale.First, now)}</text>
                <text x="{Right}" y="{happened + 14}" text-anchor="end">{CaseTimes.Of(scale.Last, now)}</text>
                {Line(happened + Between)}
                <text x="{Left}" y="{happened + Between + 14}">When the hub knew</text>
                {Html.Each(
                    history.Select((moment, at) => (moment, at)),
                    each => Mark(each.moment, each.at + 1, scale, happened, lanes[each.at])
                )}
                """
            )
        );
    }

    private static Html Mark(HistoryMoment moment, int number, Scale scale, int line, int lane)
    {
        var (x, y) = (scale.X(moment.At), line - Radius - 2 - lane * LaneHeight);
        var look =
            moment.IsConflict ? "conflict"
            : moment.IsReplaced ? "replaced"
            : "told";
        return Html.Of(
            $"""
            <line class="hub-timeline__known" x1="{x}" y1="{line}" x2="{scale.X(moment.KnownAt)}" y2="{line + Between}"></line>
            <circle class="hub-timeline__mark hub-timeline__mark--{look}" cx="{x}" cy="{y}" r="{Radius}"></circle>
            <text class="hub-timeline__number hub-timeline__number--{look}" x="{x}" y="{y + 3}" text-anchor="middle">{number}</text>

            """
        );
    }

    private static Html Line(int y) =>
        Html.Of($"<line class=\"hub-chart__axis\" x1=\"{Left}\" y1=\"{y}\" x2=\"{Right}\" y2=\"{y}\"></line>");

    /// <summary>Marks that would cover each other stand one above the other.</summary>
    private static int[] Lanes(IReadOnlyList<HistoryMoment> history, Scale scale)
    {
        var ends = new List<int>();
        var lanes = new int[history.Count];
        for (var i = 0; i < history.Count; i++)
        {
            var x = scale.X(history[i].At);
            var lane = ends.FindIndex(end => x - end > Radius * 2);
            if (lane < 0)
            {
                lane = ends.Count;
                ends.Add(0);
            }

            (lanes[i], ends[lane]) = (lane, x);
        }

        return lanes;
    }

    private readonly record struct Scale(DateTimeOffset First, DateTimeOffset Last)
    {
        internal int X(DateTimeOffset moment) =>
            First == Last ? (Left + Right) / 2 : Left + Radius + (int)((Right - Left - 2 * Radius) * ((moment - First) / (Last - First)));
    }
}
