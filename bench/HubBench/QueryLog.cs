using System.Collections.Concurrent;
using System.Web;
using Azure.Core;
using Azure.Core.Pipeline;

namespace IntegrationHub.Bench;

/// <summary>A storage call that passed; <see cref="TableQuery"/> where it asked for rows.</summary>
internal record PassedCall;

/// <param name="IsFirstPage">Whether it began a query; false for one that goes on where a page ended.</param>
internal sealed record TableQuery(string Filter, IReadOnlyList<string>? Select, bool IsFirstPage) : PassedCall;

/// <summary>Writes down the storage calls that pass between start and stop.</summary>
internal sealed class QueryLog(HttpPipelineTransport next) : HttpPipelineTransport
{
    private readonly ConcurrentQueue<PassedCall> calls = [];
    private volatile bool writes;

    public void Start()
    {
        calls.Clear();
        writes = true;
    }

    public IReadOnlyList<PassedCall> Stop()
    {
        writes = false;
        return [.. calls];
    }

    public override Request CreateRequest() => next.CreateRequest();

    public override void Process(HttpMessage message)
    {
        Note(message.Request);
        next.Process(message);
    }

    public override ValueTask ProcessAsync(HttpMessage message)
    {
        Note(message.Request);
        return next.ProcessAsync(message);
    }

    private void Note(Request request)
    {
        if (!writes)
            return;
        var query = HttpUtility.ParseQueryString(request.Uri.ToUri().Query);
        calls.Enqueue(
            query["$filter"] is { } filter
                ? new TableQuery(filter, query["$select"]?.Split(','), query["NextPartitionKey"] is null)
                : new PassedCall()
        );
    }
}
