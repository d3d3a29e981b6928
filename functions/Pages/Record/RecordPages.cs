using System.Globalization;
using IntegrationHub.CareRecord.Reading;
using IntegrationHub.Errors;
using IntegrationHub.Functions.CareRecord;
using IntegrationHub.Functions.Http;
using IntegrationHub.Identifiers;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace IntegrationHub.Functions.Pages.Record;

/// <summary>What people do around the page of a record: find it, break the glass, look at an original.</summary>
public sealed class RecordPages(ResourceReads resources, RecordDoor door)
{
    private const int MaxBody = 4096;

    [Function("StartPage")]
    public static IResult Start([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "records")] HttpRequest request) =>
        new PageResult(StatusCodes.Status200OK, StartPage.Write());

    /// <summary>The NHS number comes in the body and goes no further: the address to go on to holds the record's opaque id.</summary>
    [Function("FindRecord")]
    public async Task<IResult> Find(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "records")] HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        var (form, error) = await FormBody.ReadAsync(request, MaxBody, cancellationToken);
        if (error is not null)
            return RefusedResult.Of(error);
        var digits = (form.GetValueOrDefault("nhsNumber") ?? "")
            .Replace(" ", "", StringComparison.Ordinal)
            .Replace("-", "", StringComparison.Ordinal);
        if (!NhsNumber.TryParse(digits, out var number))
            return new PageResult(StatusCodes.Status422UnprocessableEntity, StartPage.Write("This is not an NHS number: check its digits"));
        var who = new Reader(request.Caller(), Correlation.Of(request.HttpContext));
        var (record, isSeen) = await resources.FindRecordAsync(who, number, cancellationToken);
        if (isSeen)
            return new SeeOther($"/records/{record}");
        var page = StartPage.Write(
            "There is no record of this number that you may see",
            door.MayBreakGlass(who.Caller) ? record.Value : null
        );
        return new PageResult(StatusCodes.Status404NotFound, page);
    }

    [Function("BreakGlass")]
    public async Task<IResult> BreakGlass(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "records/{recordId}/break-glass")] HttpRequest request,
        string recordId,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!RecordId.TryParse(recordId, out _))
            return RefusedResult.Of(ErrorCatalogue.NotFound);
        if (!door.MayBreakGlass(request.Caller()))
            return RefusedResult.Of(ErrorCatalogue.MayNotBreakGlass);
        var (form, error) = await FormBody.ReadAsync(request, MaxBody, cancellationToken);
        if (error is not null)
            return RefusedResult.Of(error);
        if (form.ContainsKey("end"))
            Readers.Forget(request.HttpContext, recordId);
        else if (BreakGlassReason.TryParse(form.GetValueOrDefault("reason"), out var reason))
            Readers.Keep(request.HttpContext, recordId, reason);
        else
            return RefusedResult.Of(ErrorCatalogue.BreakGlassReasonInvalid);
        return new SeeOther($"/records/{recordId}");
    }

    [Function("ReadOriginal")]
    public async Task<IResult> Original(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "records/{recordId}/originals/{type}/{id}")] HttpRequest request,
        string recordId,
        string type,
        string id,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        var (who, error) = Readers.Of(request);
        if (who is null)
            return RefusedResult.Of(error!);
        if (
            !RecordId.TryParse(recordId, out _)
            || !int.TryParse(request.Query["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var version)
        )
            return RefusedResult.Of(ErrorCatalogue.NotFound);
        var answer = await resources.HistoryAsync(who, type, id, version, cancellationToken);
        return answer.Error is { } refused
            ? RefusedResult.Of(refused)
            : new PageResult(StatusCodes.Status200OK, OriginalPage.Write(recordId, type, answer.Versions[0]));
    }
}
