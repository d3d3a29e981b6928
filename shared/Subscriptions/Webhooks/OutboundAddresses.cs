using System.Net;
using IntegrationHub.Directory;
using IntegrationHub.Identifiers;
using Microsoft.Extensions.Options;

namespace IntegrationHub.Subscriptions.Webhooks;

/// <summary>
/// Where the hub may send to. The text is judged when it is registered: its host is one that the directory lists for the organisation. The
/// host again at each sending, for the list may have changed; the address that a connection really goes to at each connection, for a name
/// may lead elsewhere by then.
/// </summary>
public sealed class OutboundAddresses(IOptions<SubscriptionOptions> options, HubDirectory directory)
{
    private const int MaxUrl = 500;

    // Nothing in these networks is anybody's public server (IANA special-purpose registries), and 168.63.129.16 is Azure's own host.
    private static readonly IPNetwork[] Refused =
    [
        .. new[]
        {
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "168.63.129.16/32",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "::/96",
            "64:ff9b::/96",
            "64:ff9b:1::/48",
            "100::/64",
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
            "fc00::/7",
            "fe80::/10",
            "fec0::/10",
            "ff00::/8",
        }.Select(IPNetwork.Parse),
    ];

    /// <returns>The address as it is kept; null where the hub sends to no such address.</returns>
    public string? Judge(string? url)
    {
        if (url is null || url.Length > MaxUrl || url.Any(c => c is <= ' ' or > '~' or '\\'))
            return null;
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.UserInfo.Length > 0 || uri.Fragment.Length > 0)
            return null;
        if (Identifiers.NhsNumberInText.IsIn(Uri.UnescapeDataString(url)))
            return null;
        var ownMachine = options.Value.AllowLoopback && uri.IsLoopback;
        if (uri.Scheme != Uri.UriSchemeHttps && !(ownMachine && uri.Scheme == Uri.UriSchemeHttp))
            return null;
        // 127.1, 0x7f.1 and 2130706433 are read as an IPv4 address here, so no form of one gets by.
        if (!ownMachine && (uri.HostNameType is not UriHostNameType.Dns || !uri.Host.TrimEnd('.').Contains('.', StringComparison.Ordinal)))
            return null;
        return uri.IsLoopback && !ownMachine ? null : uri.AbsoluteUri;
    }

    /// <summary>Whether the directory lists the host for the organisation: the whole name, so that no other begins or ends like it.</summary>
    /// <param name="url">As <see cref="Judge"/> gave it.</param>
    public bool IsListed(OdsCode organisation, string url)
    {
        var uri = new Uri(url);
        return options.Value.AllowLoopback && uri.IsLoopback || directory.MaySendTo(organisation, uri.IdnHost);
    }

    /// <summary>Whether a connection may be made to a host of this name.</summary>
    public bool MayConnectTo(string host) =>
        directory.MaySendTo(host) || options.Value.AllowLoopback && new UriBuilder(Uri.UriSchemeHttp, host).Uri.IsLoopback;

    /// <summary>Whether a connection may go there.</summary>
    public bool MayConnectTo(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (IPAddress.IsLoopback(address))
            return options.Value.AllowLoopback;
        return !Refused.Any(network => network.Contains(address));
    }
}
