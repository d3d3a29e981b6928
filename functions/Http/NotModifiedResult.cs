using Microsoft.AspNetCore.Http;

namespace IntegrationHub.Functions.Http;

/// <summary>304: the caller has what there is.</summary>
internal sealed class NotModifiedResult(string etag) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var response = httpContext.Response;
        response.StatusCode = StatusCodes.Status304NotModified;
        response.Headers.CacheControl = "no-store";
        response.Headers.ETag = etag;
        return Task.CompletedTask;
    }
}
