using System.Globalization;

namespace IntegrationHub.Tests.Discharge.Clocks;

/// <summary>Wall-clock times of England, as people write them.</summary>
internal static class EnglishTime
{
    private const string Format = "yyyy-MM-dd HH:mm";

    private static readonly TimeZoneInfo England = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    /// <summary>Of a time that comes twice, the first.</summary>
    internal static DateTimeOffset At(string local)
    {
        var time = DateTime.ParseExact(local.Trim(), Format, CultureInfo.InvariantCulture);
        var offset = England.IsAmbiguousTime(time) ? England.GetAmbiguousTimeOffsets(time).Max() : England.GetUtcOffset(time);
        return new DateTimeOffset(time, offset).ToUniversalTime();
    }

    internal static string Of(DateTimeOffset moment) =>
        TimeZoneInfo.ConvertTime(moment, England).ToString(Format, CultureInfo.InvariantCulture);
}
