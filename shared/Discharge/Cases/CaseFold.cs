using IntegrationHub.CareRecord;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Discharge.Cases;

/// <summary>
/// From all that was said of a stay to its case. Pure: the newest that each source says, in the order in which it happened, through one
/// table (<see cref="CaseTransitions"/>), so that the order of arrival does not matter.
/// </summary>
public static class CaseFold
{
    /// <param name="commits">Of the person, in any order, up to the one to be looked at; what they say of other stays is passed over.</param>
    /// <returns>
    /// Null where nothing was ever said of the stay. Where all that was said is taken back, the stay was a mistake: cancelled.
    /// The discharge hubs, the council and the alerts are for others to put in.
    /// </returns>
    public static DischargeCase? Fold(string caseId, IReadOnlyList<StayCommit> commits)
    {
        ArgumentNullException.ThrowIfNull(commits);
        return Walk(caseId, commits).Case;
    }

    /// <summary>The key of the stay's Encounter, from the case's id.</summary>
    public static string StayOf(string caseId)
    {
        ArgumentNullException.ThrowIfNull(caseId);
        return caseId[(caseId.IndexOf('.', StringComparison.Ordinal) + 1)..];
    }

    internal static (DischargeCase? Case, StayTelling Telling, IReadOnlyList<CaseStep> Steps) Walk(
        string caseId,
        IReadOnlyList<StayCommit> commits
    )
    {
        var telling = StayTelling.Of(StayOf(caseId), commits);
        var walk = new CaseWalk(caseId, telling);
        var made = walk.Go() ?? TakenBack(caseId, telling);
        return (made is null ? null : Placed(made, telling, commits), telling, walk.Steps);
    }

    private static DischargeCase? TakenBack(string caseId, StayTelling telling) =>
        telling.All.SelectMany(said => said.Statement.Facts).Select(fact => (DateTimeOffset?)fact.At).Max() is { } last
            ? new DischargeCase(caseId) { State = CaseState.Cancelled, Since = last }
            : null;

    private static DischargeCase Placed(DischargeCase made, StayTelling telling, IReadOnlyList<StayCommit> commits)
    {
        var newest = commits.OrderByDescending(commit => commit.Commit).Select(commit => commit.Standing).ToArray();
        return made with
        {
            Trust = TrustOf(StayOf(made.Id), telling),
            Place = newest.Select(standing => standing.Place).FirstOrDefault(place => place is not null),
            Practice = newest.Select(standing => standing.Practice).FirstOrDefault(practice => practice is not null),
        };
    }

    /// <summary>
    /// Whose Encounter it is, as its key tells; where none of those who speak of it is, the first that tells of the stay.
    /// </summary>
    private static string? TrustOf(string stay, StayTelling telling)
    {
        var tellers = telling
            .Standing.Select(told => told.Teller)
            .Concat(telling.All.Select(said => said.Statement.Teller).Order(StringComparer.Ordinal))
            .ToArray();
        return tellers.FirstOrDefault(teller =>
                ResourceKey.TryParse(stay, out var key) && OdsCode.TryParse(teller, out var code) && key.IsOf(code)
            ) ?? tellers.FirstOrDefault();
    }
}
