using System.Text.Json.Nodes;
using IntegrationHub.Access;
using IntegrationHub.Directory;
using IntegrationHub.Identifiers;
using IntegrationHub.Testing;
using IntegrationHub.Tests.Directory;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace IntegrationHub.Tests.Access;

public sealed class LocalIssuerTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly TestClock time = new(new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task The_hub_takes_its_tokens_for_eight_hours()
    {
        using var issuer = LocalIssuer.Open(folder.Path, time);
        await using var services = Hub(issuer);
        var tokens = services.GetRequiredService<AccessTokens>();
        var header = "Bearer " + issuer.Issue(OdsCode.Parse("X90001"), Role.GpSystem, "direct-care");

        var allowed = Assert.IsType<AccessDecision.Allowed>(await tokens.CheckAsync(header, TestContext.Current.CancellationToken));
        Assert.Equal(new Caller(OdsCode.Parse("X90001"), Role.GpSystem, "direct-care", "X90001-gp-system"), allowed.Caller);

        time.Advance(LocalIssuer.DefaultLifetime + TimeSpan.FromMinutes(1));
        Assert.IsType<AccessDecision.Refused>(await tokens.CheckAsync(header, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Its_private_key_is_its_owners_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no Unix file modes.");
            return;
        }

        using var issuer = LocalIssuer.Open(folder.Path, time);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.File(LocalIssuer.KeyFileName)));
    }

    [Fact]
    public void Its_public_file_holds_no_private_part()
    {
        using var issuer = LocalIssuer.Open(folder.Path, time);
        var key = JsonNode.Parse(File.ReadAllText(issuer.PublicKeysFile))!["keys"]![0]!.AsObject();

        Assert.Equal(["alg", "crv", "kid", "kty", "use", "x", "y"], key.Select(part => part.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_second_opening_issues_tokens_of_the_same_key()
    {
        using var first = LocalIssuer.Open(folder.Path, time);
        await using var services = Hub(first);
        using var second = LocalIssuer.Open(folder.Path, time);
        var header = "Bearer " + second.Issue(OdsCode.Parse("RX1"), Role.Operator);

        Assert.IsType<AccessDecision.Allowed>(
            await services.GetRequiredService<AccessTokens>().CheckAsync(header, TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public void Many_opened_at_once_agree_on_one_key()
    {
        var keys = Enumerable
            .Range(0, 8)
            .AsParallel()
            .WithDegreeOfParallelism(8)
            .Select(_ =>
            {
                using var issuer = LocalIssuer.Open(folder.Path, time);
                return issuer.Issue(OdsCode.Parse("RX1"), Role.Operator).Split('.')[0]; // the header, and with it the key id
            })
            .ToList();

        Assert.Single(keys.Distinct(StringComparer.Ordinal));
        Assert.Equal(2, System.IO.Directory.GetFiles(folder.Path).Length);
    }

    [Fact]
    public void A_key_file_with_no_key_in_it_is_not_taken()
    {
        File.WriteAllText(folder.File(LocalIssuer.KeyFileName), "nothing");

        Assert.Throws<System.Security.Cryptography.CryptographicException>(() => LocalIssuer.Open(folder.Path, time));
    }

    [Theory]
    [InlineData("Access:Issuer", "")]
    [InlineData("Access:Audience", " ")]
    [InlineData("Access:SigningKeysFile", "")]
    [InlineData("Access:Authority", "https://issuer.example/")]
    [InlineData("Access:ClockSkew", "00:01:01")]
    [InlineData("Access:RememberedTokens", "-1")]
    [InlineData("Access:RoleClaim", " ")]
    [InlineData("Access:Clients:some-client", "not an ODS code")]
    public void Settings_that_cannot_be_right_stop_the_start(string setting, string value)
    {
        using var issuer = LocalIssuer.Open(folder.Path, time);
        using var services = Hub(issuer, (setting, value));

        Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());
    }

    [Fact]
    public void An_authority_over_plain_http_stops_the_start()
    {
        using var issuer = LocalIssuer.Open(folder.Path, time);
        using var services = Hub(issuer, ("Access:SigningKeysFile", ""), ("Access:Authority", "http://issuer.example/"));

        Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());
    }

    public void Dispose() => folder.Dispose();

    private ServiceProvider Hub(LocalIssuer issuer, params (string Name, string Value)[] changes)
    {
        var settings = new Dictionary<string, string?>
        {
            [DirectoryRegistration.PathSetting] = DirectoryCopy.Original,
            ["Access:Issuer"] = LocalIssuer.Issuer,
            ["Access:Audience"] = LocalIssuer.Audience,
            ["Access:SigningKeysFile"] = issuer.PublicKeysFile,
        };
        foreach (var (name, value) in changes)
            settings[name] = value;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        return new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(time)
            .AddHubDirectory(configuration)
            .AddHubAccess(configuration)
            .BuildServiceProvider();
    }
}
