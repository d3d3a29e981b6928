using IntegrationHub.CareRecord;
using IntegrationHub.Identifiers;
using IntegrationHub.Referrals;
using IntegrationHub.Referrals.Projection;
using Microsoft.AspNetCore.Http;

namespace IntegrationHub.Functions.Referrals;

/// <summary>Which list is asked for.</summary>
/// <param name="After">Id of the last referral of the page before.</param>
internal sealed record ReferralQuery(OdsCode Organisation, ReferralSide Side, IReadOnlyList<ReferralState> States, string? After)
{
    private static readonly ReferralState[] Open = [.. Enum.GetValues<ReferralState>().Where(ReferralStates.IsOpen)];

    /// <summary>Null where it makes no sense. Without a side, that of the caller: a council's list of what it has, anybody else's of what they sent.</summary>
    internal static ReferralQuery? Of(HttpRequest request, OdsCode caller, bool isCouncil)
    {
        var (council, referrer) = ((string?)request.Query["council"], (string?)request.Query["referrer"]);
        if (council is not null && referrer is not null)
            return null;
        var organisation = caller;
        if ((council ?? referrer) is { } named && !OdsCode.TryParse(named, out organisation))
            return null;
        var states = new List<ReferralState>();
        foreach (var name in request.Query["state"].SelectMany(each => (each ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries)))
        {
            if (!ReferralStates.TryParse(name, out var state))
                return null;
            states.Add(state);
        }

        var after = (string?)request.Query["after"];
        if (after is not null && !HubResourceId.TryParse(after, out _))
            return null;
        var side = council is not null || referrer is null && isCouncil ? ReferralSide.Council : ReferralSide.Referrer;
        return new(organisation, side, states.Count > 0 ? states : Open, after);
    }

    internal string SideName => Side is ReferralSide.Council ? "council" : "referrer";

    /// <summary>The address of the page after a referral.</summary>
    internal string NextAfter(string referral) =>
        $"/referrals?{SideName}={Organisation.Value}&state={string.Join(',', States.Select(ReferralStates.NameOf))}&after={referral}";
}
