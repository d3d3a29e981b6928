using System.Collections.Immutable;
using IntegrationHub.Directory;
using IntegrationHub.Discharge.Cases;

namespace IntegrationHub.Discharge.Clocks;

/// <summary>How a clock stands at some moment.</summary>
public enum ClockStatus
{
    NotStarted = 1,
    Running,

    /// <summary>Close to running out.</summary>
    Warning,

    /// <summary>Has run out, and what it times is still not done.</summary>
    Breached,

    /// <summary>Stands still; see <see cref="ClockPause"/>.</summary>
    Paused,
    Met,

    /// <summary>Done, but after it had run out.</summary>
    MetLate,

    /// <summary>What it times fell away before it was done: the stay ended, or a newer alert took the place of this one.</summary>
    Ended,
}

/// <summary>What a clock makes the hub do.</summary>
public enum ClockStep
{
    Warn = 1,
    Escalate,
}

/// <param name="At">When it comes. UTC.</param>
public readonly record struct ClockMoment(ClockStep Step, DateTimeOffset At);

/// <summary>One clock of a case, computed from the case's times, the place's rules and the calendar. Nothing of it is stored.</summary>
/// <param name="Rule">Id of the rule that times it.</param>
/// <param name="StartedAt">UTC.</param>
public sealed record CaseClock(ClockKind Kind, string Rule, DateTimeOffset StartedAt)
{
    /// <summary>Id of the alert that is to be acknowledged; null for other kinds.</summary>
    public string? Alert { get; init; }

    /// <summary>Id of the discharge hub whose alert it is; null where the clock is every hub's that works the case.</summary>
    public string? Hub { get; init; }

    /// <summary>When it begins to warn; when it warns of nothing, when it escalates.</summary>
    public required DateTimeOffset WarnAt { get; init; }

    /// <summary>When it runs out. While it stands still: when it would if it went on at once.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>Never before <see cref="DueAt"/>.</summary>
    public required DateTimeOffset EscalateAt { get; init; }

    /// <summary>When what it times was done or fell away; null while it is waited for.</summary>
    public DateTimeOffset? StoppedAt { get; init; }

    /// <summary>Whether it was done, rather than fell away.</summary>
    public bool Done { get; init; }

    /// <summary>When it stood still, in order and apart from each other.</summary>
    public IReadOnlyList<CasePeriod> Paused { get; init; } = [];

    public ImmutableArray<EscalationTarget> EscalateTo { get; init; } = [];

    /// <summary>Null unless it stands still now.</summary>
    public DateTimeOffset? PausedSince => Paused is [.., { Until: null, From: var from }] ? from : null;

    /// <summary>Everything it makes the hub do, in order, as long as it is neither stopped nor standing still.</summary>
    public IReadOnlyList<ClockMoment> Moments
    {
        get
        {
            if (StoppedAt is not null || PausedSince is not null)
                return [];
            var escalate = new ClockMoment(ClockStep.Escalate, EscalateAt);
            return WarnAt < EscalateAt ? [new(ClockStep.Warn, WarnAt), escalate] : [escalate];
        }
    }

    /// <summary>When it next makes the hub do something; null for never, as far as is known.</summary>
    public DateTimeOffset? NextMoment(DateTimeOffset after)
    {
        foreach (var moment in Moments)
        {
            if (moment.At > after)
                return moment.At;
        }

        return null;
    }

    public ClockStatus StatusAt(DateTimeOffset moment)
    {
        if (moment < StartedAt)
            return ClockStatus.NotStarted;
        if (StoppedAt <= moment)
        {
            if (!Done)
                return ClockStatus.Ended;
            return StoppedAt <= DueAt ? ClockStatus.Met : ClockStatus.MetLate;
        }

        foreach (var pause in Paused)
        {
            if (pause.From <= moment && !(pause.Until <= moment) && pause.From < DueAt)
                return ClockStatus.Paused;
        }

        if (moment >= DueAt)
            return ClockStatus.Breached;
        return moment >= WarnAt ? ClockStatus.Warning : ClockStatus.Running;
    }
}
