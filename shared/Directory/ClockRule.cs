using System.Collections.Immutable;

namespace IntegrationHub.Directory;

/// <summary>What a clock times.</summary>
public enum ClockKind
{
    /// <summary>From an alert until somebody acknowledges it.</summary>
    Acknowledge = 1,

    /// <summary>From asking for an assessment, or agreeing a pathway that needs one, until it is done.</summary>
    Assess,

    /// <summary>From the agreed pathway of a person who is ready until the care after the stay is arranged, or the person has left.</summary>
    Arrange,
}

/// <summary>Whom a clock that has run out is told to, besides the discharge hub.</summary>
public enum EscalationTarget
{
    /// <summary>The organisation that runs the discharge hub.</summary>
    HubHost = 1,

    /// <summary>The council of the person's place.</summary>
    Council,

    /// <summary>The trust whose stay it is.</summary>
    Trust,

    /// <summary>The integrated care board.</summary>
    Board,
}

/// <summary>What stops a clock for as long as it lasts.</summary>
public enum ClockPause
{
    /// <summary>The hub took the case off its list.</summary>
    Withdrawn = 1,

    /// <summary>Whoever was asked for the assessment declined, and nobody was asked anew.</summary>
    Declined,
}

/// <summary>A place's clock of one kind, within the system's guard rails.</summary>
/// <param name="Within">How long there is; null for the clock to acknowledge, which the alert rules time.</param>
/// <param name="InWorkingDays">
/// Whether a day is a working day of England, and an hour one of its 8, rather than 24 hours and 60 minutes by any clock.
/// </param>
/// <param name="WarnBefore">How long before it runs out it warns; zero for no warning but to acknowledge, which then warns when it runs out.</param>
public sealed record ClockRule(
    string Id,
    ClockKind Kind,
    TimeSpan? Within,
    bool InWorkingDays,
    TimeSpan WarnBefore,
    ImmutableArray<EscalationTarget> EscalateTo,
    ImmutableArray<ClockPause> PausedWhile
);
