using IntegrationHub.Discharge.Cases;
using static IntegrationHub.Tests.Discharge.Cases.Told;
using Kind = IntegrationHub.Discharge.Cases.StayFactKind;

namespace IntegrationHub.Tests.Discharge.Cases;

/// <summary>NHS England's rule: the final period for finished stays, the current one for open ones, and stays of a night or more.</summary>
public sealed class ReadyDateTests
{
    private static readonly StayFact Admitted = Fact(Kind.Admitted, 1);

    private static StayFact Met(int day) => Fact(Kind.CriteriaMet, day);

    private static StayFact NotMet(int day) => Fact(Kind.CriteriaNotMet, day);

    private static StayFact Discharged(int day, int hour = 9) => Fact(Kind.Discharged, day, hour);

    [Fact]
    public void It_is_the_first_ward_round_that_found_the_criteria_no_longer_met() =>
        Assert.Equal(At(3), FoldFacts(Admitted, Met(2), NotMet(3), NotMet(4), NotMet(5)).ReadyAt);

    [Fact]
    public void An_open_stay_that_meets_the_criteria_again_has_none() => Assert.Null(FoldFacts(Admitted, NotMet(3), Met(4)).ReadyAt);

    [Fact]
    public void An_open_stay_has_that_of_its_current_period() =>
        Assert.Equal(At(6), FoldFacts(Admitted, NotMet(3), Met(4), NotMet(6), NotMet(7)).ReadyAt);

    [Fact]
    public void A_finished_stay_has_that_of_its_final_period() =>
        Assert.Equal(At(6), FoldFacts(Admitted, NotMet(3), Met(4), NotMet(6), Discharged(8)).ReadyAt);

    [Fact]
    public void A_finished_stay_whose_last_round_found_them_met_keeps_its_final_period() =>
        Assert.Equal(At(3), FoldFacts(Admitted, NotMet(3), Met(4), Discharged(8)).ReadyAt);

    [Fact]
    public void A_stay_without_a_night_has_none()
    {
        Assert.Null(FoldFacts(Admitted, NotMet(1) with { At = At(1, 12) }, Discharged(1, 17)).ReadyAt);
        Assert.Equal(At(1, 12), FoldFacts(Admitted, NotMet(1) with { At = At(1, 12) }, Discharged(2, 1)).ReadyAt);
    }

    /// <summary>From 29 March 2026 midnight in England is 23:00 UTC.</summary>
    [Fact]
    public void A_night_is_one_of_Englands()
    {
        Assert.Null(FoldFacts(Fact(Kind.Admitted, 30, 1), Fact(Kind.CriteriaNotMet, 30, 9), Fact(Kind.Discharged, 30, 22, 30)).ReadyAt);
        Assert.NotNull(FoldFacts(Fact(Kind.Admitted, 30, 1), Fact(Kind.CriteriaNotMet, 30, 9), Fact(Kind.Discharged, 30, 23, 30)).ReadyAt);
    }

    [Fact]
    public void It_may_be_the_day_of_the_discharge() =>
        Assert.Equal(At(8, 8), FoldFacts(Admitted, NotMet(8) with { At = At(8, 8) }, Discharged(8)).ReadyAt);

    [Fact]
    public void A_second_source_that_finds_the_same_does_not_move_it() =>
        Assert.Equal(At(3), Fold(A.Says(1, Admitted, NotMet(3)), B.Says(1, Fact(Kind.CriteriaNotMet, 3, 9, 30))).ReadyAt);

    [Fact]
    public void A_finding_after_the_discharge_moves_nothing() =>
        Assert.Equal(At(3), Fold(A.Says(1, Admitted, NotMet(3), Discharged(8)), B.Says(1, Met(9), NotMet(10))).ReadyAt);

    [Fact]
    public void It_is_there_while_the_hub_plans_and_gone_when_the_person_gets_worse()
    {
        StayFact[] planning = [Admitted, NotMet(3), Fact(Kind.ReferredToHub, 4), Fact(Kind.PathwayAgreed, 5) with { Pathway = 2 }];

        Assert.Equal(At(3), FoldFacts(planning).ReadyAt);
        var worse = FoldFacts([.. planning, Met(6)]);
        Assert.Equal((CaseState.Planning, null), (worse.State, worse.ReadyAt));
    }

    [Fact]
    public void A_cancelled_admission_has_none() => Assert.Null(FoldFacts(Admitted, NotMet(3), Fact(Kind.AdmissionCancelled, 4)).ReadyAt);
}
