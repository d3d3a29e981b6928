using System.Net;
using System.Net.Sockets;
using IntegrationHub.Errors;
using IntegrationHub.Identifiers;
using Microsoft.AspNetCore.Http;

namespace IntegrationHub.Functions.Http;

/// <summary>Addresses end up in logs and histories of machines the hub does not own, so an identifier of a person has no place in one.</summary>
internal static class AddressRules
{
    internal static HubError? Check(HttpRequest request)
    {
        if (HoldsNhsNumber(request.Path.Value) || HoldsNhsNumber(Uri.UnescapeDataString(request.QueryString.Value ?? "")))
            return ErrorCatalogue.QueryNotAllowed;
        // RFC 6750 allows a token there; an address is no place for one, so it does not say who calls.
        if (request.Query.ContainsKey("access_token"))
            return ErrorCatalogue.NotAuthenticated;
        if (IPAddress.TryParse(request.Host.Host, out var host) && IsLinkLocal(host))
            return ErrorCatalogue.HostNotServed;
        // Kestrel lets Transfer-Encoding win and moves the other length here; a proxy before it may have read it the other way round.
        return request.Headers.ContainsKey("X-Content-Length") ? ErrorCatalogue.AmbiguousLength.ToHubError() : null;
    }

    /// <summary>Where clouds keep their metadata services: nobody reaches the hub by such an address.</summary>
    private static bool IsLinkLocal(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.IsIPv6LinkLocal
            || address.AddressFamily is AddressFamily.InterNetwork && address.GetAddressBytes() is [169, 254, ..];
    }

    /// <summary>Whether the text holds a valid NHS number as a word of its own: ten digits, or 3, 3 and 4 with single separators.</summary>
    internal static bool HoldsNhsNumber(ReadOnlySpan<char> text)
    {
        for (var start = 0; start < text.Length; start++)
        {
            if (!char.IsAsciiDigit(text[start]) || start > 0 && char.IsAsciiLetterOrDigit(text[start - 1]))
                continue;
            if (IsNhsNumberAt(text[start..], separated: false) || IsNhsNumberAt(text[start..], separated: true))
                return true;
        }

        return false;
    }

    private static bool IsNhsNumberAt(ReadOnlySpan<char> text, bool separated)
    {
        var length = separated ? 12 : 10;
        if (text.Length < length || text.Length > length && char.IsAsciiLetterOrDigit(text[length]))
            return false;
        if (!separated)
            return NhsNumber.TryParse(text[..10], out _);
        if (text[3] is not (' ' or '-' or '+') || text[7] is not (' ' or '-' or '+'))
            return false;
        return NhsNumber.TryParse(string.Concat(text[..3], text[4..7], text[8..12]), out _);
    }
}
