using IntegrationHub.CareRecord;
using IntegrationHub.Subscriptions.Producers;

namespace IntegrationHub.Tests.Subscriptions.Producers;

public sealed class PersonChangesTests
{
    private static readonly RecordHead Before = SomeDrafts.Head(SomeDrafts.Record(1));

    [Fact]
    public void Nothing_that_follows_a_person_about_is_told_of_a_commit_that_changes_no_such_thing() => Assert.Empty(Of(Before, Before));

    [Fact]
    public void Another_place_and_no_place_at_all_are_a_move()
    {
        Assert.Equal([PersonChanges.Moved], Of(Before, Before with { Place = "southport" }));
        Assert.Equal([PersonChanges.Moved], Of(Before, Before with { Place = null }));
        Assert.Equal([PersonChanges.Moved], Of(Before with { Place = null }, Before));
    }

    [Fact]
    public void Where_somebody_lives_is_no_move_when_it_is_told_for_the_first_time() =>
        Assert.Empty(Of(new RecordHead(Before.Record) { Version = 1, Place = "midvale" }, Before));

    [Fact]
    public void A_death_is_told_once_and_taken_back_once_and_a_better_date_of_it_is_neither()
    {
        var dead = Before with { DeathTold = "true|X90001|1" };
        var dated = Before with { DeathTold = "2026-03-01|X90001|2" };
        Assert.Equal([PersonChanges.Died], Of(Before, dead));
        Assert.Empty(Of(dead, dated));
        Assert.Equal([PersonChanges.DeathTakenBack], Of(dated, Before));
        // Of whom nothing was known yet, too: whoever cares for them must not go on.
        Assert.Equal([PersonChanges.Died], Of(new RecordHead(Before.Record), dated));
    }

    [Fact]
    public void Joining_and_separating_and_invalidating_are_changes_of_the_number()
    {
        var other = SomeDrafts.Record(2);
        IdentityChange[] changes =
        [
            new IdentityChange.Admits(other),
            new IdentityChange.PointsTo(other),
            new IdentityChange.Releases(other),
            new IdentityChange.NumberInvalidated(),
            new IdentityChange.NumberRestored(),
        ];
        foreach (var change in changes)
            Assert.Equal(
                [PersonChanges.NumberChanged],
                PersonChanges.Of(Before, new CommitDecision.Accept(Before, [], []) { Changes = [change] })
            );
    }

    private static IEnumerable<string> Of(RecordHead before, RecordHead now) =>
        PersonChanges.Of(before, new CommitDecision.Accept(now, [], []));
}
