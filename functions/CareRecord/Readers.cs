using System.Buffers;
using System.Text;
using IntegrationHub.Access;
using IntegrationHub.CareRecord.Reading;
using IntegrationHub.Errors;
using IntegrationHub.Functions.Http;
using IntegrationHub.Functions.Pages;
using IntegrationHub.Identifiers;
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

    /// <summary>For a page: the reason goes with this person's reads of this one record for a quarter of an hour.</summary>
    internal static void Keep(HttpContext http, string recordId, BreakGlassReason reason) =>
        http.Response.Cookies.Append(
            Cookie,
            $"{Convert.ToHexString(Encoding.ASCII.GetBytes(reason.Text))}.{MarkOf(http.Request.Caller())}",
            PageCookies.Options(http.Request, Lifetime, PathOf(recordId))
        );

    internal static void Forget(HttpContext http, string recordId) =>
        http.Response.Cookies.Delete(Cookie, PageCookies.Options(http.Request, null, PathOf(recordId)));

    private static string PathOf(string recordId) => $"/records/{recordId}";

    private static string? FromCookie(HttpRequest request)
    {
        // With an Authorization header it is a system that asks, and a system says its reason itself.
        if (request.Headers.Authorization.Count > 0 || request.Cookies[Cookie]?.Split('.') is not [{ Length: <= 400 } hex, var mark])
            return null;
        // Who signs in next on the same browser has given no reason.
        if (!string.Equals(mark, MarkOf(request.Caller()), StringComparison.Ordinal))
            return null;
        Span<byte> bytes = stackalloc byte[200];
        return Convert.FromHexString(hex, bytes, out _, out var written) is OperationStatus.Done
            ? Encoding.ASCII.GetString(bytes[..written])
            : null;
    }

    private static string MarkOf(Caller caller)
    {
        Span<byte> hash = stackalloc byte[32];
        FramedHash.Sha256(hash, caller.Organisation.Value, caller.Role.Name(), caller.Subject);
        return Base32.Encode(hash[..10]);
    }
}
