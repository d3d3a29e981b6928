using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>The function runs by a schedule, in UTC, and never beside itself.</summary>
/// <param name="schedule">NCRONTAB (six fields, or five without seconds), a TimeSpan such as <c>00:05:00</c>, or a setting as <c>%Name%</c>.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class TimerTriggerAttribute(string schedule) : TriggerBindingAttribute
{
    public string Schedule { get; private set; } = schedule;

    /// <summary>
    /// Keep the schedule's status in storage, so that an occurrence missed while the host was down is made up for at its start. As in the official
    /// host, schedules that come more than once a minute are not kept.
    /// </summary>
    public bool UseMonitor { get; set; } = true;

    public bool RunOnStartup { get; set; }
}

public class TimerInfo
{
    /// <summary>Null when the schedule is not kept.</summary>
    public ScheduleStatus? ScheduleStatus { get; set; }

    /// <summary>The invocation makes up for an occurrence that was missed.</summary>
    public bool IsPastDue { get; set; }
}

/// <summary>Times are UTC.</summary>
public class ScheduleStatus
{
    public DateTime Last { get; set; }

    public DateTime Next { get; set; }

    public DateTime LastUpdated { get; set; }
}
