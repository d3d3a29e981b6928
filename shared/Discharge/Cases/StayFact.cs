using System.Text.Json.Serialization;

namespace IntegrationHub.Discharge.Cases;

/// <summary>What can be said of a hospital stay. At one instant they are taken in this order.</summary>
public enum StayFactKind
{
    /// <summary>Expected in hospital: a planned or pre-admission stay.</summary>
    Planned = 1,
    Admitted,

    /// <summary>Another ward or site of the same trust (HL7 v2 A02).</summary>
    Moved,

    /// <summary>The date on which the person is expected to leave, set or changed; without a date: taken back.</summary>
    ExpectedDischarge,

    /// <summary>A ward round found that the person meets the criteria to reside.</summary>
    CriteriaMet,

    /// <summary>A ward round found that the person no longer meets the criteria to reside.</summary>
    CriteriaNotMet,
    ReferredToHub,
    PathwayProposed,
    PathwayAgreed,

    /// <summary>An assessment is asked of an organisation, most often the council.</summary>
    AssessmentAsked,
    AssessmentAccepted,
    AssessmentDeclined,
    AssessmentDone,

    /// <summary>The care after the stay is arranged, from a date.</summary>
    Arranged,
    Delayed,
    DelayEnded,

    /// <summary>Work on an alert or the whole case: see <see cref="StayFact.Alert"/>.</summary>
    AlertClaimed,
    AlertAcknowledged,
    AlertHandedBack,
    AlertEscalated,
    AlertCompleted,

    /// <summary>The case goes to another discharge hub, with a reason.</summary>
    PassedToHub,

    /// <summary>A hub withdraws the case from its list, with a reason: it needs nothing of a hub. Any later fact but work brings it back.</summary>
    Withdrawn,

    /// <summary>A notice by local agreement between a trust and a council; <see cref="StayFact.Code"/> is one of <see cref="CaseNotice"/>'s kinds.</summary>
    NoticeGiven,
    NoticeAnswered,

    /// <summary>By method also self-discharge and death in hospital.</summary>
    Discharged,
    Died,

    /// <summary>Left for another trust, where another stay begins.</summary>
    TransferredOut,

    /// <summary>The admission was told by mistake (A11).</summary>
    AdmissionCancelled,

    /// <summary>The discharge was told by mistake, or did not come about (A13).</summary>
    DischargeCancelled,
}

/// <summary>One thing said of a stay. Personal: it prints as its kind only.</summary>
/// <param name="At">When it happened, UTC, as the source says; where it does not, when the message was made, else first received.</param>
public sealed record StayFact(StayFactKind Kind, DateTimeOffset At)
{
    /// <summary>Ward or other location, in the source's words; at most 100 characters.</summary>
    public string? Ward { get; init; }

    /// <summary>ODS site code.</summary>
    public string? Site { get; init; }

    /// <summary>Expected discharge, start of arranged care, proposed date of a notice.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>0 to 3.</summary>
    public int? Pathway { get; init; }

    /// <summary>
    /// Admission or discharge method (UK Core, England), delay reason, criterion to reside, reason for declining or passing on: a code of the
    /// hub's own code systems, or the source's own code where it maps to none.
    /// </summary>
    public string? Code { get; init; }

    /// <summary>Of an admission: whence (UK Core SourceOfAdmissionEngland), where it is told.</summary>
    public string? AdmissionSource { get; init; }

    /// <summary>Of an answer: whether it is a yes.</summary>
    public bool? Accepted { get; init; }

    /// <summary>Discharge destination (UK Core DischargeDestinationEngland), where one is told.</summary>
    public string? Destination { get; init; }

    /// <summary>ODS code: of whom something is asked, who arranges, where the person goes or comes from.</summary>
    public string? Organisation { get; init; }

    /// <summary>Id of the discharge hub that did it, or to which the case goes.</summary>
    public string? Hub { get; init; }

    /// <summary>Id of the discharge hub that passed the case on.</summary>
    public string? FromHub { get; init; }

    /// <summary>Id of the alert that was worked.</summary>
    public string? Alert { get; init; }

    /// <summary>A reason in words, where somebody gave one; at most 500 characters. Personal.</summary>
    public string? Reason { get; init; }

    /// <summary>Of an answer to a notice or a withdrawal of one: key of the notice's source, where it is named.</summary>
    public string? Notice { get; init; }

    /// <summary>Of a withdrawal notice that names none by its key: the kind of the one that it withdraws.</summary>
    public string? Withdraws { get; init; }

    /// <summary>Of a notice: names of what it says besides (<see cref="Directory.NoticeData"/>), with spaces between.</summary>
    public string? Items { get; init; }

    /// <summary>Of a notice: what it says besides, in one line; at most 500 characters. Personal.</summary>
    public string? Says { get; init; }

    [JsonIgnore]
    public bool IsWork => Kind is >= StayFactKind.AlertClaimed and <= StayFactKind.AlertCompleted;

    public override string ToString() => $"StayFact {{ Kind = {Kind} }}";
}
