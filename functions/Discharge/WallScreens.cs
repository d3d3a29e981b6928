using IntegrationHub.Access;
using IntegrationHub.Discharge.Boards;
using IntegrationHub.Errors;
using IntegrationHub.Functions.Http;
using IntegrationHub.Functions.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace IntegrationHub.Functions.Discharge;

/// <summary>
/// Makes the browser of a screen on a wall show one board's wall for a shift: it is signed out of everything else, so that nobody who
/// passes comes to a name by it.
/// </summary>
public sealed class WallScreens(BoardDoor door, WallPasses passes)
{
    [Function("KeepWall")]
    public async Task<IResult> Keep(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "boards/{board}/wall/pass")] HttpRequest request,
        string board,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!PageCookies.IsFromOwnPage(request))
            return RefusedResult.Of(ErrorCatalogue.NotFromOwnPage);
        if (door.Admit(request.Caller(), board) is not { } known)
            return RefusedResult.Of(ErrorCatalogue.BoardNotFound);
        await door.NoteAsync(
            request.Caller(),
            Correlation.Of(request.HttpContext),
            "keep-wall",
            record: null,
            $"board={known.Id}",
            cancellationToken
        );
        PageCookies.KeepWall(request.HttpContext, known.Id, passes.Issue(request.Caller(), known.Id));
        return new SeeOther($"/boards/{known.Id}/wall");
    }
}
