using IntegrationHub.Access;
using IntegrationHub.Directory;
using IntegrationHub.Discharge.Boards;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Functions.Pages;

/// <summary>Who looks at a page, in words for the page's header.</summary>
/// <param name="Links">The pages that they may see besides records.</param>
internal sealed record SignedIn(string Role, string Organisation, IReadOnlyList<PageLink> Links)
{
    /// <summary>Null where nobody is signed in.</summary>
    internal static SignedIn? Of(HttpContext http)
    {
        if (http.Items[typeof(Caller)] is not Caller caller)
            return null;
        var organisation = http.RequestServices.GetRequiredService<HubDirectory>().Find(caller.Organisation);
        return new(Words(caller.Role), organisation?.Name ?? caller.Organisation.Value, [.. LinksOf(http.RequestServices, caller)]);
    }

    private static IEnumerable<PageLink> LinksOf(IServiceProvider services, Caller caller)
    {
        var policy = services.GetRequiredService<AccessPolicy>();
        if (services.GetRequiredService<BoardDoor>().BoardsOf(caller).Count > 0)
            yield return new("/boards", "Discharge boards");
        if (policy.MaySeeReferralsOf(caller, caller.Organisation).IsAllowed)
            yield return new("/referrals", "Referrals");
        if (policy.MaySubscribe(caller).IsAllowed)
            yield return new("/subscriptions", "Subscriptions");
        if (policy.MayOperate(caller).IsAllowed)
            yield return new("/operations", "Operations");
    }

    private static string Words(Role role)
    {
        var name = role.Name().Replace('-', ' ');
        return char.ToUpperInvariant(name[0]) + name[1..];
    }
}

/// <summary>A link in the header.</summary>
internal sealed record PageLink(string Address, string Words);
