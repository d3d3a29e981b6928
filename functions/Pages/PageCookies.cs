using System.Net;
using IntegrationHub.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace IntegrationHub.Functions.Pages;

/// <summary>
/// How a person's browser carries the access token: in a cookie that no script can read, that no other site's request brings along,
/// and that lasts an hour at most (the token's own end holds too: it is checked each time). A request that carries an Authorization
/// header is judged by that alone.
/// </summary>
internal static class PageCookies
{
    private const string Name = "hub-access";
    private const string Wall = "hub-wall";
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <summary>Browsers drop a cookie of more than 4,096 bytes, name and attributes included.</summary>
    internal const int LongestToken = 3_800;

    /// <summary>The Authorization header, else what it would be for the cookie's token; none where the request may not use the cookie.</summary>
    internal static StringValues AuthorizationOf(HttpRequest request)
    {
        var header = request.Headers.Authorization;
        if (header.Count > 0 || request.Cookies[Name] is not { Length: > 0 } token)
            return header;
        return IsRead(request) || IsFromOwnPage(request) ? $"Bearer {token}" : StringValues.Empty;
    }

    /// <summary>
    /// Whether a page of the hub itself sent this request: browsers say so in Sec-Fetch-Site, older ones in Origin. A request that
    /// changes something counts only then, whatever else it carries.
    /// </summary>
    internal static bool IsFromOwnPage(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"];
        if (site.Count > 0)
            return site is ["same-origin"];
        return Uri.TryCreate(request.Headers.Origin, UriKind.Absolute, out var origin)
            && string.Equals(origin.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);
    }

    internal static void SignIn(HttpContext http, string token) =>
        http.Response.Cookies.Append(Name, token, Options(http.Request, Lifetime));

    /// <summary>
    /// From here on the browser shows one board's wall and nothing else: whoever walks up to the screen comes to no name by it.
    /// </summary>
    internal static void KeepWall(HttpContext http, string board, string pass)
    {
        SignOut(http);
        http.Response.Cookies.Append(Wall, pass, Options(http.Request, WallPasses.Lifetime, WallOf(board)));
    }

    /// <summary>The board whose wall a request asks for, and the pass that it brings; null for any other request.</summary>
    internal static (string Board, string Pass)? WallPassOf(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && request.Headers.Authorization.Count == 0
        && request.Cookies[Wall] is { Length: > 0 } pass
        && request.Path.Value?.Split('/') is ["", "boards", { Length: > 0 } board, "wall"]
            ? (board, pass)
            : null;

    private static string WallOf(string board) => $"/boards/{board}/wall";

    internal static void SignOut(HttpContext http) => http.Response.Cookies.Delete(Name, Options(http.Request, null));

    internal static CookieOptions Options(HttpRequest request, TimeSpan? lifetime, string path = "/") =>
        new()
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            // Behind Azure's front end a request arrives without TLS; only on one's own machine is there really none.
            Secure = !IsOwnMachine(request.Host.Host),
            Path = path,
            MaxAge = lifetime,
            IsEssential = true,
        };

    private static bool IsRead(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

    private static bool IsOwnMachine(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address);
}
