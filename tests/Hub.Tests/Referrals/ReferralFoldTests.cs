using IntegrationHub.Discharge.Cases;
using IntegrationHub.Referrals;
using static IntegrationHub.Tests.Referrals.Told;
using Kind = IntegrationHub.Referrals.ReferralFactKind;

namespace IntegrationHub.Tests.Referrals;

/// <summary>A referral as it goes, and what may not be.</summary>
public sealed class ReferralFoldTests
{
    [Fact]
    public void A_referral_goes_from_sent_to_completed()
    {
        var steps = new List<ReferralStatement> { Sent() };
        Assert.Equal(ReferralState.Sent, Fold([.. steps]).State);
        foreach (
            var (kind, state) in new[]
            {
                (Kind.Received, ReferralState.Received),
                (Kind.InformationAsked, ReferralState.InformationAsked),
                (Kind.InformationGiven, ReferralState.Received),
                (Kind.Accepted, ReferralState.Accepted),
                (Kind.Assessed, ReferralState.Assessed),
                (Kind.ServicesArranged, ReferralState.ServicesArranged),
                (Kind.Completed, ReferralState.Completed),
            }
        )
        {
            steps.Add((kind is Kind.InformationGiven ? Referrer : Council).Says(kind, steps.Count + 1));
            var referral = Fold([.. steps]);
            Assert.Equal(state, referral.State);
            Assert.Equal(At(steps.Count), referral.Since);
        }

        var whole = Fold([.. steps]);
        Assert.Equal(steps.Count, whole.Steps.Length);
        Assert.All(whole.Steps, step => Assert.Null(step.Conflict));
        Assert.Equal((Referrer, Council, CouncilRules.Decided), (whole.Referrer, whole.Council, whole.CouncilRule));
    }

    [Fact]
    public void Before_anybody_decides_the_council_is_that_of_the_persons_place_by_the_rule_that_found_it()
    {
        var referral = Fold(Sent());
        Assert.Equal((Council, "usual-address", "northfield"), (referral.Council, referral.CouncilRule, referral.Place));
    }

    [Fact]
    public void Who_moves_before_anybody_decides_goes_to_the_council_there_and_not_after()
    {
        var moved = new StayCommit(9, At(9), Standing("southport"), []);
        Assert.Equal(Other, ReferralFold.Fold(Id, [.. new[] { Sent() }.InCommits(), moved], Rules)!.Council);
        Assert.Equal(
            Council,
            ReferralFold.Fold(Id, [.. new[] { Sent(), Council.Says(Kind.Accepted, 2) }.InCommits(), moved], Rules)!.Council
        );
    }

    [Fact]
    public void Where_no_place_is_known_the_council_is_the_one_that_the_referral_names()
    {
        var named = Sent() with { Facts = [Fact(Kind.Sent, 1, Other)] };
        var referral = ReferralFold.Fold(Id, new[] { named }.InCommits(place: null), Rules)!;
        Assert.Equal((Other, CouncilRules.Named), (referral.Council, referral.CouncilRule));
    }

    [Fact]
    public void Passed_on_it_is_the_other_councils_and_the_first_ones_word_counts_no_longer()
    {
        var referral = Fold(
            Sent(),
            Council.Says(Kind.Rerouted, 2, Other),
            Council.Says(Kind.Accepted, 3),
            Other.Says(Kind.Received, 4),
            Other.Says(Kind.Rejected, 5)
        );
        Assert.Equal((ReferralState.Rejected, Other), (referral.State, referral.Council));
        Assert.Equal([Council], referral.PassedOnBy);
        Assert.Equal([ReferralConflicts.NotItsCouncil], referral.Steps.Select(step => step.Conflict).OfType<string>());
    }

    [Fact]
    public void A_council_takes_back_what_it_passed_on_when_it_is_passed_back()
    {
        var referral = Fold(
            Sent(),
            Council.Says(Kind.Rerouted, 2, Other),
            Other.Says(Kind.Rerouted, 3, Council),
            Council.Says(Kind.Accepted, 4)
        );
        Assert.Equal((ReferralState.Accepted, Council), (referral.State, referral.Council));
        Assert.All(referral.Steps, step => Assert.Null(step.Conflict));
    }

    [Fact]
    public void A_council_that_never_had_it_cannot_decide() =>
        Assert.Equal(
            (ReferralState.Sent, ReferralConflicts.NotItsCouncil),
            (Fold(Sent(), Other.Says(Kind.Accepted, 2)).State, Fold(Sent(), Other.Says(Kind.Accepted, 2)).Steps[1].Conflict)
        );

    [Fact]
    public void Only_its_referrer_cancels_for_the_referrer() =>
        Assert.Equal(ReferralConflicts.NotItsReferrer, Fold(Sent(), "RX1".Says(Kind.CancelledByReferrer, 2)).Steps[1].Conflict);

    [Theory]
    [InlineData(Kind.CancelledByReferrer, Referrer)]
    [InlineData(Kind.CancelledByCouncil, Council)]
    public void Either_side_cancels_and_what_is_told_after_it_is_a_conflict_that_is_kept(Kind cancelled, string by)
    {
        var referral = Fold(Sent(), by.Says(cancelled, 2), Council.Says(Kind.Accepted, 3));
        Assert.Equal((ReferralState.Cancelled, At(2)), (referral.State, referral.Since));
        Assert.Equal((Kind.Accepted, ReferralConflicts.AfterEnd), (referral.Steps[2].Fact.Kind, referral.Steps[2].Conflict));
    }

    [Theory]
    [InlineData(Kind.Rejected, Kind.Assessed, ReferralConflicts.AfterRejection)]
    [InlineData(Kind.Assessed, Kind.Rejected, ReferralConflicts.AfterAssessment)]
    [InlineData(Kind.ServicesArranged, Kind.Rerouted, ReferralConflicts.AfterAssessment)]
    [InlineData(Kind.Completed, Kind.CancelledByCouncil, ReferralConflicts.AfterEnd)]
    [InlineData(Kind.Rejected, Kind.Accepted, null)]
    [InlineData(Kind.Accepted, Kind.Rejected, null)]
    public void What_may_follow_what(Kind first, Kind then, string? conflict) =>
        Assert.Equal(conflict, Fold(Sent(), Council.Says(first, 2), Council.Says(then, 3, Other)).Steps[2].Conflict);

    [Fact]
    public void Services_change_and_end_after_the_referral_is_completed()
    {
        var started = new ReferralFact(Kind.ServicesArranged, At(2))
        {
            Package = "p1",
            Service = "Home care, twice a day",
            Date = new DateOnly(2026, 3, 4),
        };
        var ended = new ReferralFact(Kind.ServicesEnded, At(8)) { Package = "p1", Date = new DateOnly(2026, 3, 8) };
        var referral = Fold(Sent(), Council.Says(started), Council.Says(Kind.Completed, 5), Council.Says(ended));
        Assert.Equal(ReferralState.Completed, referral.State);
        Assert.All(referral.Steps, step => Assert.Null(step.Conflict));
        Assert.Equal(
            new CarePackage("p1", "Home care, twice a day", null, new DateOnly(2026, 3, 4), new DateOnly(2026, 3, 8)),
            Assert.Single(referral.Packages)
        );
    }

    [Fact]
    public void A_newer_version_of_the_request_replaces_what_the_older_said()
    {
        var second = Sent(2) with { Facts = [Fact(Kind.Sent, 1) with { Priority = "urgent" }] };
        Assert.Equal("urgent", Fold(Sent(), second).Priority);
        Assert.Equal("urgent", Fold(second, Sent()).Priority);
        Assert.Equal(ReferralState.Cancelled, Fold(Sent(2, Fact(Kind.CancelledByReferrer, 3)), Sent()).State);
    }

    [Fact]
    public void Each_version_of_a_councils_task_is_a_step_of_its_own()
    {
        ReferralStatement Task(int version, Kind kind, int day) =>
            new(Key, "task", Order(version), Council, [Fact(kind, day)]) { IsStep = true };
        var referral = Fold(
            Task(3, Kind.Completed, 4),
            Sent(),
            Task(1, Kind.Received, 2),
            Task(2, Kind.Accepted, 3),
            Task(1, Kind.Received, 2)
        );
        Assert.Equal([Kind.Sent, Kind.Received, Kind.Accepted, Kind.Completed], referral.Steps.Select(step => step.Fact.Kind));
    }

    [Fact]
    public void A_request_that_is_deleted_was_a_mistake()
    {
        var gone = Sent(2) with { Facts = [], Deleted = true };
        Assert.Equal(ReferralState.Cancelled, Fold(Sent(), gone).State);
        Assert.Null(ReferralFold.Fold(Id, new[] { gone }.InCommits(), Rules));
    }

    [Fact]
    public void Every_state_and_fact_has_one_row()
    {
        foreach (var fact in Enum.GetValues<Kind>())
        foreach (var state in (ReferralState?[])[null, .. Enum.GetValues<ReferralState>().Cast<ReferralState?>()])
        {
            var row = Assert.Single(ReferralTransitions.Table, row => row.Fact == fact && row.From == state);
            Assert.True(state is not null || row.To is not null, $"{fact} leaves nothing without a state.");
        }
    }
}
