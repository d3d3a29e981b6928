using System.Text;
using IntegrationHub.CareRecord.Reading;
using IntegrationHub.Errors;
using IntegrationHub.Functions.Http;
using IntegrationHub.Functions.Pages;
using Microsoft.AspNetCore.Http;

namespace IntegrationHub.Functions.CareRecord;

/// <summary>Who reads, from a request: the caller, and the reason where the glass is to be broken (a header, or a page's short-lived cookie).</summary>
internal static class Readers
{
    private const string Header = "Break-Glass-Reason";
    private const string Cookie = "hub-break-glass";
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    internal static (Reader? Reader, HubError? Error) Of(HttpRequest request)
    {
        var usual = new Reader(request.Caller(), Correlation.Of(request.HttpContext));
        var given = request.Headers[Header];
        if (given.Count == 0)
            return BreakGlassReason.TryParse(FromCookie(request), out var kept) ? (usual with { BreakGlass = kept }, null) : (usual, null);
        return given.Count == 1 && BreakGlassReason.TryParse(given[0], out var reason)
            ? (usual with { BreakGlass = reason }, null)
            : (null, ErrorCatalogue.BreakGlassReasonInvalid);
    }

    /// <summary>For a page: the reason goes with the reads of this one record for a quarter of an hour.</summary>
    internal static void Keep(HttpContext http, string recordId, BreakGlassReason reason) =>
        http.Response.Cookies.Append(
            Cookie,
            Convert.ToHexString(Encoding.ASCII.GetBytes(reason.Text)),
            PageCookies.Options(http.Request, Lifetime, PathOf(recordId))
        );

    internal static void Forget(HttpContext http, string recordId) =>
        http.Response.Cookies.Delete(Cookie, PageCookies.Options(http.Request, null, PathOf(recordId)));

    private static string PathOf(string recordId) => $"/records/{recordId}";

    private static string? FromCookie(HttpRequest request)
    {
        // With an Authorization header it is a system that asks, and a system says its reason itself.
        if (request.Headers.Authorization.Count > 0 || request.Cookies[Cookie] is not { Length: > 0 and <= 400 } hex)
            return null;
        Span<byte> bytes = stackalloc byte[200];
        return Convert.FromHexString(hex, bytes, out _, out var written) is System.Buffers.OperationStatus.Done
            ? Encoding.ASCII.GetString(bytes[..written])
            : null;
    }
}
