using System.Text.Json.Nodes;
using IntegrationHub.Access;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Tests.Access;

public sealed class TokenClaimTests
{
    [Theory]
    [InlineData("ods", null)]
    [InlineData("ods", "\"\"")]
    [InlineData("ods", "\"RX1'--\"")]
    [InlineData("ods", "[\"RX1\"]")]
    [InlineData("role", null)]
    [InlineData("role", "\"\"")]
    [InlineData("role", "\"Clinician\"")]
    [InlineData("role", "\"admin\"")]
    [InlineData("role", "\"4\"")]
    [InlineData("role", "[\"clinician\", \"operator\"]")]
    [InlineData("role", "[]")]
    public async Task A_valid_token_without_an_organisation_or_a_single_role_may_do_nothing(string claim, string? json)
    {
        using var bench = new AccessBench();
        var token = bench.Token(claims: claims =>
        {
            claims.Remove(claim);
            if (json is not null)
                claims[claim] = JsonNode.Parse(json);
        });

        var refused = Assert.IsType<AccessDecision.Refused>(await bench.CheckAsync(token));
        Assert.Equal(("INT301", 403), (refused.Error.Code, refused.Error.Kind.Status));
    }

    [Fact]
    public async Task A_purpose_is_optional()
    {
        using var bench = new AccessBench();
        var allowed = Assert.IsType<AccessDecision.Allowed>(
            await bench.CheckAsync(bench.Token(claims: claims => claims.Remove("purpose")))
        );

        Assert.Null(allowed.Caller.Purpose);
    }

    /// <summary>Without hyphens too: app settings of Azure have none in their names.</summary>
    [Theory]
    [InlineData("6f0e7a52-2f0c-4d4e-9d52-1f7b6d1f0001")]
    [InlineData("6f0e7a522f0c4d4e9d521f7b6d1f0001")]
    public async Task Entra_app_roles_and_client_ids_name_a_system(string setting)
    {
        using var bench = new AccessBench(options =>
        {
            options.RoleClaim = "roles";
            options.Clients[setting] = "X90001";
        });
        var token = bench.Token(
            header =>
            {
                header["typ"] = "JWT";
                header["x5t"] = "thumbprint";
            },
            claims =>
            {
                claims.Remove("ods");
                claims.Remove("role");
                claims["azp"] = "6f0e7a52-2f0c-4d4e-9d52-1f7b6d1f0001";
                claims["roles"] = new JsonArray("Other.Role", "gp-system");
            }
        );

        var allowed = Assert.IsType<AccessDecision.Allowed>(await bench.CheckAsync(token));
        Assert.Equal(("X90001", Role.GpSystem), (allowed.Caller.Organisation.Value, allowed.Caller.Role));
    }

    [Fact]
    public async Task A_client_that_no_setting_knows_has_no_organisation()
    {
        using var bench = new AccessBench();
        var token = bench.Token(claims: claims =>
        {
            claims.Remove("ods");
            claims["azp"] = "6f0e7a52-2f0c-4d4e-9d52-1f7b6d1f0001";
        });

        Assert.Equal("INT301", await bench.AnswerAsync(token));
    }

    [Fact]
    public void A_caller_prints_without_the_person()
    {
        var caller = new Caller(OdsCode.Parse("RX1"), Role.SocialWorker, "direct-care", "jo.bloggs@example.org");

        Assert.Equal("Caller { RX1 social-worker }", caller.ToString());
    }

    [Fact]
    public void Every_role_has_one_name_and_back()
    {
        Assert.Equal(
            [
                "gp-system",
                "trust-system",
                "council-system",
                "clinician",
                "social-worker",
                "discharge-coordinator",
                "privacy-officer",
                "operator",
            ],
            Roles.All
        );
        foreach (var role in Enum.GetValues<Role>())
            Assert.True(Roles.TryParse(role.Name(), out var back) && back == role);
    }
}
