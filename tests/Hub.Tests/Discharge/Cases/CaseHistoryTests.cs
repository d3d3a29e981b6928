using IntegrationHub.Discharge.Cases;
using static IntegrationHub.Tests.Discharge.Cases.Told;
using Kind = IntegrationHub.Discharge.Cases.StayFactKind;

namespace IntegrationHub.Tests.Discharge.Cases;

public sealed class CaseHistoryTests
{
    private static readonly StayFact Admitted = Fact(Kind.Admitted, 1);
    private static readonly StayFact Discharged = Fact(Kind.Discharged, 8);

    [Fact]
    public void It_tells_what_happened_when_and_what_it_did()
    {
        var history = Of(
            A.Says(1, Admitted),
            B.Says(1, Fact(Kind.CriteriaNotMet, 3)),
            B.Says(2, Fact(Kind.CriteriaNotMet, 3), Fact(Kind.ReferredToHub, 2))
        );

        Assert.Equal(
            [
                (Kind.Admitted, null, CaseState.InHospital, 1, "RX1"),
                (Kind.ReferredToHub, CaseState.InHospital, CaseState.Referred, 3, "C90001"),
                (Kind.CriteriaNotMet, CaseState.Referred, CaseState.Referred, 2, "C90001"),
            ],
            history.Select(entry => (entry.Fact.Kind, entry.From, entry.To ?? default, entry.Commit, entry.Teller))
        );
        Assert.Equal([true, true, false], history.Select(entry => entry.ChangedTheState));
        Assert.Equal(At(1).AddMinutes(1), history[2].KnownAt);
    }

    [Fact]
    public void What_a_source_says_again_in_each_version_stands_once_from_when_it_was_first_known()
    {
        var entry = Assert.Single(Of(A.Says(2, Admitted), A.Says(1, Admitted), A.Says(3, Admitted)));

        Assert.Equal((1, true), (entry.Commit, entry.Stands));
    }

    [Fact]
    public void What_its_source_says_no_longer_is_marked_with_the_commit_that_says_otherwise()
    {
        var history = Of(A.Says(1, Admitted, Discharged), A.Says(2, Admitted, Fact(Kind.Discharged, 9)));

        Assert.Equal([null, 2, null], history.Select(entry => entry.SupersededBy));
        Assert.Null(history[1].To);
    }

    [Fact]
    public void What_came_too_late_was_superseded_before_it_came() =>
        Assert.Equal(1, Of(A.Says(2, Admitted), A.Says(1, Fact(Kind.Planned, 1)))[0].SupersededBy);

    [Fact]
    public void What_was_deleted_is_marked_with_the_deletion()
    {
        var history = Of(A.Says(1, Admitted), B.Says(1, Fact(Kind.Delayed, 2)), B.Gone());

        Assert.Equal([null, 3], history.Select(entry => entry.SupersededBy));
    }

    [Fact]
    public void A_conflict_stands_with_the_fact_that_has_it()
    {
        var history = Of(A.Says(1, Admitted, Discharged), B.Says(1, Fact(Kind.Moved, 9)));

        Assert.Equal([CaseConflicts.AfterEnd], history[2].Conflicts);
        Assert.All(history.Take(2), entry => Assert.Empty(entry.Conflicts));
    }

    private static IReadOnlyList<CaseHistoryEntry> Of(params StayStatement[] statements) => CaseHistory.Of(Case, statements.InCommits());
}
