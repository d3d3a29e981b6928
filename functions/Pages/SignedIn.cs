using IntegrationHub.Access;
using IntegrationHub.Directory;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Functions.Pages;

/// <summary>Who looks at a page, in words for the page's header.</summary>
internal sealed record SignedIn(string Role, string Organisation)
{
    /// <summary>Null where nobody is signed in.</summary>
    internal static SignedIn? Of(HttpContext http)
    {
        if (http.Items[typeof(Caller)] is not Caller caller)
            return null;
        var organisation = http.RequestServices.GetRequiredService<HubDirectory>().Find(caller.Organisation);
        return new(Words(caller.Role), organisation?.Name ?? caller.Organisation.Value);
    }

    private static string Words(Role role)
    {
        var name = role.Name().Replace('-', ' ');
        return char.ToUpperInvariant(name[0]) + name[1..];
    }
}
