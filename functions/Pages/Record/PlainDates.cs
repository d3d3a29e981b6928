using System.Globalization;

namespace IntegrationHub.Functions.Pages.Record;

/// <summary>Dates as people in England write them; a FHIR date keeps the precision it was told with.</summary>
internal static class PlainDates
{
    private static readonly TimeZoneInfo England = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    /// <summary>A FHIR date, dateTime or instant; what is none of them stays as it is.</summary>
    internal static string Of(string date) =>
        date.Length switch
        {
            4 => date,
            7 when Parse(date, "yyyy-MM") is { } month => month.ToString("MMMM yyyy", CultureInfo.InvariantCulture),
            10 when Parse(date, "yyyy-MM-dd") is { } day => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture),
            > 10 when DateTimeOffset.TryParse(date, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) => Of(
                moment
            ),
            _ => date,
        };

    /// <summary>Registers of deaths know days: a death at midnight to the second is a day, written as its sender wrote it.</summary>
    internal static string OfDeath(string date) =>
        date.Length > 10 && date.AsSpan(10).StartsWith("T00:00:00", StringComparison.Ordinal) ? Of(date[..10]) : Of(date);

    internal static string Of(DateTimeOffset moment) =>
        TimeZoneInfo.ConvertTime(moment, England).ToString("d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture);

    internal static string WithSeconds(DateTimeOffset moment) =>
        TimeZoneInfo.ConvertTime(moment, England).ToString("d MMMM yyyy, HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>When a day begins in England.</summary>
    internal static DateTimeOffset Beginning(DateOnly day) => TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(TimeOnly.MinValue), England);

    private static DateOnly? Parse(string text, string format) =>
        DateOnly.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
}
