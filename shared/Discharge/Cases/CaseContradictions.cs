namespace IntegrationHub.Discharge.Cases;

/// <summary>What the table allows, but another source tells otherwise; and answers to what was never asked.</summary>
internal static class CaseContradictions
{
    /// <param name="notes">As they stand before the fact.</param>
    public static IEnumerable<string> Of(CaseTransition row, CaseMoment moment, CaseNotes notes)
    {
        var (told, fact) = (moment.Told, moment.Told.Fact);
        return fact.Kind switch
        {
            StayFactKind.Admitted when Differs(told, notes.Admission) && !CaseTransitions.IsOver(row.From) =>
            [
                CaseConflicts.AdmissionTimesDiffer,
            ],
            StayFactKind.CriteriaMet
            or StayFactKind.CriteriaNotMet when Contradicts(told, notes.Review) && notes.Review?.Kind != fact.Kind =>
            [
                CaseConflicts.CriteriaDiffer,
            ],
            StayFactKind.PathwayAgreed when Contradicts(told, notes.Pathway) && notes.Pathway?.Fact.Pathway != fact.Pathway =>
            [
                CaseConflicts.PathwaysDiffer,
            ],
            StayFactKind.AssessmentAccepted
            or StayFactKind.AssessmentDeclined
            or StayFactKind.AssessmentDone when moment.Case.Assessment is null => [CaseConflicts.AnswersNoAssessment],
            StayFactKind.NoticeAnswered when Notices.MeantBy(fact, moment.Case.Notices) is null => [CaseConflicts.AnswersNoNotice],
            StayFactKind.NoticeGiven when fact.Code is CaseNotice.Withdrawal && Notices.MeantBy(fact, moment.Case.Notices) is null =>
            [
                CaseConflicts.WithdrawsNoNotice,
            ],
            StayFactKind.DelayEnded when !notes.DelayTold => [CaseConflicts.EndsNoDelay],
            StayFactKind.Discharged
            or StayFactKind.Died
            or StayFactKind.TransferredOut when Differs(told, notes.End) && row.Conflict is null && CaseTransitions.IsOver(row.From) =>
            [
                CaseConflicts.DischargeTimesDiffer,
            ],
            _ => [],
        };
    }

    /// <summary>Two sources, and not the same moment.</summary>
    private static bool Differs(ToldFact told, ToldFact? known) =>
        known is not null && IsOther(told, known) && !CaseConflicts.IsSameTime(told.At, known.At);

    /// <summary>Two sources at the same moment.</summary>
    private static bool Contradicts(ToldFact told, ToldFact? known) =>
        known is not null && IsOther(told, known) && CaseConflicts.IsSameTime(told.At, known.At);

    private static bool IsOther(ToldFact told, ToldFact known) => !string.Equals(told.Source, known.Source, StringComparison.Ordinal);
}
