using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace IntegrationHub.Functions.Pages;

/// <summary>Who asks: a person's browser, which wants a page, or a system, which wants JSON.</summary>
internal static class PageRequests
{
    /// <summary>By Accept: HTML is named and not valued below JSON. FHIR's routes answer FHIR to everybody.</summary>
    internal static bool WantsPage(HttpRequest request)
    {
        if (request.Path.StartsWithSegments("/fhir", StringComparison.Ordinal))
            return false;
        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted))
            return false;
        double html = -1;
        double json = 0;
        foreach (var type in accepted)
        {
            if (type.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase))
                html = type.Quality ?? 1;
            else if (type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase))
                json = type.Quality ?? 1;
        }

        return html > 0 && html >= json;
    }

    /// <summary>
    /// A path of this hub to go on to after signing in; <c>/records</c> where the text is anything else. <c>//</c> and <c>/\</c> lead to other hosts.
    /// </summary>
    internal static string GoOnTo(string? path) =>
        path is ['/', not ('/' or '\\'), ..] && path.Length <= 2_000 && !path.Any(c => c is '\\' or < '!' or > '~') ? path : "/records";
}
