namespace IntegrationHub.Discharge.Cases;

/// <summary>One thing that was told of a stay. Personal: it prints as its kind only.</summary>
/// <param name="Source">Key of the resource or event that tells it.</param>
/// <param name="Teller">ODS code.</param>
/// <param name="Commit">Number of the commit with which the hub first knew it.</param>
/// <param name="KnownAt">When the hub first knew it. UTC.</param>
public sealed record CaseHistoryEntry(StayFact Fact, string Source, string Teller, int Commit, DateTimeOffset KnownAt)
{
    /// <summary>Number of the commit by which its source no longer tells it; null while it stands.</summary>
    public int? SupersededBy { get; init; }

    /// <summary>The state in which it found the stay; null for what stands no longer, and for the first.</summary>
    public CaseState? From { get; init; }

    /// <summary>The state in which it left the stay; null for what stands no longer.</summary>
    public CaseState? To { get; init; }

    /// <summary>Codes of what is wrong with it.</summary>
    public IReadOnlyList<string> Conflicts { get; init; } = [];

    public bool Stands => SupersededBy is null;

    public bool ChangedTheState => To is not null && From != To;

    public override string ToString() => $"CaseHistoryEntry {{ Fact = {Fact} }}";
}

/// <summary>Everything that was ever told of a stay, in the order in which it is said to have happened.</summary>
public static class CaseHistory
{
    public static IReadOnlyList<CaseHistoryEntry> Of(string caseId, IReadOnlyList<StayCommit> commits)
    {
        ArgumentNullException.ThrowIfNull(commits);
        var (_, telling, steps) = CaseFold.Walk(caseId, commits);
        var stepOf = steps.GroupBy(step => (step.Told.Source, step.Told.Fact)).ToDictionary(group => group.Key, group => group.First());
        // A source tells the same in each of its versions: once in the history, from when the hub first knew it.
        return
        [
            .. telling
                .All.SelectMany(said => said.Statement.Facts.Select(fact => (Said: said, Fact: fact)))
                .DistinctBy(told => (told.Said.Statement.Source, told.Fact))
                .Select(told =>
                    (Entry: Entry(told.Said, told.Fact), Step: stepOf.GetValueOrDefault((told.Said.Statement.Source, told.Fact)))
                )
                .Select(told => told.Step is { } step ? Walked(told.Entry, step) : Superseded(told.Entry, telling))
                .OrderBy(entry => entry.Fact.At)
                .ThenBy(entry => entry.Fact.Kind)
                .ThenBy(entry => entry.Source, StringComparer.Ordinal)
                .ThenBy(entry => entry.Commit),
        ];
    }

    private static CaseHistoryEntry Entry(SaidOnce said, StayFact fact) =>
        new(fact, said.Statement.Source, said.Statement.Teller, said.Commit.Commit, said.Commit.ReceivedAt);

    private static CaseHistoryEntry Walked(CaseHistoryEntry entry, CaseStep step) =>
        entry with
        {
            From = step.From,
            To = step.To,
            Conflicts = [.. step.Conflicts],
        };

    /// <summary>By the version that stands instead, of whatever stay, or by the deletion.</summary>
    private static CaseHistoryEntry Superseded(CaseHistoryEntry entry, StayTelling telling)
    {
        var instead = telling.NewestOfSources.FirstOrDefault(IsOfTheSource) ?? telling.Deletions.Last(IsOfTheSource);
        return entry with { SupersededBy = instead.Commit.Commit };

        bool IsOfTheSource(SaidOnce said) => string.Equals(said.Statement.Source, entry.Source, StringComparison.Ordinal);
    }
}
