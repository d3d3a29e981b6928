using System.IO.Compression;
using IntegrationHub.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace IntegrationHub.Functions.Http;

/// <summary>Reads and writes bodies: media type and encoding by allow-list, size bounded before and after unpacking.</summary>
internal static class Bodies
{
    internal const string Fhir = "application/fhir+json";
    internal const string Json = "application/json";
    internal const string CloudEvent = "application/cloudevents+json";

    /// <summary>What reading a body came to: bytes, or why not.</summary>
    internal readonly record struct Reading(byte[]? Bytes, HubError? Error);

    private const StringComparison IgnoreCase = StringComparison.OrdinalIgnoreCase;

    internal static bool IsMediaType(HttpRequest request, params ReadOnlySpan<string> accepted)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type))
            return false;
        // ASCII is a part of UTF-8; anything else would be read as what it is not.
        if (type.Charset.HasValue && !type.Charset.Equals("utf-8", IgnoreCase) && !type.Charset.Equals("us-ascii", IgnoreCase))
            return false;
        foreach (var media in accepted)
        {
            if (type.MediaType.Equals(media, IgnoreCase))
                return true;
        }

        return false;
    }

    internal static async Task<Reading> ReadAsync(HttpRequest request, int maxBytes, CancellationToken cancellationToken)
    {
        if (request.ContentLength > maxBytes)
            return new(null, ErrorCatalogue.BodyTooLarge);
        var encoding = request.Headers.ContentEncoding;
        switch (encoding.Count == 0 ? "" : encoding.ToString())
        {
            case "" or "identity":
                return await ReadBoundedAsync(request.Body, maxBytes, request.ContentLength, cancellationToken);
            case "gzip":
                try
                {
                    await using var unpacked = new GZipStream(request.Body, CompressionMode.Decompress, leaveOpen: true);
                    return await ReadBoundedAsync(unpacked, maxBytes, null, cancellationToken);
                }
                catch (InvalidDataException)
                {
                    return new(null, ErrorCatalogue.EncodingBroken);
                }
            default:
                return new(null, ErrorCatalogue.EncodingNotSupported);
        }
    }

    internal static async Task WriteAsync(
        HttpResponse response,
        string mediaType,
        ReadOnlyMemory<byte> body,
        CancellationToken cancellationToken
    )
    {
        response.ContentType = $"{mediaType}; charset=utf-8";
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(response.HttpContext.Request.Method))
            await response.Body.WriteAsync(body, cancellationToken);
    }

    /// <summary>Stops one byte after the limit, whatever the sender announced.</summary>
    private static async Task<Reading> ReadBoundedAsync(Stream stream, int maxBytes, long? announced, CancellationToken cancellationToken)
    {
        // Only what was read into it is ever looked at, so it need not be cleared first.
        var buffer = GC.AllocateUninitializedArray<byte>(announced is { } length and > 0 ? (int)length : 16 * 1024);
        var count = 0;
        while (true)
        {
            if (count == buffer.Length)
            {
                if (count == announced && await stream.ReadAsync(new byte[1], cancellationToken) == 0)
                    return new(buffer, null);
                Array.Resize(ref buffer, Math.Min(Math.Max(buffer.Length * 2, 1024), maxBytes + 1));
            }

            var read = await stream.ReadAsync(buffer.AsMemory(count), cancellationToken);
            if (read == 0)
                return new(buffer.Length == count ? buffer : buffer[..count], null);
            count += read;
            if (count > maxBytes)
                return new(null, ErrorCatalogue.BodyTooLarge);
        }
    }
}
