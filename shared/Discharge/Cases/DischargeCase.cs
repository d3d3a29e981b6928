namespace IntegrationHub.Discharge.Cases;

/// <summary>Where a stay stands. docs/discharge-case.md shows the ways between them.</summary>
public enum CaseState
{
    Expected = 1,

    /// <summary>In hospital, and the criteria to reside are met or were not looked at yet.</summary>
    InHospital,

    /// <summary>No longer meets the criteria to reside; no hub was asked yet.</summary>
    Ready,

    /// <summary>With the discharge hub, which has no pathway agreed yet.</summary>
    Referred,

    /// <summary>A pathway is agreed; assessment and arrangements are under way.</summary>
    Planning,

    /// <summary>The care after the stay is arranged.</summary>
    Arranged,
    Discharged,
    SelfDischarged,
    Died,
    Transferred,

    /// <summary>The admission was cancelled.</summary>
    Cancelled,
}

/// <param name="Met">Whether the person meets the criteria to reside.</param>
/// <param name="Code">Which criterion, or why not, as told.</param>
public sealed record CriteriaReview(bool Met, DateTimeOffset At, string? Code);

/// <param name="Of">ODS code of who is asked.</param>
/// <param name="Accepted">Null while nobody answered.</param>
public sealed record Assessment(
    DateTimeOffset AskedAt,
    string? Of,
    bool? Accepted,
    DateTimeOffset? AnsweredAt,
    string? DeclinedFor,
    DateTimeOffset? DoneAt
);

/// <param name="From">The day from which care is in place.</param>
/// <param name="By">ODS code of who provides or arranged it.</param>
public sealed record Arrangement(DateTimeOffset At, DateOnly? From, string? By);

/// <param name="Code">Of the delay reason code system, or the source's own.</param>
public sealed record Delay(DateTimeOffset Since, string Code);

/// <param name="Until">Null while it lasts.</param>
public sealed record CasePeriod(DateTimeOffset From, DateTimeOffset? Until);

/// <summary>Something told that cannot be, or that two sources tell differently: kept and shown, never dropped.</summary>
/// <param name="Code">Permanent; docs/discharge-case.md lists them.</param>
public sealed record CaseConflict(string Code, StayFactKind Fact, DateTimeOffset At, string Teller);

/// <summary>An alert that the case raised, in the order in which they were raised.</summary>
/// <param name="Id"><c>{recordId}.{16 characters}</c>.</param>
/// <param name="Kind">As in docs/schemas/discharge-alert.v1.json.</param>
/// <param name="Hub">Id of the discharge hub it was raised for.</param>
/// <param name="SupersededBy">Id of the newer alert that makes this one needless; null while it stands.</param>
public sealed record RaisedAlert(string Id, string Kind, string Hub, DateTimeOffset At, string? SupersededBy)
{
    public DateTimeOffset? AcknowledgedAt { get; init; }
}

/// <summary>Somebody worked an alert of the case: what the case's facts of the kinds from <see cref="StayFactKind.AlertClaimed"/> on say.</summary>
/// <param name="Alert">Id of the alert, where one was told.</param>
/// <param name="Hub">Id of the discharge hub that did it.</param>
public sealed record AlertWork(StayFactKind Kind, DateTimeOffset At, string? Alert, string? Hub);

/// <summary>
/// One hospital stay, as all that was said of it makes it. Pure value: the same statements give the same case, whatever the order in
/// which they came. Personal: it prints as its id and state only.
/// </summary>
/// <param name="Id">The hub's id of the stay's Encounter.</param>
public sealed record DischargeCase(string Id)
{
    public CaseState State { get; init; }

    /// <summary>When the present state began. UTC.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>ODS code of the trust whose Encounter it is; where none of those who tell of the stay is, the first.</summary>
    public string? Trust { get; init; }
    public DateTimeOffset? AdmittedAt { get; init; }

    /// <summary>When the person came back into this same stay after having left it, the last time.</summary>
    public DateTimeOffset? ReadmittedAt { get; init; }

    /// <summary>UK Core AdmissionMethodEngland, or the source's own.</summary>
    public string? AdmissionMethod { get; init; }
    public string? Ward { get; init; }
    public string? Site { get; init; }
    public DateOnly? ExpectedDischarge { get; init; }

    /// <summary>The latest ward round.</summary>
    public CriteriaReview? Criteria { get; init; }

    /// <summary>
    /// Discharge ready date by the national rule: of an open stay the start of the current period of not meeting the criteria to reside,
    /// of a finished one that of the final period; null while they are met.
    /// </summary>
    public DateTimeOffset? ReadyAt { get; init; }
    public DateTimeOffset? ReferredAt { get; init; }
    public int? PathwayProposed { get; init; }
    public int? PathwayAgreed { get; init; }
    public DateTimeOffset? PathwayAgreedAt { get; init; }
    public Assessment? Assessment { get; init; }
    public Arrangement? Arrangement { get; init; }

    /// <summary>In the order in which they were given, with those that were withdrawn.</summary>
    public IReadOnlyList<CaseNotice> Notices
    {
        get => field ?? [];
        init;
    } = [];

    /// <summary>The delay that stands; null where none does.</summary>
    public Delay? Delay { get; init; }
    public DateTimeOffset? LeftAt { get; init; }
    public string? DischargeMethod { get; init; }
    public string? Destination { get; init; }
    public string? TransferredTo { get; init; }

    /// <summary>Id of the earlier case, where this admission came within 30 days of its discharge.</summary>
    public string? ReadmissionOf { get; init; }

    /// <summary>Likely to stay long: an emergency admission of somebody aged 75 or over, or readmitted within 30 days.</summary>
    public bool LongStayRisk { get; init; }

    /// <summary>Taken off the hub's list by the hub.</summary>
    public bool Withdrawn { get; init; }

    /// <summary>Id of the discharge hub to which the case was passed on last.</summary>
    public string? PassedTo { get; init; }

    /// <summary>What was done with the case's alerts, in the order in which it happened.</summary>
    public IReadOnlyList<AlertWork> Work
    {
        get => field ?? [];
        init;
    } = [];

    /// <summary>When it was off the hub's list, in order and apart from each other: clocks stand still meanwhile.</summary>
    public IReadOnlyList<CasePeriod> Withdrawals
    {
        get => field ?? [];
        init;
    } = [];

    /// <summary>Ids of the discharge hubs on whose lists it stands: one, but where no place can be told.</summary>
    public IReadOnlyList<string> Hubs
    {
        get => field ?? [];
        init;
    } = [];

    /// <summary>Which rule chose them.</summary>
    public string HubRule
    {
        get => field ?? "";
        init;
    } = "";

    /// <summary>ODS code of the council of the person's place.</summary>
    public string? Council { get; init; }
    public string? Place { get; init; }
    public string? Practice { get; init; }
    public IReadOnlyList<CaseConflict> Conflicts
    {
        get => field ?? [];
        init;
    } = [];
    public IReadOnlyList<RaisedAlert> Alerts
    {
        get => field ?? [];
        init;
    } = [];

    public bool IsOpen => State is >= CaseState.Expected and <= CaseState.Arranged;

    public override string ToString() => $"DischargeCase {{ Id = {Id}, State = {State} }}";
}
