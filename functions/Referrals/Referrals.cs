using System.Text.Json;
using IntegrationHub.Access;
using IntegrationHub.CareRecord;
using IntegrationHub.Directory;
using IntegrationHub.Errors;
using IntegrationHub.Functions.Http;
using IntegrationHub.Functions.Pages;
using IntegrationHub.Functions.Pages.Cases;
using IntegrationHub.Functions.Pages.Referrals;
using IntegrationHub.Identifiers;
using IntegrationHub.Referrals.Closing;
using IntegrationHub.Referrals.Projection;
using IntegrationHub.Referrals.Work;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace IntegrationHub.Functions.Referrals;

/// <summary>Referrals to social care, as JSON for systems or as pages for people, and the steps that are taken with them.</summary>
public sealed class Referrals(
    ReferralReads reads,
    ReferralLists lists,
    ReferralDesk desk,
    ReferralTasks tasks,
    ReferralMessage message,
    AccessPolicy policy,
    HubDirectory directory
)
{
    private const int MostLines = 100;
    private const int MaxBody = 8 * 1024;

    [Function("ListReferrals")]
    public async Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "referrals")] HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        var caller = request.Caller();
        var isCouncil = directory.Find(caller.Organisation) is { Kind: OrganisationKind.Council };
        if (ReferralQuery.Of(request, caller.Organisation, isCouncil) is not { } asked)
            return RefusedResult.Of(ErrorCatalogue.ReferralQueryInvalid);
        if (policy.MaySeeReferralsOf(caller, asked.Organisation).Refusal is { } refusal)
            return RefusedResult.Of(refusal);
        var lines = await lists.ReadAsync(asked.Organisation, asked.Side, asked.States, asked.After, MostLines + 1, cancellationToken);
        await NoteAsync(request, "list-referrals", null, $"{asked.SideName}={asked.Organisation.Value}", cancellationToken);
        var shown = new ShownReferrals(
            asked.SideName,
            ShownOrganisation.Of(asked.Organisation.Value, directory)!,
            [.. asked.States.Select(IntegrationHub.Referrals.ReferralStates.NameOf)],
            [.. lines.Take(MostLines).Select(line => ShownReferralLine.Of(line, directory))],
            lines.Count > MostLines ? asked.NextAfter(lines[MostLines - 1].Id) : null
        );
        return PageRequests.WantsPage(request)
            ? new PageResult(StatusCodes.Status200OK, ReferralListPage.Write(shown))
            : Json(JsonSerializer.SerializeToUtf8Bytes(shown, ReferralsJson.Default.ShownReferrals));
    }

    [Function("ReadReferral")]
    public async Task<IResult> Read(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "referrals/{referralId}")] HttpRequest request,
        string referralId,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        if (await reads.ReadAsync(request.Caller(), referralId, cancellationToken) is not { } reading)
            return RefusedResult.Of(ErrorCatalogue.ReferralNotFound);
        await NoteAsync(request, "read-referral", reading, $"referral={referralId}", cancellationToken);
        var shown = ShownReferral.Of(reading, request.Caller(), policy, directory, tasks);
        return PageRequests.WantsPage(request)
            ? new PageResult(StatusCodes.Status200OK, ReferralPage.Write(shown, ReferralNews.Said(request.Query["done"])))
            : Json(JsonSerializer.SerializeToUtf8Bytes(shown, ReferralsJson.Default.ShownReferral));
    }

    [Function("ReadReferralMessage")]
    public async Task<IResult> Message(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "referrals/{referralId}/message")] HttpRequest request,
        string referralId,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        if (await reads.ReadAsync(request.Caller(), referralId, cancellationToken) is not { } reading)
            return RefusedResult.Of(ErrorCatalogue.ReferralNotFound);
        await NoteAsync(request, "read-referral-message", reading, $"referral={referralId}", cancellationToken);
        return new BytesResult(StatusCodes.Status200OK, Bodies.Fhir, message.Write(reading.Referral, reading.Head.NhsNumber));
    }

    [Function("StepReferral")]
    public async Task<IResult> Step(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "referrals/{referralId}/{verb}")] HttpRequest request,
        string referralId,
        string verb,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        if (ReferralActions.Find(verb) is not { } action)
            return RefusedResult.Of(ErrorCatalogue.NoSuchRoute);
        var isForm = Bodies.IsMediaType(request, "application/x-www-form-urlencoded");
        if (isForm && !PageCookies.IsFromOwnPage(request))
            return RefusedResult.Of(ErrorCatalogue.NotFromOwnPage);
        if (await reads.ReadAsync(request.Caller(), referralId, cancellationToken) is not { } reading)
            return RefusedResult.Of(ErrorCatalogue.ReferralNotFound);
        var (fields, unread) = isForm
            ? await FormBody.ReadAsync(request, MaxBody, cancellationToken)
            : await StepBody.ReadAsync(request, MaxBody, cancellationToken);
        if (unread is not null)
            return RefusedResult.Of(unread);
        var key = isForm ? fields.GetValueOrDefault("token") : (string?)request.Headers["Idempotency-Key"];
        var refused = await desk.DoAsync(
            action,
            reading.Referral,
            fields,
            key,
            request.Caller(),
            Correlation.Of(request.HttpContext),
            cancellationToken
        );
        if (refused is not null)
        {
            if (!isForm)
                return RefusedResult.Of(refused);
            await NoteAsync(request, "read-referral", reading, $"referral={referralId}", cancellationToken);
            var shown = ShownReferral.Of(reading, request.Caller(), policy, directory, tasks);
            return RefusedResult.Of(refused, ReferralPage.Write(shown, CaseNews.Refused(refused)));
        }

        await NoteAsync(request, $"{verb}-referral", reading, $"referral={referralId}", cancellationToken);
        return isForm ? new SeeOther($"/referrals/{referralId}?done={verb}") : Results.NoContent();
    }

    private static BytesResult Json(byte[] body) => new(StatusCodes.Status200OK, Bodies.Json, body);

    private Task NoteAsync(
        HttpRequest request,
        string action,
        ReferralReading? reading,
        string detail,
        CancellationToken cancellationToken
    ) =>
        reads.NoteAsync(
            request.Caller(),
            Correlation.Of(request.HttpContext),
            action,
            reading is not null && HubResourceId.TryParse(reading.Referral.Id, out var id) ? id.Record : null,
            detail,
            cancellationToken
        );
}
