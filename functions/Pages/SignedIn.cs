using IntegrationHub.Access;
using IntegrationHub.Directory;
using IntegrationHub.Discharge.Boards;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Functions.Pages;

/// <summary>Who looks at a page, in words for the page's header.</summary>
/// <param name="HasBoards">Whether there is a discharge board that they may see.</param>
internal sealed record SignedIn(string Role, string Organisation, bool HasBoards)
{
    /// <summary>Null where nobody is signed in.</summary>
    internal static SignedIn? Of(HttpContext http)
    {
        if (http.Items[typeof(Caller)] is not Caller caller)
            return null;
        var organisation = http.RequestServices.GetRequiredService<HubDirectory>().Find(caller.Organisation);
        var boards = http.RequestServices.GetRequiredService<BoardDoor>().BoardsOf(caller);
        return new(Words(caller.Role), organisation?.Name ?? caller.Organisation.Value, boards.Count > 0);
    }

    private static string Words(Role role)
    {
        var name = role.Name().Replace('-', ' ');
        return char.ToUpperInvariant(name[0]) + name[1..];
    }
}
