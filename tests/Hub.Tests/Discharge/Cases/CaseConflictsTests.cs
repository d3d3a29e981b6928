using IntegrationHub.Discharge.Cases;
using static IntegrationHub.Tests.Discharge.Cases.Told;
using Kind = IntegrationHub.Discharge.Cases.StayFactKind;

namespace IntegrationHub.Tests.Discharge.Cases;

/// <summary>Each conflict by an example, and next to it what is nearly one.</summary>
public sealed class CaseConflictsTests
{
    private static readonly StayFact Admitted = Fact(Kind.Admitted, 1);
    private static readonly StayFact Discharged = Fact(Kind.Discharged, 8) with { Code = "1" };

    private static readonly Dictionary<string, (StayStatement[] Conflict, StayStatement[] None)> Examples = new()
    {
        [CaseConflicts.AfterEnd] = (
            [A.Says(1, Admitted, Discharged), B.Says(1, Fact(Kind.Moved, 9))],
            [A.Says(1, Admitted, Discharged), B.Says(1, Fact(Kind.AssessmentAsked, 9), Fact(Kind.AssessmentDone, 10))]
        ),
        [CaseConflicts.AdmissionTimesDiffer] = (
            [A.Says(1, Admitted), B.Says(1, Fact(Kind.Admitted, 1, 10, 1))],
            [A.Says(1, Admitted), B.Says(1, Fact(Kind.Admitted, 1, 10))]
        ),
        [CaseConflicts.DischargeTimesDiffer] = (
            [A.Says(1, Admitted, Discharged), B.Says(1, Fact(Kind.Discharged, 8, 10, 1) with { Code = "1" })],
            [A.Says(1, Admitted, Discharged), B.Says(1, Fact(Kind.Discharged, 8, 10) with { Code = "1" })]
        ),
        [CaseConflicts.DischargeBeforeAdmission] = (
            [A.Says(1, Fact(Kind.Admitted, 9), Discharged)],
            [A.Says(1, Admitted, Discharged), B.Says(1, Fact(Kind.Admitted, 9))]
        ),
        [CaseConflicts.DischargedAndDied] = (
            [A.Says(1, Admitted, Discharged), B.Says(1, Fact(Kind.Died, 8))],
            [A.Says(1, Admitted, Discharged with { Code = "4" }), B.Says(1, Fact(Kind.Died, 8))]
        ),
        [CaseConflicts.EndsDiffer] = (
            [A.Says(1, Admitted, Discharged), B.Says(1, Discharged with { Code = "6" })],
            [A.Says(1, Admitted, Discharged with { Code = null }), B.Says(1, Discharged with { Code = "6" })]
        ),
        [CaseConflicts.PathwaysDiffer] = (
            [
                A.Says(1, Admitted, Fact(Kind.PathwayAgreed, 2) with { Pathway = 1 }),
                B.Says(1, Fact(Kind.PathwayAgreed, 2) with { Pathway = 2 }),
            ],
            [
                A.Says(1, Admitted, Fact(Kind.PathwayAgreed, 2) with { Pathway = 1 }),
                B.Says(1, Fact(Kind.PathwayAgreed, 3) with { Pathway = 2 }),
            ]
        ),
        [CaseConflicts.CriteriaDiffer] = (
            [A.Says(1, Admitted, Fact(Kind.CriteriaMet, 2)), B.Says(1, Fact(Kind.CriteriaNotMet, 2, 9, 30))],
            [A.Says(1, Admitted, Fact(Kind.CriteriaMet, 2)), B.Says(1, Fact(Kind.CriteriaNotMet, 2, 16))]
        ),
        [CaseConflicts.CancelsNoAdmission] = (
            [A.Says(1, Fact(Kind.AdmissionCancelled, 2))],
            [A.Says(1, Admitted), A.Says(2, Fact(Kind.AdmissionCancelled, 2))]
        ),
        [CaseConflicts.CancelsNoDischarge] = (
            [A.Says(1, Admitted, Fact(Kind.DischargeCancelled, 2))],
            [A.Says(1, Admitted, Discharged), A.Says(2, Admitted, Fact(Kind.DischargeCancelled, 8, 12))]
        ),
        [CaseConflicts.AnswersNoAssessment] = (
            [A.Says(1, Admitted), B.Says(1, Fact(Kind.AssessmentDeclined, 2))],
            [A.Says(1, Admitted, Fact(Kind.AssessmentAsked, 2)), B.Says(1, Fact(Kind.AssessmentDeclined, 3))]
        ),
        [CaseConflicts.AnswersNoNotice] = (
            [A.Says(1, Admitted), B.Says(1, Fact(Kind.NoticeAnswered, 2))],
            [A.Says(1, Admitted, Fact(Kind.NoticeGiven, 2)), B.Says(1, Fact(Kind.NoticeAnswered, 3))]
        ),
        [CaseConflicts.WithdrawsNoNotice] = (
            [A.Says(1, Admitted, Fact(Kind.NoticeGiven, 2) with { Code = CaseNotice.Withdrawal, Withdraws = CaseNotice.Discharge })],
            [
                A.Says(
                    1,
                    Admitted,
                    Fact(Kind.NoticeGiven, 2) with
                    {
                        Code = CaseNotice.Discharge,
                    },
                    Fact(Kind.NoticeGiven, 3) with
                    {
                        Code = CaseNotice.Withdrawal,
                        Withdraws = CaseNotice.Discharge,
                    }
                ),
            ]
        ),
        [CaseConflicts.EndsNoDelay] = (
            [A.Says(1, Admitted, Fact(Kind.DelayEnded, 2))],
            [A.Says(1, Admitted, Fact(Kind.Delayed, 2), Fact(Kind.DelayEnded, 3)), B.Says(1, Fact(Kind.DelayEnded, 4))]
        ),
    };

    /// <summary>All but the one that the fold cannot know: which hub holds a case is decided commit by commit.</summary>
    public static TheoryData<string> Codes =>
        [.. CaseConflicts.System.Codes.Select(code => code.Code).Except([CaseConflicts.WorkedByOtherHub])];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Each_is_found_and_what_is_nearly_one_is_not(string code)
    {
        var (conflict, none) = Examples[code];

        Assert.Equal(code, Assert.Single(Fold(conflict).Conflicts).Code);
        Assert.Empty(Fold(none).Conflicts);
    }

    [Fact]
    public void A_conflict_says_which_fact_when_and_who_told_it()
    {
        var conflict = Assert.Single(Fold(A.Says(1, Admitted, Discharged), B.Says(1, Fact(Kind.Moved, 9))).Conflicts);

        Assert.Equal(new CaseConflict(CaseConflicts.AfterEnd, Kind.Moved, At(9), "C90001"), conflict);
    }

    [Fact]
    public void Of_discharge_and_death_in_conflict_the_death_is_shown() =>
        Assert.Equal(CaseState.Died, Fold(A.Says(1, Admitted, Fact(Kind.Died, 8)), B.Says(1, Fact(Kind.Discharged, 8, 12))).State);

    [Fact]
    public void An_admission_after_a_death_is_kept_as_a_conflict()
    {
        var stay = Fold(A.Says(1, Admitted, Fact(Kind.Died, 8)), B.Says(1, Fact(Kind.Admitted, 9)));

        Assert.Equal(CaseState.Died, stay.State);
        Assert.Equal(CaseConflicts.AfterEnd, Assert.Single(stay.Conflicts).Code);
    }

    [Fact]
    public void One_source_that_tells_a_discharge_and_a_death_tells_a_death() =>
        Assert.Empty(FoldFacts(Admitted, Discharged, Fact(Kind.Died, 8)).Conflicts);

    [Fact]
    public void A_corrected_time_is_no_conflict() =>
        Assert.Empty(Fold(A.Says(1, Admitted, Discharged), A.Says(2, Admitted, Fact(Kind.Discharged, 8, 17))).Conflicts);
}
