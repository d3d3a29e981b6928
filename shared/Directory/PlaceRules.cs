using System.Collections.Immutable;

namespace IntegrationHub.Directory;

/// <summary>What an event must state before an alert on it is complete.</summary>
public enum AlertDatum
{
    NhsNumber = 1,
    UsualAddress,
    RegisteredPractice,
    StartTime,
    EndTime,
    DischargeDestination,
}

/// <summary>The names of what an alert needs: in the directory's files, and in alerts that lack it.</summary>
public static class AlertData
{
    public static string NameOf(AlertDatum datum) =>
        datum switch
        {
            AlertDatum.NhsNumber => "nhs-number",
            AlertDatum.UsualAddress => "usual-address",
            AlertDatum.RegisteredPractice => "registered-practice",
            AlertDatum.StartTime => "start-time",
            AlertDatum.EndTime => "end-time",
            AlertDatum.DischargeDestination => "discharge-destination",
            _ => throw new ArgumentOutOfRangeException(nameof(datum)),
        };

    internal static AlertDatum Of(string name) =>
        Enum.GetValues<AlertDatum>().FirstOrDefault(datum => string.Equals(NameOf(datum), name, StringComparison.Ordinal));
}

/// <summary>Who is told besides the discharge hub.</summary>
public enum AlertRecipient
{
    RegisteredPractice = 1,
    Council,
}

/// <summary>A place's decision to be alerted of some events, within the system's guard rails.</summary>
/// <param name="Id">Goes with each alert as the reason it was raised.</param>
/// <param name="On">One event or several; each is in one rule of the place.</param>
/// <param name="AcknowledgeWithin">The clock that starts when the alert is raised.</param>
/// <param name="EscalateAfter">When an alert that nobody acknowledged is escalated; from when it was raised.</param>
public sealed record AlertRule(
    string Id,
    ImmutableArray<AlertEvent> On,
    TimeSpan AcknowledgeWithin,
    TimeSpan EscalateAfter,
    ImmutableArray<AlertDatum> Needs,
    ImmutableArray<AlertRecipient> Tell
);

/// <summary>The local rules of one place.</summary>
/// <param name="DischargeHub">The hub that the place's alerts go to.</param>
public sealed record PlaceRules(string PlaceId, DischargeHub DischargeHub, ImmutableArray<AlertRule> Alerts)
{
    /// <summary>At most one of a kind. A kind that is not here is on no clock, but for acknowledging, which every alert rule times.</summary>
    public ImmutableArray<ClockRule> Clocks { get; init; } = [];

    /// <summary>Null where the place agreed no notices with any trust.</summary>
    public NoticeRules? Notices { get; init; }

    /// <summary>The rule for an event, or null: a place with no rule for it gets no alert.</summary>
    public AlertRule? On(AlertEvent alertEvent)
    {
        foreach (var rule in Alerts)
        {
            if (rule.On.Contains(alertEvent))
                return rule;
        }

        return null;
    }

    public ClockRule? Clock(ClockKind kind)
    {
        foreach (var rule in Clocks)
        {
            if (rule.Kind == kind)
                return rule;
        }

        return null;
    }
}
