using Azure.Core;

namespace Onebox.Storage.Http;

/// <summary>One request on its way to its answer.</summary>
internal sealed class Exchange
{
    private readonly Request request;
    private readonly bool async;

    private Exchange(Request request, RequestTarget target, string requestId, bool async, CancellationToken cancellation)
    {
        this.request = request;
        this.async = async;
        Target = target;
        RequestId = requestId;
        Cancellation = cancellation;
    }

    public RequestTarget Target { get; }

    public string RequestId { get; }

    public CancellationToken Cancellation { get; }

    public string Method => request.Method.Method;

    public static Exchange Begin(HttpMessage message, EmbeddedStorageOptions options, string requestId, bool async) =>
        new(message.Request, RequestTarget.Read(message.Request.Uri, options), requestId, async, message.CancellationToken);

    public string? Header(string name) => request.Headers.TryGetValue(name, out var value) ? value : null;

    public IEnumerable<HttpHeader> Headers => request.Headers;

    /// <summary>The body's length where the client knows it.</summary>
    public long? BodyLength =>
        request.Content is null ? 0
        : request.Content.TryComputeLength(out var length) ? length
        : null;

    /// <summary>Reads the body into rented memory; the caller disposes it. More than <paramref name="limit"/> bytes are not kept.</summary>
    public async ValueTask<BodyBuffer> ReadBodyAsync(int limit)
    {
        var buffer = new BodyBuffer(limit);
        if (BodyLength is > 0 and var length && length <= limit)
            buffer.Reserve((int)length);
        await CopyBodyAsync(buffer);
        return buffer;
    }

    /// <summary>Copies the body to a stream, such as a content file.</summary>
    public async ValueTask CopyBodyAsync(Stream destination)
    {
        if (request.Content is null)
            return;
        if (async)
            await request.Content.WriteToAsync(destination, Cancellation);
        else
            request.Content.WriteTo(destination, Cancellation);
    }
}
