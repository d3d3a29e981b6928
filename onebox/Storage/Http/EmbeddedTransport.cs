using System.Globalization;
using Azure.Core;
using Azure.Core.Pipeline;
using Onebox.Storage.Blobs;
using Onebox.Storage.Engine;
using Onebox.Storage.Tables;

namespace Onebox.Storage.Http;

/// <summary>Where a client's pipeline ends: in place of a socket, the services themselves.</summary>
internal sealed class EmbeddedTransport(StorageEngine engine, EmbeddedStorageOptions options, TimeProvider time) : HttpPipelineTransport
{
    private readonly TableService tables = new(engine, time);
    private readonly BlobService blobs = new(engine, options, time);
    private readonly string requestIdStart = Guid.NewGuid().ToString("D")[..23];
    private long requests;
    private HttpDate date = new(0, "");

    public override Request CreateRequest() => new EmbeddedRequest { Method = RequestMethod.Get };

    public override async ValueTask ProcessAsync(HttpMessage message)
    {
        message.CancellationToken.ThrowIfCancellationRequested();
        var exchange = Exchange.Begin(message, options, NextRequestId(), async: true);
        Answer(message, exchange, await Dispatch(exchange));
    }

    public override void Process(HttpMessage message)
    {
        message.CancellationToken.ThrowIfCancellationRequested();
        var exchange = Exchange.Begin(message, options, NextRequestId(), async: false);
        // The commit loop has its own thread and answers without this one, so waiting here cannot lock up.
        Answer(message, exchange, Dispatch(exchange).AsTask().GetAwaiter().GetResult());
    }

    private ValueTask<EmbeddedResponse> Dispatch(Exchange exchange) =>
        exchange.Target.Service switch
        {
            StorageService.Table => tables.AnswerAsync(exchange),
            StorageService.Blob => blobs.AnswerAsync(exchange),
            _ => throw new RequestFailedAddressException(exchange.Target.Origin),
        };

    private void Answer(HttpMessage message, Exchange exchange, EmbeddedResponse response)
    {
        response
            .With("Server", "Onebox-Storage/1.0")
            .With("Date", Now())
            .With("x-ms-request-id", exchange.RequestId)
            .With("x-ms-version", exchange.Header("x-ms-version") ?? "2023-11-03");
        response.ClientRequestId = message.Request.ClientRequestId;
        response.With("x-ms-client-request-id", message.Request.ClientRequestId);
        message.Response = response;
    }

    private string NextRequestId() =>
        string.Create(CultureInfo.InvariantCulture, $"{requestIdStart}-{Interlocked.Increment(ref requests) & 0xFFFFFFFFFFFF:x12}");

    private string Now()
    {
        var now = time.GetUtcNow();
        var second = now.UtcTicks / TimeSpan.TicksPerSecond;
        var known = date;
        if (known.Second != second)
            date = known = new HttpDate(second, now.ToString("R", CultureInfo.InvariantCulture));
        return known.Text;
    }

    private sealed record HttpDate(long Second, string Text);
}
