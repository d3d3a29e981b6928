using FsCheck;
using FsCheck.Fluent;
using IntegrationHub.Discharge.Cases;
using Kind = IntegrationHub.Discharge.Cases.StayFactKind;

namespace IntegrationHub.Tests.Discharge.Cases;

/// <summary>Whatever two systems say of a stay, however often and in whatever order it comes: the same case.</summary>
public sealed class CaseFoldPropertyTests
{
    private static readonly Gen<StayFact> Facts =
        from kind in Gen.Frequency(
            (3, Gen.Elements(Kind.Admitted, Kind.CriteriaMet, Kind.CriteriaNotMet, Kind.ReferredToHub, Kind.PathwayAgreed)),
            (2, Gen.Elements(Kind.Discharged, Kind.Died, Kind.TransferredOut, Kind.AdmissionCancelled, Kind.DischargeCancelled)),
            (1, Gen.Constant(Kind.Planned)),
            (3, Gen.Elements(Enum.GetValues<Kind>()))
        )
        from day in Gen.Choose(1, 4)
        from minute in Gen.Elements(0, 20, 90)
        from code in Gen.Elements<string?>(null, "1", "4", "6", CaseNotice.Withdrawal)
        from pathway in Gen.Choose(0, 3)
        select new StayFact(kind, Told.At(day).AddMinutes(minute))
        {
            Code = code,
            Pathway = pathway,
            Date = new DateOnly(2026, 3, 10 + pathway),
            Ward = "Ward " + pathway,
            Alert = "alert-" + pathway,
        };

    /// <summary>Versions of two sources, each with a number of its own.</summary>
    private static Gen<StayStatement[]> Stays(int fewest, int most) =>
        from size in Gen.Choose(fewest, most)
        from ofA in Gen.Choose(1, size - 1)
        from facts in Gen.Choose(1, 3).SelectMany(count => Facts.ListOf(count)).ListOf(size)
        select facts.Select((some, i) => i < ofA ? Told.A.Says(i + 1, [.. some]) : Told.B.Says(i - ofA + 1, [.. some])).ToArray();

    [Fact]
    public void Every_order_of_arrival_of_a_short_stay_makes_the_same_case() =>
        Prop.ForAll(Stays(2, 5).ToArbitrary(), stay => Assert.Single(Permutations(stay).Select(Fold).Distinct()))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    [Fact]
    public void Some_order_of_arrival_of_a_longer_stay_makes_the_same_case() =>
        Prop.ForAll(
                (from stay in Stays(6, 9) from shuffled in Gen.Shuffle(stay) select (stay, shuffled)).ToArbitrary(),
                pair => Assert.Equal(Fold(pair.stay), Fold(pair.shuffled))
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(400));

    [Fact]
    public void What_is_told_again_changes_nothing() =>
        Prop.ForAll(
                (
                    from stay in Stays(2, 6)
                    from again in Gen.SubListOf(stay)
                    from shuffled in Gen.Shuffle(stay.Concat(again).ToArray())
                    select (stay, shuffled)
                ).ToArbitrary(),
                pair => Assert.Equal(Fold(pair.stay), Fold(pair.shuffled))
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(400));

    [Fact]
    public void A_stay_does_not_hear_what_other_sources_say_of_another() =>
        Prop.ForAll(
                (from stay in Stays(2, 6) from other in Stays(2, 6) select (stay, other)).ToArbitrary(),
                pair => Assert.Equal(Fold(pair.stay), Fold([.. pair.other.Select(OfOther), .. pair.stay]))
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    private static StayStatement OfOther(StayStatement said) => said.OfStay(Told.OtherStay) with { Source = $"{said.Source}-other" };

    [Fact]
    public void Everything_that_was_ever_told_stands_in_the_history() =>
        Prop.ForAll(
                Stays(2, 6).ToArbitrary(),
                stay =>
                    Assert.Equal(
                        stay.SelectMany(said => said.Facts.Select(fact => (said.Source, fact))).ToHashSet(),
                        CaseHistory.Of(Told.Case, stay.InCommits()).Select(entry => (entry.Source, entry.Fact)).ToHashSet()
                    )
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Fact]
    public void What_a_projection_raises_in_two_goes_it_raises_in_one() =>
        Prop.ForAll(
                (from stay in Stays(2, 6) from stop in Gen.Choose(1, stay.Length) select (stay, stop)).ToArbitrary(),
                pair =>
                {
                    var commits = pair.stay.InCommits();
                    var until = Told.Project([.. commits.Take(pair.stop)]);
                    Assert.Equal(Told.Json(Told.Project(commits)), Told.Json(Told.Project(commits, until, pair.stop)));
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Fact]
    public void No_two_alerts_of_a_case_have_one_id() =>
        Prop.ForAll(Stays(2, 9).ToArbitrary(), stay => Assert.Distinct(Told.Project(stay.InCommits()).Alerts.Select(alert => alert.Id)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(400));

    [Fact]
    public void The_stays_differ_enough_to_reach_every_state_and_conflict()
    {
        var cases = Gen.Sample(Stays(2, 9), 6000, 6000).Select(stay => Told.Fold(stay)).ToArray();

        Assert.Equal(Enum.GetValues<CaseState>(), cases.Select(stay => stay.State).Distinct().Order());
        Assert.Equal(
            CaseConflicts.System.Codes.Select(code => code.Code).Except([CaseConflicts.WorkedByOtherHub]).Order(StringComparer.Ordinal),
            cases.SelectMany(stay => stay.Conflicts).Select(conflict => conflict.Code).Distinct().Order(StringComparer.Ordinal)
        );
    }

    private static string Fold(StayStatement[] statements) => Told.Json(CaseFold.Fold(Told.Case, statements.InCommits()));

    private static IEnumerable<StayStatement[]> Permutations(StayStatement[] statements)
    {
        if (statements.Length == 0)
            yield return [];
        for (var i = 0; i < statements.Length; i++)
            foreach (var rest in Permutations([.. statements[..i], .. statements[(i + 1)..]]))
                yield return [statements[i], .. rest];
    }
}
