using System.Collections.Frozen;

namespace IntegrationHub.Directory;

/// <summary>What can come of a stay that a place may want its discharge hub to be alerted of. <see cref="AlertEvents"/> has their names.</summary>
public enum AlertEvent
{
    Admitted = 1,
    ExpectedDateChanged,
    ReadyForDischarge,
    NoLongerReady,
    PathwayNeeded,
    PathwayAgreed,
    AssessmentAnswered,
    Arranged,
    Delayed,
    DelayEnded,
    Transferred,
    Discharged,
    SelfDischarged,
    Died,
    Withdrawn,
    PassedOn,
    NoticeAnswered,
}

/// <summary>The names of alert events: in the directory's files, and as the kind of an alert.</summary>
public static class AlertEvents
{
    private static readonly FrozenDictionary<string, AlertEvent> ByName = Enum.GetValues<AlertEvent>()
        .ToFrozenDictionary(NameOf, StringComparer.Ordinal);

    /// <summary>Null for a kind of alert that no rule is about.</summary>
    public static AlertEvent? Of(string? name) => name is not null && ByName.TryGetValue(name, out var found) ? found : null;

    public static string NameOf(AlertEvent alertEvent) =>
        alertEvent switch
        {
            AlertEvent.Admitted => "admitted",
            AlertEvent.ExpectedDateChanged => "expected-date-changed",
            AlertEvent.ReadyForDischarge => "ready-for-discharge",
            AlertEvent.NoLongerReady => "no-longer-ready",
            AlertEvent.PathwayNeeded => "pathway-needed",
            AlertEvent.PathwayAgreed => "pathway-agreed",
            AlertEvent.AssessmentAnswered => "assessment-answered",
            AlertEvent.Arranged => "arranged",
            AlertEvent.Delayed => "delayed",
            AlertEvent.DelayEnded => "delay-ended",
            AlertEvent.Transferred => "transferred",
            AlertEvent.Discharged => "discharged",
            AlertEvent.SelfDischarged => "self-discharged",
            AlertEvent.Died => "died",
            AlertEvent.Withdrawn => "withdrawn",
            AlertEvent.PassedOn => "passed-on",
            AlertEvent.NoticeAnswered => "notice-answered",
            _ => throw new ArgumentOutOfRangeException(nameof(alertEvent)),
        };
}
