using IntegrationHub.Discharge.Cases;
using static IntegrationHub.Tests.Discharge.Cases.Told;
using Kind = IntegrationHub.Discharge.Cases.StayFactKind;

namespace IntegrationHub.Tests.Discharge.Cases;

public sealed class CaseFoldTests
{
    private static readonly StayFact Admitted = Fact(Kind.Admitted, 1) with { Code = "21", Ward = "Ash ward", Site = "RX101" };
    private static readonly StayFact Discharged = Fact(Kind.Discharged, 8) with { Code = "1", Destination = "19" };

    [Fact]
    public void A_stay_of_which_nothing_was_said_is_no_case()
    {
        Assert.Null(CaseFold.Fold(Case, []));
        Assert.Null(CaseFold.Fold(Case, new[] { A.Says(1, Admitted).OfStay(OtherStay) }.InCommits()));
        Assert.Null(CaseFold.Fold(Case, new[] { A.Says(1) }.InCommits()));
    }

    [Fact]
    public void A_whole_stay_keeps_what_was_said_on_the_way()
    {
        var stay = FoldFacts(
            Admitted,
            Fact(Kind.ExpectedDischarge, 2) with
            {
                Date = new(2026, 3, 9),
            },
            Fact(Kind.CriteriaNotMet, 3) with
            {
                Code = "not-met",
                Ward = "Birch ward",
            },
            Fact(Kind.ReferredToHub, 3, 10),
            Fact(Kind.PathwayProposed, 3, 11) with
            {
                Pathway = 2,
            },
            Fact(Kind.PathwayAgreed, 4) with
            {
                Pathway = 1,
            },
            Fact(Kind.AssessmentAsked, 4, 10) with
            {
                Organisation = "C90001",
            },
            Fact(Kind.AssessmentAccepted, 4, 15),
            Fact(Kind.AssessmentDone, 5),
            Fact(Kind.Delayed, 5, 10) with
            {
                Code = "capacity-home-social-care",
            },
            Fact(Kind.DelayEnded, 6),
            Fact(Kind.Arranged, 6, 10) with
            {
                Date = new(2026, 3, 8),
                Organisation = "C90001",
            },
            Discharged
        );

        Assert.Equal(CaseState.Discharged, stay.State);
        Assert.Equal(At(8), stay.Since);
        Assert.Equal(At(1), stay.AdmittedAt);
        Assert.Equal("21", stay.AdmissionMethod);
        Assert.Equal(("Birch ward", "RX101"), (stay.Ward, stay.Site));
        Assert.Equal(new DateOnly(2026, 3, 9), stay.ExpectedDischarge);
        Assert.Equal(new CriteriaReview(false, At(3), "not-met"), stay.Criteria);
        Assert.Equal(At(3), stay.ReadyAt);
        Assert.Equal(At(3, 10), stay.ReferredAt);
        Assert.Equal((2, 1, At(4)), (stay.PathwayProposed, stay.PathwayAgreed, stay.PathwayAgreedAt));
        Assert.Equal(new Assessment(At(4, 10), "C90001", true, At(4, 15), null, At(5)), stay.Assessment);
        Assert.Equal(new Arrangement(At(6, 10), new DateOnly(2026, 3, 8), "C90001"), stay.Arrangement);
        Assert.Null(stay.Delay);
        Assert.Equal((At(8), "1", "19"), (stay.LeftAt, stay.DischargeMethod, stay.Destination));
        Assert.Equal(("RX1", "northfield", "X90001"), (stay.Trust, stay.Place, stay.Practice));
        Assert.Empty(stay.Conflicts);
    }

    [Fact]
    public void What_comes_before_any_admission_means_that_the_person_is_in_hospital()
    {
        var stay = FoldFacts(Fact(Kind.ExpectedDischarge, 2) with { Date = new(2026, 3, 9) });

        Assert.Equal(CaseState.InHospital, stay.State);
        Assert.Null(stay.AdmittedAt);
        Assert.Empty(stay.Conflicts);
    }

    [Fact]
    public void A_plan_may_be_made_before_the_admission_and_shows_when_the_person_is_in_hospital()
    {
        StayFact[] plan = [Fact(Kind.Planned, 10), Fact(Kind.ReferredToHub, 2), Fact(Kind.PathwayAgreed, 3) with { Pathway = 1 }];

        Assert.Equal(CaseState.Expected, FoldFacts(plan).State);
        Assert.Equal(CaseState.Planning, FoldFacts([.. plan, Fact(Kind.Admitted, 4)]).State);
    }

    [Fact]
    public void A_newer_version_of_a_source_replaces_all_that_its_older_ones_said()
    {
        var stay = Fold(A.Says(2, Admitted), A.Says(1, Admitted, Discharged));

        Assert.Equal(CaseState.InHospital, stay.State);
        Assert.Null(stay.LeftAt);
    }

    [Fact]
    public void Numbered_and_unnumbered_versions_are_compared_by_time_and_never_go_round_in_a_circle()
    {
        StayStatement Version(long number, int minute, int pathway) =>
            A.Says(1, Fact(Kind.PathwayAgreed, 2) with { Pathway = pathway }) with
            {
                Order = $"{number:D10}{At(1).AddMinutes(minute).UtcTicks:D19}",
            };
        StayStatement[] said = [Version(1, 10, 1), Version(2, 5, 2), Version(0, 7, 3)];
        StayStatement[][] orders =
        [
            [said[0], said[1], said[2]],
            [said[0], said[2], said[1]],
            [said[1], said[0], said[2]],
            [said[1], said[2], said[0]],
            [said[2], said[0], said[1]],
            [said[2], said[1], said[0]],
        ];

        Assert.All(orders, order => Assert.Equal(3, Fold(order).PathwayAgreed));
    }

    [Fact]
    public void Of_two_equal_versions_the_one_of_the_later_commit_counts() =>
        Assert.Equal(At(2), Fold(A.Says(1, Fact(Kind.Admitted, 1)), A.Says(1, Fact(Kind.Admitted, 2))).AdmittedAt);

    [Fact]
    public void A_deleted_source_says_nothing_of_what_came_before_and_a_later_version_speaks_again()
    {
        var delayed = B.Says(5, Fact(Kind.Delayed, 3) with { Code = "hospital-transport" });

        Assert.Null(Fold(A.Says(1, Admitted), delayed, B.Gone()).Delay);
        Assert.NotNull(Fold(A.Says(1, Admitted), delayed, B.Gone(), delayed).Delay);
    }

    [Fact]
    public void A_stay_that_is_wholly_taken_back_was_a_mistake()
    {
        var stay = Fold(A.Says(1, Admitted), A.Gone());

        Assert.Equal((CaseState.Cancelled, At(1)), (stay.State, stay.Since));
        Assert.Equal(CaseState.Cancelled, Fold(A.Says(1, Admitted), A.Says(2)).State);
    }

    [Fact]
    public void A_second_source_that_is_some_minutes_off_is_no_conflict()
    {
        var stay = Fold(
            A.Says(1, Admitted, Discharged),
            B.Says(1, Fact(Kind.Admitted, 1, 9, 40), Fact(Kind.Discharged, 8, 8, 5) with { Code = "1" })
        );

        Assert.Equal(CaseState.Discharged, stay.State);
        Assert.Equal((At(1), At(8, 8, 5)), (stay.AdmittedAt, stay.LeftAt));
        Assert.Empty(stay.Conflicts);
    }

    [Fact]
    public void A_cancelled_discharge_leads_back_to_the_state_before_it_with_all_that_was_planned()
    {
        StayFact[] planned =
        [
            Admitted,
            Fact(Kind.CriteriaNotMet, 2),
            Fact(Kind.ReferredToHub, 3),
            Fact(Kind.PathwayAgreed, 4) with
            {
                Pathway = 1,
            },
        ];
        var before = FoldFacts(planned);

        var after = FoldFacts([.. planned, Discharged, Fact(Kind.DischargeCancelled, 8, 12)]);

        Assert.Equal(Told.Json(before), Told.Json(after));
    }

    [Fact]
    public void What_was_told_of_the_time_after_a_discharge_stands_once_the_discharge_is_cancelled()
    {
        StayFact[] facts = [Admitted, Discharged, Fact(Kind.CriteriaNotMet, 8, 11)];

        var conflicting = Fold(A.Says(1, facts[..2]), B.Says(1, facts[2]));
        var cancelled = Fold(A.Says(1, facts[..2]), B.Says(1, facts[2]), "cancel".Says(1, Fact(Kind.DischargeCancelled, 8, 12)));

        Assert.Equal(CaseConflicts.AfterEnd, Assert.Single(conflicting.Conflicts).Code);
        Assert.Null(conflicting.Criteria);
        Assert.Equal((CaseState.Ready, At(8, 11)), (cancelled.State, cancelled.ReadyAt));
        Assert.Empty(cancelled.Conflicts);
    }

    [Fact]
    public void An_Encounter_whose_next_version_cancels_its_discharge_is_no_conflict()
    {
        var stay = Fold(A.Says(1, Admitted, Discharged), A.Says(2, Admitted, Fact(Kind.DischargeCancelled, 8, 12)));

        Assert.Equal(CaseState.InHospital, stay.State);
        Assert.Empty(stay.Conflicts);
    }

    [Fact]
    public void What_a_source_says_along_with_the_end_is_of_the_time_before()
    {
        var stay = FoldFacts(
            Admitted,
            Discharged,
            Fact(Kind.ExpectedDischarge, 9) with
            {
                Date = new(2026, 3, 8),
            },
            Fact(Kind.CriteriaNotMet, 9)
        );

        Assert.Empty(stay.Conflicts);
        Assert.Equal(new DateOnly(2026, 3, 8), stay.ExpectedDischarge);
        Assert.Equal(At(8), stay.ReadyAt);
    }

    [Fact]
    public void An_admission_after_the_discharge_opens_the_same_case_again_and_plans_anew()
    {
        var stay = FoldFacts(
            Admitted,
            Fact(Kind.CriteriaNotMet, 2),
            Fact(Kind.ReferredToHub, 3),
            Discharged,
            Fact(Kind.Admitted, 12) with
            {
                Code = "22",
            }
        );

        Assert.Equal((CaseState.InHospital, At(12)), (stay.State, stay.Since));
        Assert.Equal((At(1), At(12)), (stay.AdmittedAt, stay.ReadmittedAt));
        Assert.Null(stay.LeftAt);
        Assert.Null(stay.ReferredAt);
        Assert.Null(stay.ReadyAt);
        Assert.True(stay.LongStayRisk);
        Assert.Empty(stay.Conflicts);
    }

    [Fact]
    public void Pathway_0_asks_nothing_of_a_hub_and_takes_the_person_off_one_that_was_asked()
    {
        StayFact[] referred = [Admitted, Fact(Kind.CriteriaNotMet, 2), Fact(Kind.ReferredToHub, 3)];
        var agreed = Fact(Kind.PathwayAgreed, 4) with { Pathway = 0 };

        var stay = FoldFacts([.. referred, agreed]);
        var again = FoldFacts([.. referred, agreed, Fact(Kind.ReferredToHub, 5)]);

        Assert.Equal((CaseState.Ready, 0), (stay.State, stay.PathwayAgreed));
        Assert.Null(stay.ReferredAt);
        Assert.Equal((CaseState.Referred, At(5)), (again.State, again.ReferredAt));
        Assert.Null(again.PathwayAgreed);
    }

    [Fact]
    public void What_was_arranged_for_one_pathway_is_not_arranged_for_another()
    {
        StayFact[] arranged = [Admitted, Fact(Kind.PathwayAgreed, 2) with { Pathway = 1 }, Fact(Kind.Arranged, 3)];

        Assert.Equal(CaseState.Arranged, FoldFacts([.. arranged, Fact(Kind.PathwayAgreed, 4) with { Pathway = 1 }]).State);
        var other = FoldFacts([.. arranged, Fact(Kind.PathwayAgreed, 4) with { Pathway = 3 }]);
        Assert.Equal((CaseState.Planning, null), (other.State, other.Arrangement));
    }

    [Fact]
    public void Care_before_its_pathway_stays_arranged_when_the_pathway_is_told() =>
        Assert.Equal(
            CaseState.Arranged,
            FoldFacts(Admitted, Fact(Kind.Arranged, 3), Fact(Kind.PathwayAgreed, 4) with { Pathway = 1 }).State
        );

    [Fact]
    public void A_delay_stands_until_its_own_end_and_the_newest_is_the_one_that_is_shown()
    {
        StayFact[] two =
        [
            Admitted,
            Fact(Kind.Delayed, 2) with
            {
                Code = "hospital-transport",
            },
            Fact(Kind.Delayed, 3),
            Fact(Kind.Delayed, 4) with
            {
                Code = "hospital-transport",
            },
        ];

        Assert.Equal(new Delay(At(3), DelayReasons.NotTold), FoldFacts(two).Delay);
        Assert.Equal(
            new Delay(At(2), "hospital-transport"),
            FoldFacts([.. two, Fact(Kind.DelayEnded, 5) with { Code = DelayReasons.NotTold }]).Delay
        );
        Assert.Null(FoldFacts([.. two, Fact(Kind.DelayEnded, 5)]).Delay);
        Assert.Null(FoldFacts([.. two, Discharged]).Delay);
    }

    [Fact]
    public void A_withdrawn_case_comes_back_with_any_later_fact_but_work()
    {
        StayFact[] withdrawn = [Admitted, Fact(Kind.Withdrawn, 3), Fact(Kind.AlertCompleted, 4) with { Alert = "x" }];

        Assert.True(FoldFacts(withdrawn).Withdrawn);
        Assert.True(Fold(A.Says(1, withdrawn), B.Says(1, Fact(Kind.ExpectedDischarge, 2))).Withdrawn);
        Assert.False(Fold(A.Says(1, withdrawn), B.Says(1, Fact(Kind.ExpectedDischarge, 5))).Withdrawn);
    }

    [Fact]
    public void A_case_that_is_passed_on_keeps_the_hub_it_went_to_last()
    {
        var stay = FoldFacts(
            Admitted,
            Fact(Kind.PassedToHub, 2) with
            {
                Hub = "hub-midvale",
            },
            Fact(Kind.PassedToHub, 3) with
            {
                Hub = "hub-southport",
            }
        );

        Assert.Equal("hub-southport", stay.PassedTo);
        Assert.Equal(CaseState.InHospital, stay.State);
    }

    [Theory]
    [InlineData("1", CaseState.Discharged)]
    [InlineData("6", CaseState.SelfDischarged)]
    [InlineData("7", CaseState.SelfDischarged)]
    [InlineData("4", CaseState.Died)]
    [InlineData("5", CaseState.Died)]
    [InlineData(null, CaseState.Discharged)]
    public void The_method_of_discharge_tells_how_the_stay_ended(string? method, CaseState state) =>
        Assert.Equal(state, FoldFacts(Admitted, Discharged with { Code = method }).State);

    [Fact]
    public void A_transfer_that_is_told_as_a_discharge_too_is_a_transfer()
    {
        var transfer = Fact(Kind.TransferredOut, 8, 9, 20) with { Organisation = "RX2" };

        var stay = Fold(A.Says(1, Admitted, Discharged), B.Says(1, transfer));

        Assert.Equal((CaseState.Transferred, "RX2"), (stay.State, stay.TransferredTo));
        Assert.Empty(stay.Conflicts);
    }

    [Fact]
    public void The_newest_standing_that_names_a_place_counts_also_of_a_commit_that_says_nothing_else()
    {
        StayCommit[] said = [.. new[] { A.Says(1, Admitted) }.InCommits()];

        Assert.Equal("midvale", CaseFold.Fold(Case, [Standings(3, From(null)), .. said, Standings(2, From("midvale"))])!.Place);
    }

    [Fact]
    public void The_trust_is_the_one_whose_Encounter_it_is_whoever_speaks_first()
    {
        var stay = Fold(B.Says(1, Fact(Kind.AssessmentAsked, 1)), A.Says(1, Fact(Kind.Admitted, 2)));

        Assert.Equal("RX1", stay.Trust);
    }

    [Fact]
    public void A_case_prints_as_its_id_and_state_only() =>
        Assert.Equal($"DischargeCase {{ Id = {Case}, State = InHospital }}", FoldFacts(Admitted).ToString());

    [Fact]
    public void Nothing_that_the_fold_holds_prints_what_was_told()
    {
        var secret = Admitted with { Reason = "secret" };
        var entry = Assert.Single(CaseHistory.Of(Case, new[] { A.Says(1, secret) }.InCommits()));

        Assert.Equal("CaseHistoryEntry { Fact = StayFact { Kind = Admitted } }", entry.ToString());
        Assert.Equal("ToldFact { Kind = Admitted }", new ToldFact(secret, A, "", "RX1", 0, At(1)).ToString());
    }

    [Fact]
    public void A_source_that_comes_to_speak_of_another_stay_or_of_none_says_nothing_of_the_first_any_longer()
    {
        var admitted = Told.A.Says(1, Told.Fact(StayFactKind.Admitted, 2));
        var referred = Told.B.Says(1, Told.Fact(StayFactKind.ReferredToHub, 3));
        Assert.Equal(CaseState.Referred, Told.Fold(admitted, referred).State);

        var elsewhere = Told.B.Says(2, Told.Fact(StayFactKind.ReferredToHub, 4)).OfStay(Told.OtherStay);
        Assert.Equal(CaseState.InHospital, Told.Fold(admitted, referred, elsewhere).State);
        Assert.Equal(CaseState.InHospital, Told.Fold(elsewhere, admitted, referred).State);
        var ofNone = Told.B.Says(2).OfStay(Told.B);
        Assert.Equal(CaseState.InHospital, Told.Fold(admitted, referred, ofNone).State);

        var deleted = Told.B.Gone().OfStay(Told.B);
        Assert.Equal(CaseState.InHospital, Told.Fold(admitted, referred, deleted).State);
        Assert.Equal(
            3,
            CaseHistory.Of(Told.Case, new[] { admitted, referred, deleted }.InCommits()).Single(entry => !entry.Stands).SupersededBy
        );
        var replaced = CaseHistory.Of(Told.Case, new[] { admitted, referred, elsewhere }.InCommits()).Single(entry => !entry.Stands);
        Assert.Equal((StayFactKind.ReferredToHub, 3), (replaced.Fact.Kind, replaced.SupersededBy));
    }
}
