using System.Globalization;

namespace IntegrationHub.CareRecord.OneFact;

/// <summary>A FHIR date as far as its precision goes. Days are England's: that is where both sources wrote theirs.</summary>
internal readonly struct FactDate
{
    private const int DayLength = 10;

    private static readonly TimeZoneInfo England = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    private FactDate(string text, long? minute) => (Text, Minute) = (text, minute);

    /// <summary>yyyy, yyyy-MM or yyyy-MM-dd.</summary>
    public string Text { get; }

    /// <summary>Minutes since year 1 in UTC, where a time was told.</summary>
    public long? Minute { get; }

    /// <summary>Null where only a month or a year was told.</summary>
    public string? Day => Text.Length == DayLength ? Text : null;

    /// <summary>Null for what is no FHIR date.</summary>
    public static FactDate? Of(string? text)
    {
        if (text is null || text.Length < 4)
            return null;
        if (text.Length <= DayLength)
            return text.Length is 4 or 7 or DayLength ? new FactDate(text, null) : null;
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            return null;
        return new FactDate(DayOf(time.UtcDateTime), time.UtcTicks / TimeSpan.TicksPerMinute);
    }

    // England is never more than an hour ahead of UTC: only the last hour of a day can belong to the next.
    private static string DayOf(DateTime utc) =>
        (utc.Hour < 23 ? utc : TimeZoneInfo.ConvertTimeFromUtc(utc, England)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Whether both may mean the same moment: 2019 and 2019-04-12 do, 2019-04 and 2019-05 do not.</summary>
    public bool Overlaps(FactDate other)
    {
        var (shorter, longer) = Text.Length <= other.Text.Length ? (Text, other.Text) : (other.Text, Text);
        return longer.StartsWith(shorter, StringComparison.Ordinal);
    }

    /// <summary>Whether it lies wholly before: not where the precision leaves it open.</summary>
    public bool IsBefore(FactDate other) => !Overlaps(other) && string.CompareOrdinal(Text, other.Text) < 0;

    public bool IsSameMinute(FactDate other) => Minute is null || other.Minute is null || Minute == other.Minute;
}
