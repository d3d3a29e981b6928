using System.Globalization;
using IntegrationHub.Access;
using IntegrationHub.Discharge.Boards;
using IntegrationHub.Errors;
using IntegrationHub.Identifiers;
using Microsoft.AspNetCore.Http;

namespace IntegrationHub.Functions.Discharge;

/// <summary>Pure: what of a board an address asks for, and how an answer to it is named.</summary>
internal static class BoardQueries
{
    private const int LongestToken = 16;
    private const int UsualDays = 28;
    private const int MostDays = 92;

    private static readonly BoardDimension[] Dimensions =
    [
        BoardDimension.Ward,
        BoardDimension.Pathway,
        BoardDimension.Neighbourhood,
        BoardDimension.Turn,
    ];

    internal static string NameOf(BoardDimension by) => by.ToString().ToLowerInvariant();

    /// <summary>An empty filter, as an unused list of a form sends it, narrows nothing.</summary>
    internal static (IReadOnlyList<BoardAsk> Asked, HubError? Error) Filters(HttpRequest request)
    {
        var asked = new List<BoardAsk>();
        foreach (var by in Dimensions)
        {
            var given = request.Query[NameOf(by)];
            if (given.Count == 0 || given is [""])
                continue;
            if (given is not [{ Length: <= LongestToken } token] || !Base32.IsBase32(token))
                return ([], ErrorCatalogue.QueryInvalid.At(NameOf(by)));
            asked.Add(new BoardAsk(by, token));
        }

        return (asked, null);
    }

    internal static (int Days, HubError? Error) Days(HttpRequest request)
    {
        if (!request.Query.TryGetValue("days", out var given))
            return (UsualDays, null);
        return int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= 1 and <= MostDays
            ? (days, null)
            : (0, ErrorCatalogue.QueryInvalid.At("days"));
    }

    /// <summary>
    /// Names an answer: the board's state, the minute (words of clocks change with it), what was asked, in which form and by whom, since
    /// what is offered differs.
    /// </summary>
    internal static string TagOf(string boardTag, DateTimeOffset now, string form, IReadOnlyList<BoardAsk> asked, Caller caller)
    {
        var minute = (now.ToUnixTimeSeconds() / 60).ToString(CultureInfo.InvariantCulture);
        var narrowed = string.Join(' ', asked.Select(one => $"{NameOf(one.By)}={one.Token}"));
        Span<byte> hash = stackalloc byte[32];
        FramedHash.Sha256(hash, boardTag, minute, form, narrowed, caller.Organisation.Value, caller.Role.Name());
        return $"\"{Base32.Encode(hash[..15])}\"";
    }

    internal static bool IsKnown(HttpRequest request, string etag) =>
        request.Headers.IfNoneMatch.Any(header =>
            header?.Split(',', StringSplitOptions.TrimEntries).Contains(etag, StringComparer.Ordinal) is true
        );

    /// <summary>The filters as they stand in an address, with the question mark; empty for none.</summary>
    internal static string AddressOf(IReadOnlyList<BoardAsk> asked) =>
        asked.Count == 0 ? "" : "?" + string.Join('&', asked.Select(one => $"{NameOf(one.By)}={one.Token}"));
}
