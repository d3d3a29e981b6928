using System.Collections.Concurrent;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;

namespace IntegrationHub.Bench;

/// <summary>A storage call, as far as its cost goes.</summary>
/// <param name="Kind">Method and service: <c>PUT blob</c>, <c>GET table</c>, <c>transaction</c>.</param>
/// <param name="Bytes">Of the request's body.</param>
/// <param name="Entities">Of a transaction, how many it writes.</param>
internal sealed record StorageCall(string Kind, long Bytes, int Entities);

/// <summary>Writes down every storage call that passes, and passes it on.</summary>
internal sealed class CountingTransport(HttpPipelineTransport next) : HttpPipelineTransport
{
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
        var host = request.Uri.ToUri();
        var bytes = request.Content is { } content && content.TryComputeLength(out var length) ? length : 0;
        if (host.AbsolutePath.EndsWith("/$batch", StringComparison.Ordinal))
            Calls.Enqueue(new StorageCall("transaction", bytes, EntitiesOf(request.Content!)));
        else
            Calls.Enqueue(new StorageCall($"{request.Method} {(IsBlob(host) ? "blob" : "table")}", bytes, 0));
    }

    private static bool IsBlob(Uri address) => address.Port == 10000 || address.Host.Contains(".blob.", StringComparison.Ordinal);

    private static int EntitiesOf(RequestContent content)
    {
        using var body = new MemoryStream();
        content.WriteTo(body, CancellationToken.None);
        var text = Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length);
        return text.Split(" HTTP/1.1\r\n").Length - 1;
    }
}
