namespace IntegrationHub.Discharge.Cases;

/// <param name="When">What raises it.</param>
/// <param name="Content">What its id is made of besides kind and stay.</param>
/// <param name="Supersedes">Kinds of older alerts of the case that it makes needless.</param>
public sealed record CaseAlertKind(string Name, string When, string Content, IReadOnlyList<string> Supersedes)
{
    public const string Admitted = "admitted";
    public const string ExpectedDateChanged = "expected-date-changed";
    public const string Ready = "ready-for-discharge";
    public const string NoLongerReady = "no-longer-ready";
    public const string PathwayNeeded = "pathway-needed";
    public const string PathwayAgreed = "pathway-agreed";
    public const string AssessmentAnswered = "assessment-answered";
    public const string NoticeAnswered = "notice-answered";
    public const string Arranged = "arranged";
    public const string Delayed = "delayed";
    public const string DelayEnded = "delay-ended";
    public const string Transferred = "transferred";
    public const string Discharged = DischargeAlertEvent.Discharged;
    public const string SelfDischarged = "self-discharged";
    public const string Died = "died";
    public const string Withdrawn = "withdrawn";
    public const string PassedOn = "passed-on";
    public const string Escalated = "escalated";

    private static readonly string[] Coming = [Admitted, Withdrawn];
    private static readonly string[] Readiness = [Ready, NoLongerReady];
    private static readonly string[] Pathway = [PathwayNeeded, PathwayAgreed];
    private static readonly string[] Delay = [Delayed, DelayEnded];

    internal static readonly string[] Ends = [Discharged, SelfDischarged, Died, Transferred];

    private static readonly string[] EndsAndWithdrawn = [.. Ends, Withdrawn];

    /// <summary>In the order in which one commit raises them.</summary>
    public static IReadOnlyList<CaseAlertKind> All { get; } =
    [
        new(
            Withdrawn,
            "the admission or the discharge is cancelled, or a hub withdraws the case, after an alert was raised",
            "`admission`, `discharge` or `hub`, with the minute of what was cancelled",
            [.. Ends]
        ),
        new(Admitted, "the person comes into hospital, for the first time or again", "the minute of the admission", Coming),
        new(
            ExpectedDateChanged,
            "the date on which the person is expected to leave is set, changed or taken back",
            "the date",
            [ExpectedDateChanged]
        ),
        new(Ready, "a discharge ready date comes to be, or moves by more than an hour", "its minute", Readiness),
        new(NoLongerReady, "the criteria to reside are met again", "the minute of the ward round", Readiness),
        new(PathwayNeeded, "the hub is asked and no pathway is agreed", "the minute of the referral", Pathway),
        new(PathwayAgreed, "a pathway is agreed, or another one", "the pathway", Pathway),
        new(AssessmentAnswered, "whoever was asked for an assessment accepts or declines", "the answer and its minute", []),
        new(NoticeAnswered, "the council accepts or declines a notice", "the notice, the answer and its minute", []),
        new(Arranged, "the care after the stay is arranged, or arranged otherwise", "the day from which, and by whom", []),
        new(Delayed, "a delay begins, or has another reason", "the reason and the minute since when", Delay),
        new(DelayEnded, "the delay ends while the person is in hospital", "the reason and the minute since when", Delay),
        new(PassedOn, "the case goes to another discharge hub", "the hub", []),
        new(Escalated, "an alert of the case is escalated", "the alert and the minute", []),
        new(Transferred, "the person left for another trust", "the minute", EndsAndWithdrawn),
        new(Discharged, "the person was discharged; again, if the time moves by more than an hour", "the minute", EndsAndWithdrawn),
        new(SelfDischarged, "the person left by self-discharge, or with a relative or advocate", "the minute", EndsAndWithdrawn),
        new(Died, "the person died in hospital", "the minute", EndsAndWithdrawn),
    ];

    /// <summary>What a cancelled admission and a hub's own withdrawal make needless: everything.</summary>
    internal static IReadOnlyList<string> Everything { get; } = [.. All.Select(kind => kind.Name)];

    public static CaseAlertKind Of(string name) => All.First(kind => string.Equals(kind.Name, name, StringComparison.Ordinal));
}
