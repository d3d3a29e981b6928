using System.Net;
using IntegrationHub.Directory;
using IntegrationHub.Identifiers;
using IntegrationHub.Subscriptions;
using IntegrationHub.Subscriptions.Webhooks;
using IntegrationHub.Tests.Directory;
using Microsoft.Extensions.Options;

namespace IntegrationHub.Tests.Subscriptions;

/// <summary>Where the hub connects to, judged by the address itself, and what it refuses by its text already.</summary>
public sealed class OutboundAddressTests
{
    private static readonly HubDirectory Demonstration = HubDirectory.Load(DirectoryCopy.Original).Directory!;
    private static readonly OutboundAddresses Addresses = new(Options.Create(new SubscriptionOptions()), Demonstration);
    private static readonly OdsCode Council = OdsCode.Parse("C90001");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.9.9.9")]
    [InlineData("0.0.0.0")]
    [InlineData("10.1.2.3")]
    [InlineData("100.64.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("168.63.129.16")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("198.18.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::127.0.0.1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("64:ff9b::a9fe:a9fe")]
    [InlineData("2002:a9fe:a9fe::1")]
    [InlineData("fd00::1")]
    [InlineData("fe80::1")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    public void No_connection_goes_to(string address) => Assert.False(Addresses.MayConnectTo(IPAddress.Parse(address)));

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("172.32.0.1")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("2606:4700::1111")]
    public void A_public_servers_address_is_connected_to(string address) => Assert.True(Addresses.MayConnectTo(IPAddress.Parse(address)));

    [Theory]
    [InlineData("https://localhost/")]
    [InlineData("https://LOCALHOST./")]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://127.1/")]
    [InlineData("https://0x7f.1/")]
    [InlineData("https://0177.0.0.1/")]
    [InlineData("https://2130706433/")]
    [InlineData("https://[::1]/")]
    [InlineData("https://[::ffff:127.0.0.1]/")]
    public void This_machine_is_refused_by_its_text_whatever_its_form(string url) => Assert.Null(Addresses.Judge(url));

    [Fact]
    public void A_public_address_is_kept_in_one_form() =>
        Assert.Equal("https://council.example/hook?x=1", Addresses.Judge("HTTPS://Council.EXAMPLE:443/hook?x=1"));

    [Theory]
    [InlineData("https://events.northfield.example/hook", true)]
    [InlineData("https://events.northfield.example:8443/hook", true)]
    [InlineData("https://EVENTS.Northfield.example/hook", true)]
    [InlineData("https://events.northfield.example.evil.example/hook", false)]
    [InlineData("https://events.northfield.example./hook", false)]
    [InlineData("https://evil-events.northfield.example/hook", false)]
    [InlineData("https://www.events.northfield.example/hook", false)]
    [InlineData("https://northfield.example/hook", false)]
    [InlineData("https://evil.example/events.northfield.example", false)]
    [InlineData("https://evil.example/?https://events.northfield.example", false)]
    // Another council's.
    [InlineData("https://events.midvale.example/hook", false)]
    public void Only_the_hosts_that_the_directory_lists_for_an_organisation_are_sent_to(string url, bool listed) =>
        Assert.Equal(listed, Addresses.IsListed(Council, Addresses.Judge(url)!));

    [Fact]
    public void A_site_has_its_trusts_hosts_and_an_organisation_without_a_list_has_none()
    {
        const string Url = "https://integration.fellmoor-hospitals.example/";
        Assert.True(Addresses.IsListed(OdsCode.Parse("RX101"), Url));
        Assert.False(Addresses.IsListed(OdsCode.Parse("RX201"), Url));
        Assert.False(Addresses.IsListed(OdsCode.Parse("X90002"), "https://hooks.gp-system.example/"));
    }

    [Fact]
    public void This_machine_is_sent_to_without_a_list_only_where_the_platform_is_one_machine()
    {
        var local = new OutboundAddresses(Options.Create(new SubscriptionOptions { AllowLoopback = true }), Demonstration);
        foreach (var url in new[] { "http://localhost:1/", "http://127.0.0.1:1/", "http://[::1]:1/" })
        {
            Assert.True(local.IsListed(Council, url));
            Assert.False(Addresses.IsListed(Council, url));
        }

        Assert.True(local.MayConnectTo("localhost") && local.MayConnectTo("127.0.0.1") && local.MayConnectTo("::1"));
        Assert.False(local.MayConnectTo("evil.example"));
    }

    [Fact]
    public async Task A_name_that_leads_to_this_machine_is_refused_when_the_connection_is_made()
    {
        // The text says a public name; what it leads to is judged only now, as after a change in the DNS.
        using var http = new OutboundHttp(
            Addresses,
            static (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("8.8.8.8"), IPAddress.Loopback])
        );
        Assert.Equal("The address is not one that the hub connects to.", await FaultAsync(http, "https://events.northfield.example:1/"));
    }

    [Fact]
    public async Task A_host_that_nobody_has_listed_is_refused_before_its_name_is_looked_up()
    {
        using var http = new OutboundHttp(Addresses, static (_, _) => throw new InvalidOperationException("Its name was looked up."));
        Assert.Equal(
            "The host is not one that the directory lists.",
            await FaultAsync(http, "https://events.northfield.example.evil.example:1/")
        );
    }

    private static async Task<string> FaultAsync(OutboundHttp http, string url)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        var fault = await Assert.ThrowsAsync<HttpRequestException>(() => http.SendAsync(request, Cancellation));
        return (fault.InnerException as HttpRequestException ?? fault).Message;
    }
}
