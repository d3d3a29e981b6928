using IntegrationHub.CareRecord;
using IntegrationHub.Errors;
using IntegrationHub.Functions.Http;
using IntegrationHub.Intake;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace IntegrationHub.Functions.CareRecord;

/// <summary>The shared care record, for people and systems that may see it.</summary>
public sealed class Records(RecordService records)
{
    [Function("ReadRecord")]
    public async Task<IResult> Read(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "records/{recordId}")] HttpRequest request,
        string recordId,
        CancellationToken cancellationToken
    )
    {
        DateTimeOffset? asAt = null;
        if (request.Query.TryGetValue("asAt", out var text))
        {
            // A bare day means its end: everything the hub knew that day.
            asAt = FhirTimes.LatestInstant(text);
            if (asAt is null)
                return RefusedResult.Of(ErrorCatalogue.QueryInvalid.At("asAt"));
        }

        Section? section = null;
        if (request.Query.TryGetValue("section", out var code) && (section = Section.Find(code.ToString())) is null)
            return RefusedResult.Of(ErrorCatalogue.QueryInvalid.At("section"));

        var answer = await records.ReadAsync(
            request.Caller(),
            recordId,
            asAt,
            section,
            Correlation.Of(request.HttpContext),
            cancellationToken
        );
        return answer.Error is { } error
            ? RefusedResult.Of(error)
            : new BytesResult(StatusCodes.Status200OK, Bodies.Json, answer.Body)
            {
                ETag = asAt is null && section is null ? $"W/\"{answer.Tag}\"" : null,
            };
    }

    [Function("ReadResource")]
    public async Task<IResult> ReadResource(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "fhir/{type}/{id}")] HttpRequest request,
        string type,
        string id,
        CancellationToken cancellationToken
    )
    {
        var answer = await records.ReadResourceAsync(request.Caller(), type, id, Correlation.Of(request.HttpContext), cancellationToken);
        return answer.Error is { } error
            ? RefusedResult.Of(error)
            : new BytesResult(StatusCodes.Status200OK, Bodies.Fhir, answer.Body)
            {
                ETag = $"W/\"{answer.Version}\"",
                LastModified = answer.LastModified,
            };
    }
}
