using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using IntegrationHub.Functions.Http;
using IntegrationHub.Rebuild;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace IntegrationHub.Functions.Operations;

/// <summary>Operators have the record tables made anew from the snapshots and compared, while the old ones serve.</summary>
public sealed class Rebuilds(RebuildDesk desk, RebuildRunner runner)
{
    /// <summary>Begins one, or answers with the one that is under way.</summary>
    [Function("BeginRebuild")]
    public async Task<IResult> Begin(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "operations/rebuild")] HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        var (state, error) = await desk.BeginAsync(request.Caller(), Correlation.Of(request.HttpContext), cancellationToken);
        return error is null
            ? Json(RebuildSummary.Of(state!), RebuildJson.Default.RebuildSummary, StatusCodes.Status202Accepted)
            : RefusedResult.Of(error);
    }

    [Function("ReadRebuild")]
    public async Task<IResult> Read(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "operations/rebuild")] HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        var (state, error) = await desk.LatestAsync(request.Caller(), cancellationToken);
        return error is null ? Json(RebuildSummary.Of(state!), RebuildJson.Default.RebuildSummary) : RefusedResult.Of(error);
    }

    /// <summary>What is not equal: tables, opaque keys and columns.</summary>
    [Function("ReadRebuildDifferences")]
    public async Task<IResult> Differences(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "operations/rebuild/differences")] HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        var (differences, error) = await desk.DifferencesAsync(request.Caller(), cancellationToken);
        return error is null ? Json(differences, RebuildJson.Default.IReadOnlyListDifference) : RefusedResult.Of(error);
    }

    /// <summary>Gives up the rebuild that is under way and drops the new tables.</summary>
    [Function("DropRebuild")]
    public async Task<IResult> Drop(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "operations/rebuild")] HttpRequest request,
        CancellationToken cancellationToken
    ) =>
        await desk.DropAsync(request.Caller(), Correlation.Of(request.HttpContext), cancellationToken) is { } error
            ? RefusedResult.Of(error)
            : TypedResults.NoContent();

    [Function("GoOnRebuilding")]
    public Task GoOn([TimerTrigger("2/5 * * * * *")] TimerInfo timer, CancellationToken cancellationToken) =>
        runner.RunOpenAsync(cancellationToken);

    private static BytesResult Json<T>(T value, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK) =>
        new(status, Bodies.Json, JsonSerializer.SerializeToUtf8Bytes(value, type));
}
