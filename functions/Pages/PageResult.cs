using System.Text;
using IntegrationHub.Functions.Http;
using IntegrationHub.Hypertext;
using Microsoft.AspNetCore.Http;

namespace IntegrationHub.Functions.Pages;

/// <summary>
/// A page as an answer, with the headers that every page has: it may load styles and scripts of the hub and nothing else, may not be
/// shown in another site's frame, and is kept by no cache.
/// </summary>
internal sealed class PageResult(int status, Page page) : IResult
{
    private const string Policy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public string? ETag { get; init; }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        Guard(httpContext.Response);
        if (page.Polls)
            httpContext.Response.Headers.ContentSecurityPolicy = $"{Policy}; connect-src 'self'";
        var html = Layout.Write(page, SignedIn.Of(httpContext)).ToString();
        return new BytesResult(status, "text/html", Encoding.UTF8.GetBytes(html)) { ETag = ETag }.ExecuteAsync(httpContext);
    }

    internal static void Guard(HttpResponse response)
    {
        var headers = response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.Vary = "Accept, Authorization, Cookie";
    }
}
