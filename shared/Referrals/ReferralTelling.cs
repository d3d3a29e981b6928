using IntegrationHub.CareRecord;
using IntegrationHub.Discharge.Cases;

namespace IntegrationHub.Referrals;

/// <summary>A fact and who tells it.</summary>
/// <param name="Index">Where it stands in its statement.</param>
/// <param name="At">Where it is taken in the order of things: that it was sent comes first of all.</param>
internal sealed record ToldOfReferral(ReferralFact Fact, string Source, string Order, string Teller, int Index, DateTimeOffset At)
    : IComparable<ToldOfReferral>
{
    /// <summary>Total, and without regard to who came first.</summary>
    public int CompareTo(ToldOfReferral? other)
    {
        if (other is null)
            return 1;
        var order = At.CompareTo(other.At);
        if (order == 0)
            order = Fact.Kind.CompareTo(other.Fact.Kind);
        if (order == 0)
            order = string.CompareOrdinal(Source, other.Source);
        if (order == 0)
            order = string.CompareOrdinal(Order, other.Order);
        return order == 0 ? Index.CompareTo(other.Index) : order;
    }

    public override string ToString() => $"ToldOfReferral {{ {Fact} }}";
}

/// <summary>What stands of all that was said of one referral, in the order in which it happened.</summary>
internal static class ReferralTelling
{
    /// <summary>Of each source the newest version since it was last deleted; of one whose versions are steps, all of them.</summary>
    internal static IReadOnlyList<ToldOfReferral> Standing(string referral, IReadOnlyList<StayCommit> commits)
    {
        var said = commits
            .SelectMany(commit => commit.Referrals.Select((statement, index) => new Said(commit.Commit, statement, index)))
            .GroupBy(one => one.Statement.Source, StringComparer.Ordinal)
            .SelectMany(Standing)
            .Where(statement => string.Equals(statement.Referral, referral, StringComparison.Ordinal))
            .SelectMany(statement =>
                statement.Facts.Select(
                    (fact, index) => new ToldOfReferral(fact, statement.Source, statement.Order, statement.Teller, index, fact.At)
                )
            )
            .ToList();
        if (said.Count == 0)
            return [];
        var first = said.Min(told => told.At);
        return [.. said.Select(told => told.Fact.Kind is ReferralFactKind.Sent ? told with { At = first } : told).Order()];
    }

    /// <summary>Every referral that anything was ever said of.</summary>
    internal static IEnumerable<string> ReferralsIn(IReadOnlyList<StayCommit> commits) =>
        commits
            .SelectMany(commit => commit.Referrals)
            .Where(statement => statement.Referral.Length > 0 && statement.Facts.Count > 0)
            .Select(statement => statement.Referral)
            .Distinct(StringComparer.Ordinal);

    private static IEnumerable<ReferralStatement> Standing(IEnumerable<Said> source)
    {
        var all = source.ToList();
        var deleted = all.Where(one => one.Statement.Deleted).Select(one => one.Commit).DefaultIfEmpty(int.MinValue).Max();
        var kept = all.Where(one => !one.Statement.Deleted && one.Commit >= deleted).ToList();
        if (Newest(kept) is not { } newest)
            return [];
        return newest.Statement.IsStep
            ? kept.Where(one => one.Statement.IsStep)
                .GroupBy(one => one.Statement.Order, StringComparer.Ordinal)
                .Select(same => Last(same).Statement)
            : [newest.Statement];
    }

    /// <summary>Numbered versions and unnumbered ones are first told apart, as of stays: among all of them the order could go round in a circle.</summary>
    private static Said? Newest(List<Said> kept)
    {
        var numbered = kept.Where(one => one.Order.IsNumbered).Aggregate((Said?)null, Newer);
        var timed = kept.Where(one => !one.Order.IsNumbered).Aggregate((Said?)null, Newer);
        return timed is null ? numbered : Newer(numbered, timed);
    }

    private static Said Newer(Said? first, Said second)
    {
        if (first is null || first.Order.IsOlderThan(second.Order))
            return second;
        return second.Order.IsOlderThan(first.Order) ? first : Last([first, second]);
    }

    /// <summary>Of several that say they are the same version the one of the later commit.</summary>
    private static Said Last(IEnumerable<Said> same) => same.MaxBy(one => (one.Commit, one.Index))!;

    private sealed record Said(int Commit, ReferralStatement Statement, int Index)
    {
        public VersionOrder Order => new(Statement.Order);
    }
}
