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
        if (NhsNumberInText.IsIn(request.Path.Value) || NhsNumberInText.IsIn(Uri.UnescapeDataString(request.QueryString.Value ?? "")))
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
}
