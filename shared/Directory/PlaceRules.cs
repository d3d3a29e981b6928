using System.Collections.Immutable;

namespace IntegrationHub.Directory;

/// <summary>A care event that a place may want its discharge hub to be alerted of.</summary>
public enum AlertEvent
{
    Admitted = 1,
    Transferred,
    ReadyForDischarge,
    Discharged,
}

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

/// <summary>Who is told besides the discharge hub.</summary>
public enum AlertRecipient
{
    RegisteredPractice = 1,
    Council,
}

/// <summary>A place's decision to be alerted of one kind of event, within the system's guard rails.</summary>
/// <param name="Id">Goes with each alert as the reason it was raised.</param>
/// <param name="AcknowledgeWithin">The clock that starts when the alert is raised.</param>
/// <param name="EscalateAfter">When an alert that nobody completed is escalated.</param>
public sealed record AlertRule(
    string Id,
    AlertEvent On,
    TimeSpan AcknowledgeWithin,
    TimeSpan EscalateAfter,
    ImmutableArray<AlertDatum> Needs,
    ImmutableArray<AlertRecipient> Tell
);

/// <summary>The local rules of one place.</summary>
/// <param name="DischargeHub">The hub that the place's alerts go to.</param>
public sealed record PlaceRules(string PlaceId, DischargeHub DischargeHub, ImmutableArray<AlertRule> Alerts)
{
    /// <summary>The rule for an event, or null: a place with no rule for it gets no alert.</summary>
    public AlertRule? On(AlertEvent alertEvent)
    {
        foreach (var rule in Alerts)
        {
            if (rule.On == alertEvent)
                return rule;
        }

        return null;
    }
}
