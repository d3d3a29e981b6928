using System.Text.Json.Serialization;
using IntegrationHub.Directory;
using IntegrationHub.Discharge.Boards;

namespace IntegrationHub.Functions.Discharge.Shown;

/// <summary>A board's counts: now, and day by day, as its cases are known now.</summary>
/// <param name="Waiting">Open cases by column, in the board's order.</param>
/// <param name="Delays">By reason, cases that are delayed now, the most first.</param>
/// <param name="Days">Every day asked for, the oldest first; London's days.</param>
internal sealed record ShownFigures(
    string Board,
    string Name,
    DateTimeOffset AsAt,
    IReadOnlyList<ShownCount> Waiting,
    IReadOnlyList<ShownCount> Delays,
    IReadOnlyList<ShownDay> Days
)
{
    internal static ShownFigures Of(
        CaseBoard board,
        BoardStanding standing,
        IReadOnlyList<BoardDay> days,
        DateOnly from,
        DateOnly to,
        DateTimeOffset now
    )
    {
        var known = days.ToDictionary(day => day.Day);
        return new ShownFigures(
            board.Id,
            board.Name,
            now,
            [
                .. BoardColumn
                    .All.Where(standing.Columns.ContainsKey)
                    .Select(column => new ShownCount(column, CaseWords.Column(column), standing.Columns[column])),
            ],
            [
                .. standing
                    .Delays.OrderByDescending(delay => delay.Value)
                    .ThenBy(delay => delay.Key, StringComparer.Ordinal)
                    .Select(delay => new ShownCount(delay.Key, CaseWords.Delay(delay.Key), delay.Value)),
            ],
            [
                .. Enumerable
                    .Range(0, to.DayNumber - from.DayNumber + 1)
                    .Select(from.AddDays)
                    .Select(day =>
                        known.TryGetValue(day, out var counted)
                            ? new ShownDay(day, counted.Admitted, counted.Ready, counted.Left, counted.ReadyHours, counted.Delays)
                            : new ShownDay(day, 0, 0, 0, null, new Dictionary<string, int>())
                    ),
            ]
        );
    }
}

/// <param name="Label">For people.</param>
internal sealed record ShownCount(string Code, string Label, int Count);

/// <param name="ReadyHours">In the mean, of those who left that day, from ready to left; left out where there is none.</param>
/// <param name="Delays">By reason, the delays that began that day and stand still.</param>
internal sealed record ShownDay(
    DateOnly Day,
    int Admitted,
    int Ready,
    int Left,
    double? ReadyHours,
    [property: JsonPropertyName("delaysBegun")] IReadOnlyDictionary<string, int> Delays
);
