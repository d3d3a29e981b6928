using Hl7.Fhir.Model;
using IntegrationHub.CareRecord;
using IntegrationHub.Discharge.Stays;
using IntegrationHub.Identifiers;
using IntegrationHub.Referrals;
using IntegrationHub.Referrals.Told;
using IntegrationHub.Tests.Discharge.Stays;

namespace IntegrationHub.Tests.Referrals;

/// <summary>Which ServiceRequests are referrals to social care, and what each says.</summary>
public sealed class ReferralRequestTests
{
    private const string SocialServices = """ "category":[{"coding":[{"system":"http://snomed.info/sct","code":"306238000"}]}] """;
    private const string ByCode = """ "code":{"coding":[{"system":"http://snomed.info/sct","code":"306238000"}]} """;
    private const string ToCouncil =
        """ "performer":[{"identifier":{"system":"https://fhir.nhs.uk/Id/ods-organization-code","value":"C90001"}}] """;
    private const string ToTrust =
        """ "performer":[{"identifier":{"system":"https://fhir.nhs.uk/Id/ods-organization-code","value":"RX1"}}] """;
    private const string AboutStay =
        """ "code":{"coding":[{"system":"https://integration-hub.example/CodeSystem/discharge-activity","code":"assessment"}]} """;
    private const string Laboratory = """ "category":[{"coding":[{"system":"http://snomed.info/sct","code":"108252007"}]}] """;

    [Theory]
    [InlineData(SocialServices, true)]
    [InlineData(ByCode, true)]
    [InlineData(ToCouncil, true)]
    [InlineData(ToTrust, false)]
    [InlineData(Laboratory, false)]
    [InlineData(AboutStay + "," + ToCouncil, false)]
    [InlineData(""" "category":[{"text":"Referral to social services"}] """, false)]
    public void By_category_code_or_performer(string parts, bool isReferral) => Assert.Equal(isReferral, Facts(parts) is { Count: > 0 });

    [Theory]
    [InlineData("active", "order", "Sent")]
    [InlineData("on-hold", "plan", "Sent")]
    [InlineData("completed", "order", "Sent")]
    [InlineData("revoked", "order", "Sent CancelledByReferrer")]
    [InlineData("entered-in-error", "order", "Sent CancelledByReferrer")]
    [InlineData("draft", "order", "")]
    [InlineData("active", "proposal", "")]
    public void By_status_and_intent(string status, string intent, string kinds) =>
        Assert.Equal(kinds, string.Join(' ', Facts(SocialServices, status, intent)!.Select(fact => fact.Kind)));

    [Fact]
    public void A_performer_that_is_a_council_is_named_and_the_priority_and_reason_are_kept()
    {
        var fact = Facts(ToCouncil + """ ,"priority":"urgent","reasonCode":[{"text":"Cannot manage the stairs"}] """)![0];
        Assert.Equal(("C90001", "urgent", "Cannot manage the stairs"), (fact.Organisation, fact.Priority, fact.Words));
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero), fact.At);
        Assert.DoesNotContain("stairs", fact.ToString(), StringComparison.Ordinal);
    }

    private static IReadOnlyList<ReferralFact>? Facts(string parts, string status = "active", string intent = "order")
    {
        var request = (ServiceRequest)
            Telling.Read(
                $$"""
                {"resourceType":"ServiceRequest","id":"r","status":"{{status}}","intent":"{{intent}}","subject":{"reference":"Patient/p"},"authoredOn":"2026-03-01T08:00:00Z",{{parts}}}
                """
            );
        var context = new StayContext(Told.Subject, OdsCode.Parse("X90001"), Told.At(2), null, _ => null, Told.Rules)
        {
            Keys = new Dictionary<Resource, ResourceKey>(),
        };
        return ReferralRequest.Facts(request, context, bars: null);
    }
}
