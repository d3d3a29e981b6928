using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Azure;
using Azure.Core;

namespace Onebox.Storage.Http;

/// <summary>An answer: status, a few headers, and a body that is bytes in memory or a file's range.</summary>
internal sealed class EmbeddedResponse(int status) : Response
{
    private readonly List<HttpHeader> headers = new(12);
    private Stream? content;

    public override int Status { get; } = status;

    public override string ReasonPhrase => Reason(Status);

    public override Stream? ContentStream
    {
        get => content;
        set => content = value;
    }

    public override string ClientRequestId { get; set; } = "";

    public override void Dispose() => content?.Dispose();

    public EmbeddedResponse With(string name, string value)
    {
        headers.Add(new HttpHeader(name, value));
        return this;
    }

    /// <summary>The bytes are the response's own from here on: clients may keep them beyond its life.</summary>
    public EmbeddedResponse WithBody(string contentType, ReadOnlyMemory<byte> body)
    {
        content = System.Runtime.InteropServices.MemoryMarshal.TryGetArray(body, out var bytes)
            ? new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false, publiclyVisible: true)
            : new MemoryStream(body.ToArray(), writable: false);
        return With("Content-Type", contentType).With("Content-Length", body.Length.ToString(CultureInfo.InvariantCulture));
    }

    public static string Reason(int status) =>
        status switch
        {
            200 => "OK",
            201 => "Created",
            202 => "Accepted",
            204 => "No Content",
            206 => "Partial Content",
            304 => "Not Modified",
            400 => "Bad Request",
            404 => "Not Found",
            409 => "Conflict",
            412 => "Precondition Failed",
            413 => "Request Entity Too Large",
            416 => "Requested Range Not Satisfiable",
            501 => "Not Implemented",
            _ => "",
        };

    protected override bool ContainsHeader(string name) => TryGetHeader(name, out _);

    protected override IEnumerable<HttpHeader> EnumerateHeaders() => headers;

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value)
    {
        foreach (var header in headers)
        {
            if (string.Equals(header.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                value = header.Value;
                return true;
            }
        }

        value = null;
        return false;
    }

    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        values = TryGetHeader(name, out var value) ? [value] : null;
        return values is not null;
    }
}
