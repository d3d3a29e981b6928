using IntegrationHub.Directory;
using IntegrationHub.Discharge.Cases;

namespace IntegrationHub.Discharge.Clocks;

/// <summary>Counts a clock's time from its start, leaving out when it stood still.</summary>
internal sealed class ClockFace
{
    private readonly DateTimeOffset start;
    private readonly bool inWorkingDays;
    private readonly WorkingCalendar calendar;

    /// <param name="pauses">In any order, and they may overlap.</param>
    internal ClockFace(DateTimeOffset start, bool inWorkingDays, IEnumerable<CasePeriod> pauses, WorkingCalendar calendar)
    {
        this.start = start;
        this.inWorkingDays = inWorkingDays;
        this.calendar = calendar;
        Pauses = Joined(start, pauses);
    }

    /// <summary>From the start on, in order, apart from each other.</summary>
    internal IReadOnlyList<CasePeriod> Pauses { get; }

    /// <summary>A rule's duration as time that is counted here.</summary>
    internal TimeSpan TimeOf(TimeSpan duration) => inWorkingDays ? WorkingCalendar.HoursOf(duration) : duration;

    /// <summary>When so much time has been counted. A pause that lasts is taken as if it ended at once.</summary>
    internal DateTimeOffset After(TimeSpan time)
    {
        var from = start;
        foreach (var pause in Pauses)
        {
            var reached = Add(from, time);
            if (reached <= pause.From)
                return reached;
            time -= inWorkingDays ? calendar.Between(from, pause.From) : pause.From - from;
            from = pause.Until ?? pause.From;
        }

        return Add(from, time);
    }

    private DateTimeOffset Add(DateTimeOffset from, TimeSpan time) => inWorkingDays ? calendar.Add(from, time) : from + time;

    private static List<CasePeriod> Joined(DateTimeOffset start, IEnumerable<CasePeriod> pauses)
    {
        var joined = new List<CasePeriod>();
        foreach (var pause in pauses.OrderBy(pause => pause.From))
        {
            if (pause.Until <= start || pause.Until <= pause.From)
                continue;
            var next = pause with { From = pause.From < start ? start : pause.From };
            if (joined is [.., var last] && !(last.Until < next.From))
                joined[^1] = last with { Until = last.Until is null || next.Until is null ? null : Later(last.Until, next.Until) };
            else
                joined.Add(next);
        }

        return joined;
    }

    private static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) => one > other ? one : other;
}
