using System.Globalization;

namespace IntegrationHub.Functions.Discharge.Shown;

/// <summary>Times as people at work say them, in England: without the day where it is today, without the year where it is this one.</summary>
internal static class CaseTimes
{
    private static readonly TimeZoneInfo England = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    internal static string Of(DateTimeOffset moment, DateTimeOffset now)
    {
        var (at, today) = (TimeZoneInfo.ConvertTime(moment, England), TimeZoneInfo.ConvertTime(now, England));
        var time = at.ToString("HH:mm", CultureInfo.InvariantCulture);
        return at.Date == today.Date
            ? $"today {time}"
            : $"{Day(DateOnly.FromDateTime(at.DateTime), DateOnly.FromDateTime(today.DateTime))} {time}";
    }

    internal static string Of(DateOnly day, DateTimeOffset now) =>
        Day(day, DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, England).DateTime));

    internal static DateOnly DayOf(DateTimeOffset moment) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, England).DateTime);

    internal static string Clock(DateTimeOffset moment) =>
        TimeZoneInfo.ConvertTime(moment, England).ToString("HH:mm", CultureInfo.InvariantCulture);

    private static string Day(DateOnly day, DateOnly today)
    {
        if (day == today)
            return "today";
        return day.ToString(day.Year == today.Year ? "ddd d MMM" : "d MMM yyyy", CultureInfo.InvariantCulture);
    }
}
