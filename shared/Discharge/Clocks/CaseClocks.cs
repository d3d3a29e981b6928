using System.Collections.Immutable;
using IntegrationHub.Directory;
using IntegrationHub.Discharge.Cases;

namespace IntegrationHub.Discharge.Clocks;

/// <summary>Pure: a case's clocks. docs/discharge-clocks.md says when each starts, stops and stands still, with examples.</summary>
public static class CaseClocks
{
    /// <summary>Pathway 0 goes home with nothing new: nobody need assess.</summary>
    private const int FirstPathwayToAssess = 1;

    /// <param name="rules">Of the place whose hub works the case.</param>
    public static IReadOnlyList<CaseClock> Of(DischargeCase of, PlaceRules rules, WorkingCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(of);
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(calendar);
        var clocks = new List<CaseClock>();
        foreach (var alert in of.Alerts)
        {
            if (ToAcknowledge(of, alert, rules, calendar) is { } clock)
                clocks.Add(clock);
        }

        if (rules.Clock(ClockKind.Assess) is { } assess && ToAssess(of, assess, calendar) is { } assessing)
            clocks.Add(assessing);
        if (rules.Clock(ClockKind.Arrange) is { } arrange && ToArrange(of, arrange, calendar) is { } arranging)
            clocks.Add(arranging);
        return clocks;
    }

    /// <summary>The rules of the case's place; where none can be told, of the first hub that works it; null where there is neither.</summary>
    public static PlaceRules? RulesFor(DischargeCase of, HubDirectory directory)
    {
        ArgumentNullException.ThrowIfNull(of);
        ArgumentNullException.ThrowIfNull(directory);
        var place =
            of.Place
            ?? of.Hubs.Select(id => directory.DischargeHubs.GetValueOrDefault(id)?.PlaceId).FirstOrDefault(found => found is not null);
        return place is null ? null : directory.Rules.GetValueOrDefault(place);
    }

    private static CaseClock? ToAcknowledge(DischargeCase of, RaisedAlert alert, PlaceRules rules, WorkingCalendar calendar)
    {
        if (AlertEvents.Of(alert.Kind) is not { } kind || rules.On(kind) is not { } rule)
            return null;
        var superseder = of.Alerts.FirstOrDefault(other => other.Id == alert.SupersededBy);
        if (alert is { SupersededBy: not null, AcknowledgedAt: null } && superseder is null)
            return null;

        var local = rules.Clock(ClockKind.Acknowledge);
        // That a case was withdrawn is itself to be acknowledged.
        var pauses = kind is AlertEvent.Withdrawn ? [] : Pauses(of, local?.PausedWhile ?? []);
        var face = new ClockFace(alert.At, local is { InWorkingDays: true }, pauses, calendar);
        var within = face.TimeOf(rule.AcknowledgeWithin);
        return new CaseClock(ClockKind.Acknowledge, rule.Id, alert.At)
        {
            Alert = alert.Id,
            Hub = alert.Hub,
            WarnAt = face.After(within - face.TimeOf(local?.WarnBefore ?? TimeSpan.Zero)),
            DueAt = face.After(within),
            EscalateAt = face.After(face.TimeOf(rule.EscalateAfter)),
            StoppedAt = alert.AcknowledgedAt ?? superseder?.At,
            Done = alert.AcknowledgedAt is not null,
            Paused = face.Pauses,
            EscalateTo = local?.EscalateTo ?? [EscalationTarget.HubHost],
        };
    }

    /// <summary>Once somebody is asked, whoever it is has the whole time; until then it runs for who has to ask.</summary>
    private static CaseClock? ToAssess(DischargeCase of, ClockRule rule, WorkingCalendar calendar)
    {
        var start = of.Assessment?.AskedAt ?? (of.PathwayAgreed >= FirstPathwayToAssess ? of.PathwayAgreedAt : null);
        if (start is not { } startedAt)
            return null;
        var done = of.Assessment?.DoneAt;
        return Clock(of, rule, startedAt, calendar) with { StoppedAt = done ?? LeftAt(of), Done = done is not null };
    }

    /// <summary>Nobody is late while the person needs the bed, so it waits for the discharge ready date.</summary>
    private static CaseClock? ToArrange(DischargeCase of, ClockRule rule, WorkingCalendar calendar)
    {
        if (of is not { PathwayAgreedAt: { } agreed, ReadyAt: { } ready })
            return null;
        var arranged = of.Arrangement?.At ?? (of.State is CaseState.Discharged ? LeftAt(of) : null);
        return Clock(of, rule, agreed > ready ? agreed : ready, calendar) with
        {
            StoppedAt = arranged ?? LeftAt(of),
            Done = arranged is not null,
        };
    }

    private static CaseClock Clock(DischargeCase of, ClockRule rule, DateTimeOffset startedAt, WorkingCalendar calendar)
    {
        var face = new ClockFace(startedAt, rule.InWorkingDays, Pauses(of, rule.PausedWhile), calendar);
        var within = face.TimeOf(rule.Within ?? TimeSpan.Zero);
        var due = face.After(within);
        return new CaseClock(rule.Kind, rule.Id, startedAt)
        {
            WarnAt = face.After(within - face.TimeOf(rule.WarnBefore)),
            DueAt = due,
            EscalateAt = due,
            Paused = face.Pauses,
            EscalateTo = rule.EscalateTo,
        };
    }

    private static DateTimeOffset? LeftAt(DischargeCase of) => of.IsOpen ? null : of.LeftAt ?? of.Since;

    private static List<CasePeriod> Pauses(DischargeCase of, ImmutableArray<ClockPause> by)
    {
        var pauses = new List<CasePeriod>();
        if (by.Contains(ClockPause.Withdrawn))
        {
            pauses.AddRange(of.Withdrawals);
            // Off the list, since nobody knows when: then it never ran.
            if (of.Withdrawn && of.Withdrawals.All(period => period.Until is not null))
                pauses.Add(new(DateTimeOffset.MinValue, null));
        }

        if (by.Contains(ClockPause.Declined) && of.Assessment is { Accepted: false, AnsweredAt: { } answered, DoneAt: null })
            pauses.Add(new(answered, null));
        return pauses;
    }
}
