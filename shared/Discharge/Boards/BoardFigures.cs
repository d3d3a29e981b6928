using System.Globalization;

namespace IntegrationHub.Discharge.Boards;

/// <summary>
/// Pure: what one card adds to the counts of its board, which are the sums over its cards (<see cref="CountedRows"/>).
/// </summary>
internal static class BoardFigures
{
    /// <summary>The row of what stands now.</summary>
    internal const string Now = "now";

    private const double TenthsAnHour = 10;
    private const string DelayPrefix = "delay:";
    private const string LeftAfterReady = "left-after-ready";
    private const string ReadyTenths = "ready-tenths-of-hours";

    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    /// <summary>By <c>{row}|{name}</c>: the row is <see cref="Now"/>, or a day as yyyy-MM-dd in London.</summary>
    internal static IReadOnlyDictionary<string, int> Of(BoardCard card)
    {
        var figures = new Dictionary<string, int>(StringComparer.Ordinal);
        if (card.IsOpen)
        {
            foreach (var filter in BoardFilter.Of(card))
                Add(Now, NameOf(filter, BoardColumn.Of(card)));
            if (card.Delay is { } standing)
                Add(Now, DelayPrefix + standing.Code);
        }

        if (card.AdmittedAt is { } admitted)
            Add(DayOf(admitted), "admitted");
        if (card.ReadyAt is { } ready)
            Add(DayOf(ready), "ready");
        if (card.Delay is { } delay)
            Add(DayOf(delay.Since), DelayPrefix + delay.Code);
        if (card is { IsOpen: false, LeftAt: { } left })
        {
            Add(DayOf(left), "left");
            if (card.Pathway is { } pathway)
                Add(DayOf(left), $"left-pathway:{pathway.ToString(CultureInfo.InvariantCulture)}");
            if (card.ReadyAt is { } since && left > since)
            {
                Add(DayOf(left), LeftAfterReady);
                Add(DayOf(left), ReadyTenths, (int)Math.Round((left - since).TotalHours * TenthsAnHour));
            }
        }

        return figures;

        void Add(string row, string name, int count = 1) => figures[$"{row}|{name}"] = figures.GetValueOrDefault($"{row}|{name}") + count;
    }

    internal static string NameOf(BoardFilter filter, string column) =>
        filter.By is BoardDimension.All ? $"all:{column}" : $"{DimensionName(filter.By)}={filter.Value}:{column}";

    /// <summary>The filter in a count's name; null where the count is of the whole board or of something else.</summary>
    internal static BoardFilter? FilterIn(string name)
    {
        var (equals, colon) = (name.IndexOf('=', StringComparison.Ordinal), name.LastIndexOf(':'));
        if (equals < 0 || colon < equals)
            return null;
        var dimension = Enum.GetValues<BoardDimension>().FirstOrDefault(by => name.AsSpan(0, equals).SequenceEqual(DimensionName(by)));
        return dimension is 0 or BoardDimension.All ? null : new BoardFilter(dimension, name[(equals + 1)..colon]);
    }

    internal static IReadOnlyDictionary<string, int> DelaysIn(IReadOnlyDictionary<string, int> counts) =>
        counts
            .Where(count => count.Key.StartsWith(DelayPrefix, StringComparison.Ordinal))
            .ToDictionary(count => count.Key[DelayPrefix.Length..], count => count.Value, StringComparer.Ordinal);

    internal static BoardDay DayIn(string day, Dictionary<string, int> counts) =>
        new(
            DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture),
            counts.GetValueOrDefault("admitted"),
            counts.GetValueOrDefault("ready"),
            counts.GetValueOrDefault("left"),
            counts.TryGetValue(LeftAfterReady, out var after) && after > 0
                ? counts.GetValueOrDefault(ReadyTenths) / TenthsAnHour / after
                : null,
            DelaysIn(counts)
        );

    internal static string DimensionName(BoardDimension by) =>
        by switch
        {
            BoardDimension.Ward => "ward",
            BoardDimension.Pathway => "pathway",
            BoardDimension.Neighbourhood => "neighbourhood",
            BoardDimension.Turn => "turn",
            _ => "all",
        };

    internal static string DayOf(DateTimeOffset moment) =>
        TimeZoneInfo.ConvertTime(moment, London).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
