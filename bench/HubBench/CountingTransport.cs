using System.Collections.Concurrent;
using Azure.Core;
using Azure.Core.Pipeline;

namespace IntegrationHub.Bench;

/// <summary>A storage call of the hub, as far as it is needed to make it again.</summary>
/// <param name="Kind">Method and service: <c>PUT blob</c>, <c>GET table</c>, <c>transaction</c>.</param>
/// <param name="Rows">What it writes into a table.</param>
/// <param name="Metadata">What it writes beside a blob.</param>
internal sealed record StorageCall(string Kind, IReadOnlyList<CapturedRow> Rows, IReadOnlyDictionary<string, string> Metadata);

/// <summary>Writes down every storage call that passes, and passes it on.</summary>
internal sealed class CountingTransport(HttpPipelineTransport next) : HttpPipelineTransport
{
    private const string MetadataPrefix = "x-ms-meta-";

    public ConcurrentQueue<StorageCall> Calls { get; } = [];

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
        var address = request.Uri.ToUri();
        var path = address.AbsolutePath;
        var metadata = request
            .Headers.Where(header => header.Name.StartsWith(MetadataPrefix, StringComparison.OrdinalIgnoreCase))
            .ToDictionary(header => header.Name[MetadataPrefix.Length..], header => header.Value);
        if (path.EndsWith("/$batch", StringComparison.Ordinal))
            Calls.Enqueue(new StorageCall("transaction", CapturedRow.InTransaction(BodyOf(request)), metadata));
        else if (IsBlob(address))
            Calls.Enqueue(new StorageCall($"{request.Method} blob", [], metadata));
        else if (request.Method == RequestMethod.Post && !path.EndsWith("/Tables", StringComparison.Ordinal))
            Calls.Enqueue(
                new StorageCall("POST table", [CapturedRow.Of("POST", path[(path.LastIndexOf('/') + 1)..], BodyOf(request))], metadata)
            );
        else
            Calls.Enqueue(new StorageCall($"{request.Method} table", [], metadata));
    }

    private static bool IsBlob(Uri address) => address.Port == 10000 || address.Host.Contains(".blob.", StringComparison.Ordinal);

    private static byte[] BodyOf(Request request)
    {
        using var body = new MemoryStream();
        request.Content!.WriteTo(body, CancellationToken.None);
        return body.ToArray();
    }
}
