using IntegrationHub.Directory;
using IntegrationHub.Discharge.Cases;
using IntegrationHub.Identifiers;
using static IntegrationHub.Referrals.ReferralFactKind;

namespace IntegrationHub.Referrals;

/// <summary>
/// From all that was said of a referral to the referral. Pure: the newest that each source says, in the order in which it happened,
/// through one table (<see cref="ReferralTransitions"/>), so that the order of arrival does not matter.
/// </summary>
public static class ReferralFold
{
    /// <summary>All referrals of a person, by when they were sent.</summary>
    /// <param name="through">Number of the last commit to be looked at.</param>
    public static IReadOnlyList<Referral> Of(RecordId record, IReadOnlyList<StayCommit> commits, int through, HubDirectory directory)
    {
        ArgumentNullException.ThrowIfNull(commits);
        StayCommit[] known = [.. commits.Where(commit => commit.Commit <= through)];
        return
        [
            .. ReferralTelling
                .ReferralsIn(known)
                .Select(referral => Fold($"{record.Value}.{referral}", known, directory))
                .OfType<Referral>()
                .OrderBy(referral => referral.SentAt ?? referral.Since)
                .ThenBy(referral => referral.Id, StringComparer.Ordinal),
        ];
    }

    /// <param name="commits">Of the person, in any order; what they say of other referrals is passed over.</param>
    /// <returns>
    /// Null where nothing was ever said of it. Where all that was said is taken back, the referral was a mistake: cancelled.
    /// </returns>
    public static Referral? Fold(string referralId, IReadOnlyList<StayCommit> commits, HubDirectory directory)
    {
        ArgumentNullException.ThrowIfNull(referralId);
        ArgumentNullException.ThrowIfNull(commits);
        ArgumentNullException.ThrowIfNull(directory);
        var referral = referralId[(RecordId.Length + 1)..];
        var standing = ReferralTelling.Standing(referral, commits);
        var councils = CouncilsOf(standing, commits, directory);
        var walked = new ReferralWalk(referralId, standing, councils).Go() ?? TakenBack(referralId, referral, commits);
        return walked is null ? null : Placed(walked, standing, commits, directory);
    }

    private static Referral? TakenBack(string referralId, string referral, IReadOnlyList<StayCommit> commits) =>
        commits
            .SelectMany(commit => commit.Referrals)
            .Where(statement => string.Equals(statement.Referral, referral, StringComparison.Ordinal))
            .SelectMany(statement => statement.Facts.Select(fact => (statement.Teller, fact)))
            .OrderBy(told => told.fact.At)
            .ThenBy(told => told.Teller, StringComparer.Ordinal)
            .ToList()
            is [.., var last] all
            ? new Referral(referralId)
            {
                State = ReferralState.Cancelled,
                Since = last.fact.At,
                Referrer = all.Find(told => told.fact.Kind is Sent).Teller,
            }
            : null;

    /// <summary>Those that ever had a part in it: of the person's places, named by the referrer, or handed it on by one that had.</summary>
    private static HashSet<string> CouncilsOf(
        IReadOnlyList<ToldOfReferral> standing,
        IReadOnlyList<StayCommit> commits,
        HubDirectory directory
    )
    {
        var councils = commits
            .Select(commit => CouncilOf(commit.Standing.Place, directory))
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
        if (NamedIn(standing, directory) is { } named)
            councils.Add(named);
        var reroutes = standing.Where(told => told.Fact is { Kind: Rerouted, Organisation: not null }).ToList();
        while (reroutes.RemoveAll(told => councils.Contains(told.Teller) && Add(told)) > 0) { }
        return councils;

        bool Add(ToldOfReferral told)
        {
            councils.Add(told.Fact.Organisation!);
            return true;
        }
    }

    private static Referral Placed(
        Referral walked,
        IReadOnlyList<ToldOfReferral> standing,
        IReadOnlyList<StayCommit> commits,
        HubDirectory directory
    )
    {
        var newest = commits.OrderByDescending(commit => commit.Commit).Select(commit => commit.Standing).ToArray();
        var at = newest.FirstOrDefault(each => each.Place is not null);
        var placed = walked with
        {
            Place = at?.Place,
            Practice = newest.Select(each => each.Practice).FirstOrDefault(practice => practice is not null),
        };
        if (walked.Council is not null)
            return placed;
        if (CouncilOf(at?.Place, directory) is { } ofPlace)
            return placed with { Council = ofPlace, CouncilRule = at!.PlaceRule ?? PlacedBy.None };
        return NamedIn(standing, directory) is { } named ? placed with { Council = named, CouncilRule = CouncilRules.Named } : placed;
    }

    private static string? CouncilOf(string? place, HubDirectory directory) =>
        place is not null && directory.Places.TryGetValue(place, out var known) ? known.Council.Value : null;

    private static string? NamedIn(IReadOnlyList<ToldOfReferral> standing, HubDirectory directory) =>
        standing
            .Where(told => told.Fact.Kind is Sent)
            .Select(told => told.Fact.Organisation)
            .FirstOrDefault(named => OdsCode.TryParse(named, out var code) && directory.Find(code) is { Kind: OrganisationKind.Council });
}
