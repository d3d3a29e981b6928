using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace IntegrationHub.Functions.Http;

/// <summary>An answer whose bytes are ready. Answers are about people, so no cache may keep them.</summary>
internal sealed class BytesResult(int status, string mediaType, ReadOnlyMemory<byte> body) : IResult
{
    public string? Location { get; init; }

    public string? ETag { get; init; }

    /// <summary>When what is answered last changed.</summary>
    public DateTimeOffset? LastModified { get; init; }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var response = httpContext.Response;
        response.Headers.CacheControl = "no-store";
        if (ETag is not null)
            response.Headers.ETag = ETag;
        if (LastModified is { } at)
            response.Headers.LastModified = HeaderUtilities.FormatDate(at);
        if (Location is not null)
            response.Headers.Location = Location;
        if (ETag is not null && status == StatusCodes.Status200OK && IsKnown(httpContext.Request, ETag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        response.StatusCode = status;
        return body.Length == 0 ? Task.CompletedTask : Bodies.WriteAsync(response, mediaType, body, httpContext.RequestAborted);
    }

    /// <summary>If-None-Match lists tags between commas.</summary>
    private static bool IsKnown(HttpRequest request, string etag)
    {
        foreach (var header in request.Headers.IfNoneMatch)
        {
            if (header?.Split(',', StringSplitOptions.TrimEntries).Contains(etag, StringComparer.Ordinal) is true)
                return true;
        }

        return false;
    }
}
