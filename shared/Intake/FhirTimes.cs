using System.Globalization;

namespace IntegrationHub.Intake;

/// <summary>
/// FHIR dates and times (yyyy, yyyy-MM, yyyy-MM-dd, or a time with a zone) as moments in UTC. A date without a time covers its day,
/// month or year, so there are two moments to ask for. A second may have any number of digits: those below a tick (100 ns) are cut off.
/// </summary>
public static class FhirTimes
{
    private static readonly string[] Dates = ["yyyy", "yyyy-MM", "yyyy-MM-dd"];
    private static readonly string[] Times = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK"];

    /// <summary>The first moment the text may mean, or null when it is no FHIR date.</summary>
    public static DateTimeOffset? Instant(string? text)
    {
        if (text is null)
            return null;
        if (text.Length <= 10)
            return DateTimeOffset.TryParseExact(text, Dates, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
                ? date
                : null;
        return DateTimeOffset.TryParseExact(
            ToTicks(text),
            Times,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var time
        )
            ? time
            : null;
    }

    /// <summary>The last moment the text may mean.</summary>
    public static DateTimeOffset? LatestInstant(string? text) =>
        (Instant(text), text?.Length) switch
        {
            ({ } year, 4) => year.AddYears(1).AddTicks(-1),
            ({ } month, 7) => month.AddMonths(1).AddTicks(-1),
            ({ } day, 10) => day.AddDays(1).AddTicks(-1),
            var (instant, _) => instant,
        };

    private static string? ToTicks(string text)
    {
        const int Point = 19;
        const int Held = Point + 1 + 7;
        if (text.Length <= Point || text[Point] != '.')
            return text;
        var end = Point + 1;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
            end++;
        if (end == Point + 1)
            return null;
        return end > Held ? text.Remove(Held, end - Held) : text;
    }
}
