using System.Text.RegularExpressions;

namespace IntegrationHub.Infra.Tests;

/// <summary>Access is by identity: there is no key to leak.</summary>
public sealed class KeylessTests
{
    [Fact]
    public void No_template_asks_for_a_key_or_holds_one()
    {
        var forbidden = new Regex(
            @"\blist(Keys|ConnectionStrings|AccountSas|ServiceSas|Secrets)?\(|listKeys|AccountKey=|SharedAccessKey|DefaultEndpointsProtocol|getSecret\(|primaryKey|primaryConnectionString|sastoken|password",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
        );
        foreach (var file in InfraFiles.Templates.Concat(InfraFiles.Parameters))
            Assert.DoesNotContain(
                file.Lines,
                line => forbidden.IsMatch(line) && !line.Contains("resource noPasswords ", StringComparison.Ordinal)
            );
    }

    [Fact]
    public void The_only_connection_string_is_the_address_of_telemetry()
    {
        var lines = InfraFiles
            .Templates.SelectMany(file => file.Lines)
            .Where(line =>
                line.Contains("ConnectionString", StringComparison.OrdinalIgnoreCase)
                || line.Contains("CONNECTION_STRING", StringComparison.Ordinal)
            );

        Assert.Equal(["APPLICATIONINSIGHTS_CONNECTION_STRING: insights.properties.ConnectionString"], lines.Select(line => line.Trim()));
    }

    [Theory]
    [InlineData("Microsoft.Storage/storageAccounts", "properties.allowSharedKeyAccess", "false")]
    [InlineData("Microsoft.Storage/storageAccounts", "properties.allowBlobPublicAccess", "false")]
    [InlineData("Microsoft.Storage/storageAccounts", "properties.defaultToOAuthAuthentication", "true")]
    [InlineData("Microsoft.Storage/storageAccounts", "properties.minimumTlsVersion", "'TLS1_2'")]
    [InlineData("Microsoft.Storage/storageAccounts", "properties.supportsHttpsTrafficOnly", "true")]
    [InlineData("Microsoft.ServiceBus/namespaces", "properties.disableLocalAuth", "true")]
    [InlineData("Microsoft.ServiceBus/namespaces", "properties.minimumTlsVersion", "'1.2'")]
    [InlineData("Microsoft.KeyVault/vaults", "properties.enableRbacAuthorization", "true")]
    [InlineData("Microsoft.KeyVault/vaults", "properties.enablePurgeProtection", "true")]
    [InlineData("Microsoft.Insights/components", "properties.DisableLocalAuth", "true")]
    [InlineData("Microsoft.OperationalInsights/workspaces", "properties.features.disableLocalAuth", "true")]
    [InlineData("Microsoft.Web/sites", "properties.httpsOnly", "true")]
    [InlineData("Microsoft.Web/sites", "properties.siteConfig.ftpsState", "'Disabled'")]
    [InlineData("Microsoft.Web/sites/basicPublishingCredentialsPolicies", "properties.allow", "false")]
    [InlineData("Microsoft.Storage/storageAccounts/blobServices/containers", "properties.publicAccess", "'None'")]
    public void Every_resource_of_a_type_takes_identities_only(string type, string property, string value)
    {
        var resources = InfraFiles.Templates.SelectMany(file => file.Resources(type)).ToList();

        Assert.NotEmpty(resources);
        Assert.All(resources, resource => Assert.Equal(value, resource.Value(property)));
    }

    [Fact]
    public void No_parameter_or_output_carries_a_secret()
    {
        Assert.All(
            InfraFiles.Templates.SelectMany(file => file.Blocks).Where(block => block.Keyword is "param" or "output"),
            block => Assert.DoesNotMatch("(?i)(secret|password|key|token)(value)?$", block.Symbol)
        );
    }
}
