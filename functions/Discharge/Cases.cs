using System.Text.Json;
using IntegrationHub.Access;
using IntegrationHub.CareRecord;
using IntegrationHub.Directory;
using IntegrationHub.Discharge.Alerts;
using IntegrationHub.Discharge.Boards;
using IntegrationHub.Discharge.Cases;
using IntegrationHub.Discharge.Projection;
using IntegrationHub.Errors;
using IntegrationHub.Functions.Discharge.Shown;
using IntegrationHub.Functions.Http;
using IntegrationHub.Functions.Pages;
using IntegrationHub.Functions.Pages.Cases;
using IntegrationHub.Identifiers;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace IntegrationHub.Functions.Discharge;

/// <summary>A discharge case, as JSON for systems or as a page for people, who work its alerts by the page's forms.</summary>
public sealed class Cases(
    CaseReads reads,
    BoardDoor door,
    AlertDesk desk,
    AlertHandling work,
    AccessPolicy policy,
    HubDirectory directory,
    TimeProvider time
)
{
    private const int MaxForm = 8 * 1024;

    [Function("ReadCase")]
    public async Task<IResult> Read(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "cases/{caseId}")] HttpRequest request,
        string caseId,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        if (await ShowAsync(request, caseId, cancellationToken) is not { } shown)
            return RefusedResult.Of(ErrorCatalogue.CaseNotFound);
        await NoteAsync(request, "read-case", RecordIn(shown), $"case={shown.Case}", cancellationToken);
        return PageRequests.WantsPage(request)
            ? new PageResult(StatusCodes.Status200OK, CasePage.Write(shown, directory, CaseNews.Said(request.Query["done"])))
            : new BytesResult(
                StatusCodes.Status200OK,
                Bodies.Json,
                JsonSerializer.SerializeToUtf8Bytes(shown, CasesJson.Default.ShownCase)
            );
    }

    [Function("ClaimCaseAlert")]
    public async Task<IResult> Claim(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "cases/{caseId}/alerts/claim")] HttpRequest request,
        string caseId,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!PageCookies.IsFromOwnPage(request))
            return RefusedResult.Of(ErrorCatalogue.NotFromOwnPage);
        if (await ShowAsync(request, caseId, cancellationToken) is not { } shown)
            return RefusedResult.Of(ErrorCatalogue.CaseNotFound);
        var hubs = shown.Alerts.Select(alert => alert.Hub).Concat(shown.Hubs).Distinct().Where(hub => door.MayWork(request.Caller(), hub));
        HubError? refused = null;
        foreach (var hub in hubs.Select(id => directory.DischargeHubs[id]))
        {
            var claim = await desk.ClaimOfAsync(hub, RecordIn(shown), request.Caller(), cancellationToken);
            if (claim is ClaimOfPerson.Taken { Alert: var taken })
            {
                await NoteAsync(request, "claim-alert", RecordIn(shown), hub.Id, cancellationToken);
                // The person's first alert may be of another stay.
                return new SeeOther($"/cases/{taken.CaseId ?? caseId}?done=claim");
            }

            refused = claim is ClaimOfPerson.Held ? ErrorCatalogue.AlertHeld : refused ?? ErrorCatalogue.NoAlertWaits;
        }

        return await RefusedAsync(request, shown, refused ?? ErrorCatalogue.NotAllowed, cancellationToken);
    }

    [Function("WorkCaseAlert")]
    public async Task<IResult> Work(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "cases/{caseId}/alerts/{alertId}/{verb}")] HttpRequest request,
        string caseId,
        string alertId,
        string verb,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!PageCookies.IsFromOwnPage(request))
            return RefusedResult.Of(ErrorCatalogue.NotFromOwnPage);
        if (!AlertVerbs.TryParse(verb, out var action))
            return RefusedResult.Of(ErrorCatalogue.NoSuchRoute);
        if (await ShowAsync(request, caseId, cancellationToken) is not { } shown)
            return RefusedResult.Of(ErrorCatalogue.CaseNotFound);
        var (form, unread) = await FormBody.ReadAsync(request, MaxForm, cancellationToken);
        if (unread is not null)
            return RefusedResult.Of(unread);
        if (
            shown.Alerts.FirstOrDefault(alert => alert.Id == alertId) is not { } alert
            || !directory.DischargeHubs.TryGetValue(alert.Hub, out var hub)
        )
            return RefusedResult.Of(ErrorCatalogue.AlertNotFound);
        if (!policy.MayClaim(request.Caller(), hub).IsAllowed)
            return RefusedResult.Of(ErrorCatalogue.NotAllowed);

        var command = new AlertCommand(action, form.GetValueOrDefault("lockToken") ?? "", Given("reason"), Given("toHub"));
        if (await work.DoAsync(hub, alertId, command, request.Caller(), cancellationToken) is { } refused)
            return await RefusedAsync(request, shown, refused, cancellationToken);
        await NoteAsync(request, $"{verb}-alert", RecordIn(shown), hub.Id, cancellationToken);
        return new SeeOther($"/cases/{caseId}?done={verb}");

        string? Given(string field) => form.GetValueOrDefault(field)?.Trim() is { Length: > 0 } text ? text : null;
    }

    /// <summary>Null where the case is as if not there.</summary>
    private async Task<ShownCase?> ShowAsync(HttpRequest request, string caseId, CancellationToken cancellationToken) =>
        await reads.ReadAsync(request.Caller(), caseId, cancellationToken) is { } reading
            ? new CaseShowing(directory, policy, request.Caller(), time.GetUtcNow()).Of(reading)
            : null;

    /// <summary>To a person: the case as it stands, with what went wrong above it.</summary>
    private async Task<IResult> RefusedAsync(HttpRequest request, ShownCase shown, HubError error, CancellationToken cancellationToken)
    {
        await NoteAsync(request, "read-case", RecordIn(shown), $"case={shown.Case}", cancellationToken);
        return RefusedResult.Of(error, CasePage.Write(shown, directory, CaseNews.Refused(error)));
    }

    private static RecordId RecordIn(ShownCase shown) =>
        HubResourceId.TryParse(shown.Case, out var id) ? id.Record : throw new InvalidDataException("A case's id names no record.");

    private Task NoteAsync(HttpRequest request, string action, RecordId record, string detail, CancellationToken cancellationToken) =>
        door.NoteAsync(request.Caller(), Correlation.Of(request.HttpContext), action, record, detail, cancellationToken);
}
