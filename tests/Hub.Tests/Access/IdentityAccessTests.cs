using IntegrationHub.Access;
using IntegrationHub.Directory;
using IntegrationHub.Identifiers;
using IntegrationHub.Tests.Directory;

namespace IntegrationHub.Tests.Access;

/// <summary>Who may say which records are one person's: by every role at every organisation.</summary>
public sealed class IdentityAccessTests
{
    private static readonly HubDirectory Demonstration = HubDirectory.Load(DirectoryCopy.Original).Directory!;
    private static readonly AccessPolicy Policy = new(Demonstration);

    [Fact]
    public void Privacy_officers_and_operators_of_organisations_that_the_directory_knows_decide_and_nobody_else()
    {
        foreach (var name in Roles.All)
        {
            Assert.True(Roles.TryParse(name, out var role));
            var may = role is Role.PrivacyOfficer or Role.Operator;
            Assert.All(
                Demonstration.Organisations.Keys,
                code => Assert.Equal(may, Policy.MayDecideIdentity(new Caller(code, role, null, "somebody")).IsAllowed)
            );
            Assert.Equal("INT304", Policy.MayDecideIdentity(new Caller(OdsCode.Parse("ZZ999"), role, null, "somebody")).Refusal?.Code);
        }
    }

    [Fact]
    public void Only_the_system_of_a_sender_that_speaks_for_PDS_passes_on_what_PDS_says()
    {
        foreach (var code in Demonstration.Organisations.Keys)
        {
            foreach (var name in Roles.All)
            {
                Assert.True(Roles.TryParse(name, out var role));
                var may = Policy.MayTellOfNumbers(new Caller(code, role, null, "somebody")).IsAllowed;
                // A site sends under its trust's policy.
                Assert.Equal(role is Role.TrustSystem && code.Value is ("RX1" or "RX101" or "RX102"), may);
            }
        }
    }
}
