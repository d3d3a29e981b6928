using IntegrationHub.CareRecord;
using IntegrationHub.CareRecord.Reading;
using IntegrationHub.Directory;
using IntegrationHub.Errors;
using IntegrationHub.Functions.Http;
using IntegrationHub.Functions.Pages;
using IntegrationHub.Functions.Pages.Record;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace IntegrationHub.Functions.CareRecord;

/// <summary>The shared care record as JSON for systems, or as a page for people.</summary>
public sealed class Records(RecordReads records, RecordDoor door, HubDirectory directory)
{
    [Function("ReadRecord")]
    public async Task<IResult> Read(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "records/{recordId}")] HttpRequest request,
        string recordId,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        var (query, error) = RecordQueries.Of(request);
        var (who, notAsked) = Readers.Of(request);
        if ((error ?? notAsked) is { } refusal)
            return RefusedResult.Of(refusal);
        var isPage = PageRequests.WantsPage(request);
        if (isPage)
            query = RecordQueries.ForPage(query);
        return await records.ReadAsync(who!, recordId, query, cancellationToken) switch
        {
            ReadOutcome.Shown shown when isPage => new PageResult(
                StatusCodes.Status200OK,
                RecordPage.Write(shown.Reading, query, directory)
            )
            {
                ETag = shown.Reading.ETag,
            },
            ReadOutcome.Shown shown => new RecordResult(shown.Reading),
            ReadOutcome.NotModified same => new NotModifiedResult(same.ETag),
            ReadOutcome.Refused { Error: var refused } => RefusedResult.Of(
                refused,
                isPage && refused.Kind == ErrorCatalogue.NotFound && door.MayBreakGlass(who!.Caller) ? RecordPage.NotFound(recordId) : null
            ),
            _ => throw new InvalidOperationException("A read outcome of no known kind."),
        };
    }
}
