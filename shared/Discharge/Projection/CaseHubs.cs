using IntegrationHub.Directory;
using IntegrationHub.Discharge.Cases;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Discharge.Projection;

/// <summary>Pure: with which discharge hubs a case is, and which council is its own.</summary>
internal static class CaseHubs
{
    /// <summary>A hub passed it on to this one.</summary>
    internal const string PassedOn = "passed-on";

    /// <summary>No place can be told, so every hub of the places that the sender serves is told.</summary>
    internal const string SendersPlaces = "sender-places";

    /// <summary>
    /// The hub that it was passed on to; else that of the person's place. Where no place can be told, every hub of the places the sender
    /// serves: one alert too many is looked at and closed, one too few is a person nobody expects. Who has left stays with the hub that had
    /// the case then, wherever the person moves.
    /// </summary>
    internal static DischargeCase Assign(
        DischargeCase folded,
        DischargeCase? was,
        IReadOnlyList<StayCommit> commits,
        StayCommit commit,
        HubDirectory directory
    )
    {
        if (was is { IsOpen: false } && !folded.IsOpen)
            return folded with { Hubs = was.Hubs, HubRule = was.HubRule, Council = was.Council, Place = was.Place };
        var standing = StandingOf(folded, commits, commit);
        var place = standing.Place is { } id ? directory.Places.GetValueOrDefault(id) : null;
        var placed = folded with { Council = place?.Council.Value, Place = place?.Id };
        if (folded.PassedTo is { } other && directory.DischargeHubs.ContainsKey(other))
            return placed with { Hubs = [other], HubRule = PassedOn };
        if (directory.HubFor(place) is { } hub)
            return placed with { Hubs = [hub.Id], HubRule = standing.PlaceRule ?? PlacedBy.None };
        var sender = OdsCode.TryParse(standing.Sender, out var code) ? directory.Find(code) : null;
        return placed with
        {
            Hubs =
            [
                .. directory
                    .DischargeHubs.Values.Where(each => sender?.Serves(each.PlaceId) is true)
                    .Select(each => each.Id)
                    .Order(StringComparer.Ordinal),
            ],
            HubRule = SendersPlaces,
        };
    }

    /// <summary>The newest that names a place; where none does, that of the newest commit that speaks of this stay.</summary>
    private static StayStanding StandingOf(DischargeCase of, IReadOnlyList<StayCommit> commits, StayCommit commit)
    {
        var stay = CaseFold.StayOf(of.Id);
        var known = commits.Where(each => each.Commit <= commit.Commit).OrderByDescending(each => each.Commit).ToList();
        return known.Find(each => each.Standing.Place is not null)?.Standing
            ?? known.Find(each => each.Statements.Any(statement => statement.Stay == stay))?.Standing
            ?? commit.Standing;
    }
}
