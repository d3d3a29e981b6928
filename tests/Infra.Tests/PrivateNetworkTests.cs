namespace IntegrationHub.Infra.Tests;

/// <summary>In production nothing answers on a public network.</summary>
public sealed class PrivateNetworkTests
{
    private static readonly BicepFile Main = InfraFiles.Template("main.bicep");

    [Fact]
    public void Production_is_private_whatever_the_parameters_say() =>
        Assert.Equal("environmentName == 'prod' || privateNetwork", Main.Block("var", "isPrivate").Expression);

    [Fact]
    public void The_production_parameters_are_for_production() =>
        Assert.Contains("param environmentName = 'prod'", InfraFiles.Parameters.Single(file => file.Name == "prod.bicepparam").Lines);

    [Fact]
    public void Every_module_that_can_be_private_is_told_so()
    {
        foreach (var module in Main.Blocks.Where(block => block.Keyword == "module"))
        {
            var file = InfraFiles.Template(module.Address);
            if (file.Blocks.Any(block => block is { Keyword: "param", Symbol: "isPrivate" }))
                Assert.Equal("isPrivate", module.Value("params.isPrivate"));
        }
    }

    [Theory]
    [InlineData("Microsoft.Storage/storageAccounts", "properties.publicNetworkAccess", "isPrivate ? 'Disabled' : 'Enabled'")]
    [InlineData("Microsoft.Storage/storageAccounts", "properties.networkAcls.defaultAction", "isPrivate ? 'Deny' : 'Allow'")]
    [InlineData("Microsoft.ServiceBus/namespaces", "properties.publicNetworkAccess", "isPrivate ? 'Disabled' : 'Enabled'")]
    [InlineData("Microsoft.KeyVault/vaults", "properties.publicNetworkAccess", "isPrivate ? 'Disabled' : 'Enabled'")]
    [InlineData("Microsoft.KeyVault/vaults", "properties.networkAcls.defaultAction", "isPrivate ? 'Deny' : 'Allow'")]
    [InlineData("Microsoft.Web/sites", "properties.publicNetworkAccess", "isPrivate ? 'Disabled' : 'Enabled'")]
    [InlineData("Microsoft.Insights/components", "properties.publicNetworkAccessForIngestion", "access")]
    [InlineData("Microsoft.Insights/components", "properties.publicNetworkAccessForQuery", "access")]
    [InlineData("Microsoft.OperationalInsights/workspaces", "properties.publicNetworkAccessForIngestion", "access")]
    [InlineData("Microsoft.OperationalInsights/workspaces", "properties.publicNetworkAccessForQuery", "access")]
    public void A_service_that_holds_data_closes_its_public_address(string type, string property, string value)
    {
        var resources = InfraFiles.Templates.SelectMany(file => file.Resources(type)).ToList();

        Assert.NotEmpty(resources);
        Assert.All(resources, resource => Assert.Equal(value, resource.Value(property)));
    }

    [Fact]
    public void Monitoring_closes_its_public_address_too() =>
        Assert.Equal(
            "isPrivate ? 'Disabled' : 'Enabled'",
            InfraFiles.Template("modules/monitoring.bicep").Block("var", "access").Expression
        );

    [Theory]
    [InlineData("modules/storage.bicep")]
    [InlineData("modules/messaging.bicep")]
    [InlineData("modules/key-vault.bicep")]
    [InlineData("modules/monitoring.bicep")]
    [InlineData("modules/app.bicep")]
    public void A_service_without_a_public_address_has_a_private_one(string file) =>
        Assert.Contains(InfraFiles.Template(file).Blocks, block => block is { Keyword: "module", Address: "private-endpoint.bicep" });

    [Fact]
    public void No_service_can_be_public_unnoticed()
    {
        // A resource type that has the property and is not in the tests above would pass by them.
        string[] known =
        [
            "Microsoft.Storage/storageAccounts",
            "Microsoft.ServiceBus/namespaces",
            "Microsoft.KeyVault/vaults",
            "Microsoft.Web/sites",
            "Microsoft.Insights/components",
            "Microsoft.OperationalInsights/workspaces",
        ];
        string[] withoutAddress =
        [
            "Microsoft.Authorization/locks",
            "Microsoft.Authorization/roleAssignments",
            "Microsoft.Consumption/budgets",
            // It takes events of the vault from Azure itself, and has no address to send to.
            "Microsoft.EventGrid/systemTopics",
            "Microsoft.Insights/actionGroups",
            "Microsoft.Insights/diagnosticSettings",
            "Microsoft.Insights/metricAlerts",
            "Microsoft.Insights/privateLinkScopes",
            "Microsoft.Insights/scheduledQueryRules",
            "Microsoft.Insights/workbooks",
            "Microsoft.ManagedIdentity/userAssignedIdentities",
            "Microsoft.Network/networkSecurityGroups",
            "Microsoft.Network/privateDnsZones",
            "Microsoft.Network/privateEndpoints",
            "Microsoft.Network/virtualNetworks",
            "Microsoft.Web/serverfarms",
        ];
        // The doors that are meant to be one: made only where the parameter front asks for it.
        string[] doors = ["modules/application-gateway.bicep", "modules/front-door.bicep"];
        var types = InfraFiles
            .Templates.Where(file => !doors.Contains(file.Name))
            .SelectMany(file => file.Resources())
            .Select(resource => resource.Type);
        // Children of a known type answer at their parent's address.
        var roots = types
            .Where(type => type.Contains('.', StringComparison.Ordinal))
            .Select(type => string.Join('/', type.Split('/').Take(2)));

        Assert.Empty(roots.Except(known).Except(withoutAddress));
    }
}
