using IntegrationHub.CareRecord;

namespace IntegrationHub.Discharge.Cases;

/// <summary>What stands of all that was said of one stay, and what was said once and stands no longer.</summary>
internal sealed class StayTelling
{
    private StayTelling(
        IReadOnlyList<SaidOnce> all,
        IReadOnlyList<SaidOnce> newest,
        IReadOnlyList<SaidOnce> deletions,
        HashSet<SaidOnce> standing
    )
    {
        All = all;
        NewestOfSources = newest;
        Deletions = deletions;
        StandingStatements = standing;
        Standing = InOrder([.. standing.SelectMany(Facts)]);
        KindsToldOnce = FactsOf(all).Except(FactsOf(standing)).Select(told => told.Fact.Kind).ToHashSet();
    }

    /// <summary>Every statement of the stay, by commit.</summary>
    public IReadOnlyList<SaidOnce> All { get; }

    /// <summary>The newest of each source that ever spoke of the stay: it may speak of another by now.</summary>
    public IReadOnlyList<SaidOnce> NewestOfSources { get; }

    /// <summary>Of those sources. A deletion need not know of which stay its source spoke.</summary>
    public IReadOnlyList<SaidOnce> Deletions { get; }

    /// <summary>Of the newest those that are of this stay.</summary>
    public IReadOnlySet<SaidOnce> StandingStatements { get; }

    /// <summary>What they say, in the order in which it happened.</summary>
    public IReadOnlyList<ToldFact> Standing { get; }

    /// <summary>Kinds of what was said and is said no longer: a cancellation cancels it, though its source replaced it.</summary>
    public IReadOnlySet<StayFactKind> KindsToldOnce { get; }

    public static StayTelling Of(string stay, IReadOnlyList<StayCommit> commits)
    {
        var everything = commits
            .OrderBy(commit => commit.Commit)
            .SelectMany(commit => commit.Statements.Select((statement, index) => new SaidOnce(commit, statement, index)))
            .ToList();
        SaidOnce[] all = [.. everything.Where(IsOfTheStay)];
        var sources = all.Select(said => said.Statement.Source).ToHashSet(StringComparer.Ordinal);
        SaidOnce[] ofSources = [.. everything.Where(said => sources.Contains(said.Statement.Source))];
        SaidOnce[] newest = [.. ofSources.GroupBy(said => said.Statement.Source, StringComparer.Ordinal).Select(Newest).OfType<SaidOnce>()];
        return new(all, newest, [.. ofSources.Where(said => said.Statement.Deleted)], [.. newest.Where(IsOfTheStay)]);

        bool IsOfTheStay(SaidOnce said) => string.Equals(said.Statement.Stay, stay, StringComparison.Ordinal);
    }

    /// <summary>
    /// The newest version of a source since it was last deleted. Numbered versions and unnumbered ones are first told apart: among all of
    /// them, newest by number here and by time there could go round in a circle, and then the order of arrival would decide.
    /// </summary>
    private static SaidOnce? Newest(IEnumerable<SaidOnce> source)
    {
        SaidOnce? numbered = null;
        SaidOnce? timed = null;
        var deleted = source.Where(said => said.Statement.Deleted).Select(said => said.Commit.Commit).DefaultIfEmpty(int.MinValue).Max();
        foreach (var said in source.Where(said => !said.Statement.Deleted && said.Commit.Commit >= deleted))
        {
            ref var newest = ref said.Order.IsNumbered ? ref numbered : ref timed;
            newest = NewerOf(newest, said);
        }

        return timed is null ? numbered : NewerOf(numbered, timed);
    }

    /// <summary>Among equals the one of the later commit.</summary>
    private static SaidOnce NewerOf(SaidOnce? first, SaidOnce second)
    {
        if (first is null || first.Order.IsOlderThan(second.Order))
            return second;
        if (second.Order.IsOlderThan(first.Order))
            return first;
        return (first.Commit.Commit, first.Index).CompareTo((second.Commit.Commit, second.Index)) > 0 ? first : second;
    }

    private static IEnumerable<(string Source, StayFact Fact)> FactsOf(IEnumerable<SaidOnce> said) =>
        said.SelectMany(one => one.Statement.Facts.Select(fact => (one.Statement.Source, fact)));

    private static IEnumerable<ToldFact> Facts(SaidOnce said)
    {
        var (facts, statement) = (said.Statement.Facts, said.Statement);
        var end = EndOf(facts);
        for (var i = 0; i < facts.Count; i++)
        {
            var at = end < facts[i].At && CaseTransitions.IsOfTheStayItself(facts[i].Kind) ? end.Value : facts[i].At;
            yield return new ToldFact(facts[i], statement.Source, statement.Order, statement.Teller, i, at);
        }
    }

    /// <summary>
    /// When the stay ended, as a source says that tells of nothing after it. What it says along with the end, and dates by the message for
    /// want of a better time, is of the time before.
    /// </summary>
    private static DateTimeOffset? EndOf(IReadOnlyList<StayFact> facts)
    {
        var end = facts.Where(fact => CaseTransitions.IsEnd(fact.Kind)).Select(fact => (DateTimeOffset?)fact.At).Max();
        return facts.Any(fact => fact.At > end && CaseTransitions.ChangesTheEnd(fact.Kind)) ? null : end;
    }

    /// <summary>A plan comes before all that is planned, although its date may lie ahead.</summary>
    private static ToldFact[] InOrder(List<ToldFact> facts)
    {
        if (facts.Count == 0)
            return [];
        var first = facts.Min(told => told.At);
        var ordered = facts.Select(told => told.Kind is StayFactKind.Planned ? told with { At = first } : told).ToArray();
        Array.Sort(ordered);
        return ordered;
    }
}

/// <param name="Index">Where the statement stands in its commit.</param>
internal sealed record SaidOnce(StayCommit Commit, StayStatement Statement, int Index)
{
    public VersionOrder Order => new(Statement.Order);
}
