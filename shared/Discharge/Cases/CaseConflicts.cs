namespace IntegrationHub.Discharge.Cases;

/// <summary>What can be wrong with what was told of a stay. The codes are permanent.</summary>
internal static class CaseConflicts
{
    public const string AfterEnd = "after-end";
    public const string AdmissionTimesDiffer = "admission-times-differ";
    public const string DischargeTimesDiffer = "discharge-times-differ";
    public const string DischargeBeforeAdmission = "discharge-before-admission";
    public const string DischargedAndDied = "discharged-and-died";
    public const string EndsDiffer = "ends-differ";
    public const string PathwaysDiffer = "pathways-differ";
    public const string CriteriaDiffer = "criteria-differ";
    public const string CancelsNoAdmission = "cancels-no-admission";
    public const string CancelsNoDischarge = "cancels-no-discharge";
    public const string AnswersNoAssessment = "answers-no-assessment";
    public const string AnswersNoNotice = "answers-no-notice";
    public const string WithdrawsNoNotice = "withdraws-no-notice";
    public const string WorkedByOtherHub = "worked-by-other-hub";
    public const string EndsNoDelay = "ends-no-delay";

    public static readonly CaseCodeSystem System = new(
        "discharge-case-conflict",
        "Conflicts in what was told of a hospital stay",
        [
            new(AfterEnd, "Told of a time when the stay was over, or cancelled"),
            new(AdmissionTimesDiffer, "Two sources tell admissions more than an hour apart, with no discharge between them"),
            new(DischargeTimesDiffer, "Two sources tell ends of the stay more than an hour apart"),
            new(DischargeBeforeAdmission, "The only admission that is told comes after the end of the stay"),
            new(DischargedAndDied, "One source tells that the person left alive, another that they died"),
            new(EndsDiffer, "Two sources tell different ends: discharge, self-discharge, transfer"),
            new(PathwaysDiffer, "Two sources tell different pathways as agreed within an hour"),
            new(CriteriaDiffer, "Two sources tell opposite findings on the criteria to reside within an hour"),
            new(CancelsNoAdmission, "Cancels an admission that nobody told"),
            new(CancelsNoDischarge, "Cancels a discharge that nobody told before"),
            new(AnswersNoAssessment, "Answers or ends an assessment that nobody told to be asked"),
            new(AnswersNoNotice, "Answers a notice that nobody told to be given, or that was withdrawn"),
            new(WithdrawsNoNotice, "Withdraws a notice that nobody told to be given, or that was withdrawn before"),
            new(EndsNoDelay, "Ends a delay that nobody told"),
            new(WorkedByOtherHub, "Work of a discharge hub on a case that it neither holds nor was alerted of"),
        ]
    );

    /// <summary>Two sources that differ by no more than this tell of the same moment.</summary>
    public static readonly TimeSpan SameTime = TimeSpan.FromHours(1);

    public static bool IsSameTime(DateTimeOffset one, DateTimeOffset other) => (one - other).Duration() <= SameTime;
}
