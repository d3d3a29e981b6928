namespace IntegrationHub.Infra.Tests;

/// <summary>What stands between partners and the app is there only where it was asked for, and leaves no way around itself.</summary>
public sealed class FrontTests
{
    private static readonly BicepFile Main = InfraFiles.Template("main.bicep");
    private static readonly BicepFile Gateway = InfraFiles.Template("modules/application-gateway.bicep");
    private static readonly BicepFile Door = InfraFiles.Template("modules/front-door.bicep");

    [Fact]
    public void There_is_none_unless_it_is_asked_for()
    {
        Assert.Equal("'none'", Main.Block("param", "front").Expression);
        Assert.Contains(
            "if (isPrivate && front == 'applicationGateway') {",
            Main.Block("module", "gateway").Lines[0],
            StringComparison.Ordinal
        );
        Assert.Contains("if (front == 'frontDoor') {", Main.Block("module", "frontDoor").Lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public void The_gateway_has_an_address_of_the_network_only() =>
        Assert.DoesNotContain("publicIPAddress", Gateway.Text, StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void The_front_door_reaches_a_private_app_by_a_private_link()
    {
        Assert.Contains("...(isPrivate", Door.Text, StringComparison.Ordinal);
        Assert.Contains("privateLink: { id: appId }", Door.Text, StringComparison.Ordinal);
        Assert.Equal("'HttpsOnly'", Door.Block("resource", "route").Value("properties.forwardingProtocol"));
        Assert.Equal("['Https']", Door.Block("resource", "route").Value("properties.supportedProtocols"));
    }

    [Fact]
    public void Both_have_a_firewall_that_prevents()
    {
        Assert.Equal("'Prevention'", Gateway.Block("resource", "firewall").Value("properties.policySettings.mode"));
        Assert.Equal("'Enabled'", Gateway.Block("resource", "firewall").Value("properties.policySettings.state"));
        Assert.Equal("firewall.id", Gateway.Block("resource", "gateway").Value("properties.firewallPolicy.id"));
        Assert.Equal("'Prevention'", Door.Block("resource", "firewall").Value("properties.policySettings.mode"));
        Assert.Equal("'Enabled'", Door.Block("resource", "firewall").Value("properties.policySettings.enabledState"));
        Assert.Contains("wafPolicy: { id: firewall.id }", Door.Block("resource", "guard").Lines.Select(line => line.Trim()));
    }
}
