using FsCheck;
using FsCheck.Fluent;
using IntegrationHub.Referrals;
using IntegrationHub.Referrals.Projection;
using static IntegrationHub.Tests.Referrals.Told;
using Kind = IntegrationHub.Referrals.ReferralFactKind;
using Referral = IntegrationHub.Referrals.Referral;

namespace IntegrationHub.Tests.Referrals;

/// <summary>Whatever referrer and councils say, however often and in whatever order it comes: the same referral.</summary>
public sealed class ReferralFoldPropertyTests
{
    private static readonly Gen<ReferralStatement> Statements =
        from kind in Gen.Elements(Enum.GetValues<Kind>().Where(kind => kind is not Kind.Sent).ToArray())
        from day in Gen.Choose(1, 5)
        from teller in Gen.Frequency((4, Gen.Constant(Council)), (1, Gen.Constant(Other)), (2, Gen.Constant(Referrer)))
        from step in Gen.Choose(0, 3)
        let fact = new ReferralFact(kind, At(day))
        {
            Organisation = kind is Kind.Rerouted ? (teller == Other ? Council : Other) : null,
            Package = "p",
        }
        select step == 0 ? new ReferralStatement(Key, $"task-{teller}", Order(day), teller, [fact]) { IsStep = true } : teller.Says(fact);

    private static readonly Gen<ReferralStatement> Requests =
        from version in Gen.Choose(1, 3)
        from cancelled in Gen.Choose(0, 3)
        select Sent(version, cancelled == 0 ? [Fact(Kind.CancelledByReferrer, version + 1)] : []);

    /// <summary>No two that say the same version of the same source differ: a source does not contradict itself.</summary>
    private static Gen<ReferralStatement[]> Referrals(int fewest, int most) =>
        from size in Gen.Choose(fewest, most)
        from said in Gen.Frequency((1, Requests), (4, Statements)).ListOf(size)
        select said.DistinctBy(one => (one.Source, one.Order)).ToArray();

    [Fact]
    public void Every_order_of_arrival_of_a_short_referral_makes_the_same() =>
        Prop.ForAll(Referrals(2, 5).ToArbitrary(), said => Assert.Single(Permutations(said).Select(Folded).Distinct()))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    [Fact]
    public void Some_order_of_arrival_of_a_longer_one_makes_the_same_however_often_it_is_told() =>
        Prop.ForAll(
                (
                    from said in Referrals(6, 12)
                    from again in Gen.SubListOf(said)
                    from shuffled in Gen.Shuffle(said.Concat(again).ToArray())
                    select (said, shuffled)
                ).ToArbitrary(),
                pair => Assert.Equal(Folded(pair.said), Folded(pair.shuffled))
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(600));

    [Fact]
    public void Everything_that_stands_is_in_the_history_conflict_or_not() =>
        Prop.ForAll(
                Referrals(2, 9).ToArbitrary(),
                said =>
                {
                    var told = said.Where(one => one.Source != "request").Select(one => (one.Source, one.Order)).ToHashSet();
                    var shown = (ReferralFold.Fold(Id, said.InCommits(), Rules)?.Steps ?? []).Select(step => (step.Source, step.Order));
                    Assert.Superset(told, shown.ToHashSet());
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void What_is_projected_in_two_goes_tells_what_is_projected_in_one() =>
        Prop.ForAll(
                (from said in Referrals(2, 7) from stop in Gen.Choose(0, said.Length) select (said, stop)).ToArbitrary(),
                pair =>
                {
                    var (whole, all) = Project(pair.said, [], 0, pair.said.Length);
                    var (half, first) = Project(pair.said, [], 0, pair.stop);
                    var (rest, second) = Project(pair.said, half, pair.stop, pair.said.Length);
                    Assert.Equal(whole, rest);
                    Assert.Equal(all, [.. first, .. second]);
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void The_referrals_differ_enough_to_reach_every_state_and_conflict()
    {
        var all = Gen.Sample(Referrals(2, 9), 4000, 4000)
            .Select(said => ReferralFold.Fold(Id, said.InCommits(), Rules))
            .OfType<Referral>()
            .ToList();
        Assert.Equal(Enum.GetValues<ReferralState>(), all.Select(referral => referral.State).Distinct().Order());
        Assert.Equal(
            ReferralConflicts.All.Select(conflict => conflict.Code).Order(StringComparer.Ordinal),
            all.SelectMany(referral => referral.Steps)
                .Select(step => step.Conflict)
                .OfType<string>()
                .Distinct()
                .Order(StringComparer.Ordinal)
        );
    }

    private static (IReadOnlyList<Referral> Referrals, List<string> Ids) Project(
        ReferralStatement[] said,
        IReadOnlyList<Referral> from,
        int after,
        int through
    )
    {
        var commits = said.InCommits();
        var ids = new List<string>();
        foreach (var commit in commits.Where(commit => commit.Commit > after && commit.Commit <= through))
        {
            var (next, news) = ReferralProjector.Step(Subject, from, commits, commit, Rules);
            ids.AddRange(news.Select(told => told.Id));
            from = next;
        }

        return (from, ids);
    }

    private static string Folded(ReferralStatement[] said) => Text(ReferralFold.Fold(Id, said.InCommits(), Rules));

    private static IEnumerable<ReferralStatement[]> Permutations(ReferralStatement[] said)
    {
        if (said.Length == 0)
            yield return [];
        for (var i = 0; i < said.Length; i++)
            foreach (var rest in Permutations([.. said[..i], .. said[(i + 1)..]]))
                yield return [said[i], .. rest];
    }
}
