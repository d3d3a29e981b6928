using System.Globalization;
using IntegrationHub.CareRecord.Reading;
using IntegrationHub.Errors;
using IntegrationHub.Functions.Http;
using IntegrationHub.Functions.Subscriptions;
using IntegrationHub.Referrals.Work;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace IntegrationHub.Functions.CareRecord;

/// <summary>FHIR's read, version read and history of single resources, and the hub's own Tasks of referrals.</summary>
public sealed class Resources(ResourceReads resources, ReferralTaskReads tasks)
{
    [Function("ReadResource")]
    public async Task<IResult> Read(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "fhir/{type}/{id}")] HttpRequest request,
        string type,
        string id,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        if (TopicResource.Find(type, id) is { } topic)
            return new BytesResult(StatusCodes.Status200OK, Bodies.Fhir, topic);
        var (who, error) = Readers.Of(request);
        if (who is null)
            return RefusedResult.Of(error!);
        return type == "Task" && await TaskAsync(who, id, cancellationToken) is { } task
            ? task
            : One(await resources.ReadAsync(who, type, id, cancellationToken));
    }

    [Function("ReadResourceVersion")]
    public async Task<IResult> ReadVersion(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "fhir/{type}/{id}/_history/{version}")] HttpRequest request,
        string type,
        string id,
        string version,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        var (who, error) = Readers.Of(request);
        if (who is null)
            return RefusedResult.Of(error!);
        if (!int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return RefusedResult.Of(ErrorCatalogue.NotFound);
        return One(await resources.HistoryAsync(who, type, id, number, cancellationToken));
    }

    [Function("ReadResourceHistory")]
    public async Task<IResult> ReadHistory(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "fhir/{type}/{id}/_history")] HttpRequest request,
        string type,
        string id,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        var (who, error) = Readers.Of(request);
        if (who is null)
            return RefusedResult.Of(error!);
        var answer = await resources.HistoryAsync(who, type, id, only: null, cancellationToken);
        if (answer.Error is { } refused)
            return RefusedResult.Of(refused);
        return new BytesResult(StatusCodes.Status200OK, Bodies.Fhir, HistoryBundle.Write(type, id, answer.Versions))
        {
            ETag = string.Create(
                CultureInfo.InvariantCulture,
                $"W/\"{answer.Versions.Max(version => version.Version)}.{answer.Versions.Count}\""
            ),
        };
    }

    /// <summary>Null where it is no Task of the hub's own, or of a referral that is as if not there.</summary>
    private async Task<IResult?> TaskAsync(Reader who, string id, CancellationToken cancellationToken) =>
        await tasks.ReadAsync(who, id, cancellationToken) is { } task
            ? new BytesResult(StatusCodes.Status200OK, Bodies.Fhir, task.Body)
            {
                ETag = string.Create(CultureInfo.InvariantCulture, $"W/\"{task.Version}\""),
            }
            : null;

    private static IResult One(ResourceAnswer answer)
    {
        if (answer.Error is { } error)
            return RefusedResult.Of(error);
        var version = answer.Versions[0];
        if (version.Deleted)
            return RefusedResult.Of(ErrorCatalogue.Deleted);
        return new BytesResult(StatusCodes.Status200OK, Bodies.Fhir, version.Body)
        {
            ETag = string.Create(CultureInfo.InvariantCulture, $"W/\"{version.Version}\""),
            LastModified = version.ReceivedAt,
        };
    }
}
