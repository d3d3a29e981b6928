using System.Globalization;

namespace IntegrationHub.Discharge.Boards;

/// <summary>How a clock stands at a moment.</summary>
public enum ClockStanding
{
    Due = 1,
    Soon,
    Late,
    Paused,
}

/// <summary>Pure: a clock as people read it. It changes by the minute.</summary>
/// <param name="Words">Such as <c>Due in 3 hours</c>, <c>Due soon: 40 minutes</c>, <c>Late by 2 hours</c> or <c>Paused</c>.</param>
public sealed record ClockReading(ClockStanding Standing, string Words)
{
    /// <summary>From here on hours, then days, say enough.</summary>
    private const int ManyHours = 48;

    public static ClockReading Of(CardClock clock, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(clock);
        if (clock.PausedSince is not null)
            return new(ClockStanding.Paused, "Paused");
        if (now >= clock.DueAt)
            return new(ClockStanding.Late, $"Late by {InWords(now - clock.DueAt)}");
        return now >= clock.WarnAt
            ? new(ClockStanding.Soon, $"Due soon: {InWords(clock.DueAt - now)}")
            : new(ClockStanding.Due, $"Due in {InWords(clock.DueAt - now)}");
    }

    /// <summary>Whole minutes up to an hour, whole hours up to two days, then whole days; what is left over is not counted.</summary>
    public static string InWords(TimeSpan time)
    {
        if (time < TimeSpan.FromMinutes(1))
            return "less than a minute";
        if (time < TimeSpan.FromHours(1))
            return Counted(time.Minutes, "minute");
        return time < TimeSpan.FromHours(ManyHours) ? Counted((int)time.TotalHours, "hour") : Counted(time.Days, "day");
    }

    private static string Counted(int count, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");
}
