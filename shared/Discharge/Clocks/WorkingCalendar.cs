using IntegrationHub.Directory;

namespace IntegrationHub.Discharge.Clocks;

/// <summary>
/// Working time in England: 09:00 to 17:00 by Europe/London, Monday to Friday, but for bank holidays. A working day is 8 hours of it, so
/// that whole days end at the time of day at which they began. What begins outside working time begins at the next opening. Opening hours
/// hold no change of the clocks (those come at 01:00 UTC on Sundays), so within a day the wall clock is exact.
/// </summary>
public sealed class WorkingCalendar(BankHolidays holidays)
{
    public static readonly TimeSpan Opens = TimeSpan.FromHours(9);
    public static readonly TimeSpan Closes = TimeSpan.FromHours(17);

    /// <summary>The length of a working day.</summary>
    public static readonly TimeSpan Day = Closes - Opens;

    private static readonly TimeZoneInfo England = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    /// <summary>Working time of a duration that a rule gives in working days and hours.</summary>
    public static TimeSpan HoursOf(TimeSpan daysAndHours) => daysAndHours - TimeSpan.FromDays(daysAndHours.Days) + Day * daysAndHours.Days;

    public bool IsWorkingDay(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !holidays.Contains(day);

    /// <summary>When so much working time has gone by. Whole days that begin at an opening end at an opening, not at the closing before.</summary>
    /// <param name="hours">Of working time; not negative.</param>
    public DateTimeOffset Add(DateTimeOffset start, TimeSpan hours)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(hours, TimeSpan.Zero);
        var (day, time) = Within(start);
        for (; hours >= Day; hours -= Day)
            day = After(day);
        time += hours;
        return time <= Closes ? At(day, time) : At(After(day), Opens + (time - Closes));
    }

    /// <summary>How much working time lies between; zero when the second is not after the first.</summary>
    public TimeSpan Between(DateTimeOffset from, DateTimeOffset to)
    {
        var (firstDay, firstTime) = Local(from);
        var (lastDay, lastTime) = Local(to);
        var sum = TimeSpan.Zero;
        for (var day = firstDay; day <= lastDay; day = day.AddDays(1))
        {
            if (!IsWorkingDay(day))
                continue;
            var begins = day == firstDay && firstTime > Opens ? firstTime : Opens;
            var ends = day == lastDay && lastTime < Closes ? lastTime : Closes;
            if (ends > begins)
                sum += ends - begins;
        }

        return sum;
    }

    /// <summary>The moment itself where it is in working time, else the next opening.</summary>
    private (DateOnly Day, TimeSpan Time) Within(DateTimeOffset moment)
    {
        var (day, time) = Local(moment);
        if (!IsWorkingDay(day) || time >= Closes)
            return (After(day), Opens);
        return (day, time < Opens ? Opens : time);
    }

    private DateOnly After(DateOnly day)
    {
        do
        {
            day = day.AddDays(1);
        } while (!IsWorkingDay(day));
        return day;
    }

    private static (DateOnly Day, TimeSpan Time) Local(DateTimeOffset moment)
    {
        var local = TimeZoneInfo.ConvertTime(moment, England);
        return (DateOnly.FromDateTime(local.DateTime), local.TimeOfDay);
    }

    private static DateTimeOffset At(DateOnly day, TimeSpan time)
    {
        var local = day.ToDateTime(TimeOnly.FromTimeSpan(time));
        return new DateTimeOffset(local, England.GetUtcOffset(local)).ToUniversalTime();
    }
}
