using IntegrationHub.Access;
using IntegrationHub.Operations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace IntegrationHub.Infra.Tests;

/// <summary>The settings that the template gives are those that the app starts on: no fewer, and none that it does not know.</summary>
public sealed class AppSettingTests
{
    /// <summary>A fitting value for each setting; what the template gives instead stands in modules/app.bicep.</summary>
    private static readonly Dictionary<string, string> Values = new(StringComparer.Ordinal)
    {
        ["AzureWebJobsStorage__accountName"] = "stinthubtest",
        ["AzureWebJobsStorage__credential"] = "managedidentity",
        ["AzureWebJobsStorage__clientId"] = "a-client",
        ["ServiceBusConnection__fullyQualifiedNamespace"] = "sb.example.net",
        ["ServiceBusConnection__credential"] = "managedidentity",
        ["ServiceBusConnection__clientId"] = "a-client",
        ["APPLICATIONINSIGHTS_CONNECTION_STRING"] = "InstrumentationKey=none",
        ["APPLICATIONINSIGHTS_AUTHENTICATION_STRING"] = "Authorization=AAD",
        ["Identifiers__PseudonymKey"] = Convert.ToBase64String(new byte[32]),
        ["Access__Issuer"] = "https://issuer.example/v2.0",
        ["Access__Audience"] = "api://hub",
        ["Access__Authority"] = "https://issuer.example/v2.0",
        ["Access__RoleClaim"] = "roles",
        ["Subscriptions__Origin"] = "hub.example",
        ["Subscriptions__BaseUrl"] = "https://hub.example",
        ["Access__Clients__*"] = "RX1",
    };

    /// <summary>Without these the app uses a default, or the Functions host reads them and not the app.</summary>
    private static readonly HashSet<string> NotValidated = new(StringComparer.Ordinal)
    {
        "AzureWebJobsStorage__credential",
        "AzureWebJobsStorage__clientId",
        "ServiceBusConnection__credential",
        "ServiceBusConnection__clientId",
        "APPLICATIONINSIGHTS_CONNECTION_STRING",
        "APPLICATIONINSIGHTS_AUTHENTICATION_STRING",
        "Access__RoleClaim",
        "Subscriptions__Origin",
        "Subscriptions__BaseUrl",
        "Access__Clients__*",
    };

    private static IReadOnlyList<string> Listed { get; } =
    [.. InfraFiles.Json("app-settings.json").GetProperty("settings").EnumerateArray().Select(row => row.GetProperty("name").GetString()!)];

    /// <summary>Those of the template for Core Tools.</summary>
    private static IEnumerable<string> OfOneMachine =>
        InfraFiles.Read("functions/local.settings.template.json").GetProperty("Values").EnumerateObject().Select(setting => setting.Name);

    public static TheoryData<string> Validated => [.. Listed.Except(NotValidated)];

    [Fact]
    public void The_app_starts_on_the_settings_of_the_template() => Start(Listed);

    [Theory]
    [MemberData(nameof(Validated))]
    public void The_app_does_not_start_without_one_of_them(string missing) =>
        Assert.ThrowsAny<Exception>(() => Start(Listed.Where(name => name != missing)));

    [Fact]
    public void Each_setting_of_the_hubs_own_is_a_property_of_a_feature_s_options()
    {
        // Options types are named in the code by their section.
        var options = typeof(HubRegistration)
            .Assembly.GetTypes()
            .Where(type => type.GetField("Section")?.GetRawConstantValue() is string)
            .ToDictionary(
                type => ((string)type.GetField("Section")!.GetRawConstantValue()!).Replace(":", "__", StringComparison.Ordinal),
                StringComparer.Ordinal
            );
        foreach (var name in Listed.Concat(OfOneMachine).Where(name => !IsTheHosts(name)))
        {
            var section = options.Keys.Single(key => name.StartsWith(key + "__", StringComparison.Ordinal));
            var property = name[(section.Length + 2)..].Split("__")[0];
            Assert.NotNull(options[section].GetProperty(property));
        }
    }

    /// <summary>Letters, digits, periods and underscores (learn.microsoft.com, Configure an App Service app); a period would become an underscore.</summary>
    [Fact]
    public void Each_name_is_one_that_Azure_takes()
    {
        Assert.All(Listed, name => Assert.Matches(@"^[A-Za-z0-9_]+\*?$", name));
        Assert.Contains(
            "'Access__Clients__${toLower(replace(client.key, '-', ''))}'",
            InfraFiles.Template("modules/app.bicep").Block("var", "clientSettings").Expression,
            StringComparison.Ordinal
        );
    }

    /// <summary>What the application in Entra ID is made with: a word more or less, and a caller's role would count for nothing.</summary>
    [Fact]
    public void The_app_roles_are_the_hubs_roles_each_for_systems_or_for_people()
    {
        var roles = InfraFiles.Json("app-roles.json").EnumerateArray().ToList();

        Assert.Equal(
            Enum.GetValues<Role>().Select(role => role.Name()).Order(StringComparer.Ordinal),
            roles.Select(role => role.GetProperty("value").GetString()!).Order(StringComparer.Ordinal)
        );
        Assert.All(
            roles,
            role =>
            {
                var isOfSystems = role.GetProperty("value").GetString()!.EndsWith("-system", StringComparison.Ordinal);
                var members = Assert.Single(role.GetProperty("allowedMemberTypes").EnumerateArray().ToList());
                Assert.Equal(isOfSystems ? "Application" : "User", members.GetString());
                Assert.True(role.GetProperty("isEnabled").GetBoolean());
            }
        );
        Assert.Equal(roles.Count, roles.Select(role => role.GetProperty("id").GetGuid()).Distinct().Count());
    }

    [Fact]
    public void The_template_for_Core_Tools_takes_the_tokens_of_the_local_issuer()
    {
        var values = InfraFiles.Read("functions/local.settings.template.json").GetProperty("Values");

        Assert.Equal(LocalIssuer.Issuer, values.GetProperty("Access__Issuer").GetString());
        Assert.Equal(LocalIssuer.Audience, values.GetProperty("Access__Audience").GetString());
        // The folder is put in when the template is copied: the host runs in another one than the template lies in.
        Assert.Equal($"DATA_FOLDER/keys/{LocalIssuer.PublicKeysFileName}", values.GetProperty("Access__SigningKeysFile").GetString());
        Assert.StartsWith("DATA_FOLDER/keys/", values.GetProperty("Identifiers__PseudonymKeyFile").GetString(), StringComparison.Ordinal);
    }

    private static bool IsTheHosts(string name) =>
        name.StartsWith("AzureWebJobsStorage", StringComparison.Ordinal)
        || name.StartsWith("ServiceBusConnection", StringComparison.Ordinal)
        || name.StartsWith("FUNCTIONS_", StringComparison.Ordinal)
        || name.StartsWith("APPLICATIONINSIGHTS_", StringComparison.Ordinal);

    private static void Start(IEnumerable<string> names)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                names
                    .Select(name =>
                        KeyValuePair.Create(
                            name.Replace("__", ":", StringComparison.Ordinal).Replace("*", "a1client", StringComparison.Ordinal),
                            (string?)Values[name]
                        )
                    )
                    .Append(KeyValuePair.Create("Directory:Path", (string?)Path.Combine(Testing.RepositoryRoot.Path, "directory")))
            )
            .Build();
        using var services = new ServiceCollection().AddLogging().AddIntegrationHub(configuration).BuildServiceProvider();
        services.GetRequiredService<IStartupValidator>().Validate();
    }
}
