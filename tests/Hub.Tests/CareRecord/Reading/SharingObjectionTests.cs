using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using IntegrationHub.CareRecord.Reading;

namespace IntegrationHub.Tests.CareRecord.Reading;

public sealed class SharingObjectionTests
{
    private const string Privacy =
        "\"scope\":{\"coding\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/consentscope\",\"code\":\"patient-privacy\"}]}";

    private const string Deny = "\"provision\":{\"type\":\"deny\"}";

    [Theory]
    [InlineData("active", Privacy, Deny, true)]
    [InlineData("inactive", Privacy, Deny, false)]
    [InlineData("entered-in-error", Privacy, Deny, false)]
    [InlineData(
        "active",
        "\"scope\":{\"coding\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/consentscope\",\"code\":\"research\"}]}",
        Deny,
        false
    )]
    [InlineData("active", Privacy, "\"provision\":{\"type\":\"permit\"}", false)]
    [InlineData("active", Privacy, "\"provision\":{\"purpose\":[{\"code\":\"TREAT\"}]}", false)]
    [InlineData("active", Privacy, "\"provision\":{\"type\":\"deny\",\"purpose\":[{\"code\":\"TREAT\"}]}", true)]
    [InlineData("active", Privacy, "\"provision\":{\"type\":\"deny\",\"purpose\":[{\"code\":\"HRESCH\"}]}", false)]
    [InlineData("active", Privacy, "\"provision\":{\"type\":\"deny\",\"purpose\":[{\"code\":\"HRESCH\"},{\"code\":\"CAREMGT\"}]}", true)]
    [InlineData("active", Privacy, "\"provision\":{\"type\":\"permit\",\"provision\":[{\"type\":\"deny\"}]}", true)]
    [InlineData(
        "active",
        Privacy,
        "\"provision\":{\"type\":\"permit\",\"provision\":[{\"type\":\"deny\",\"purpose\":[{\"code\":\"HMARKT\"}]}]}",
        false
    )]
    [InlineData(
        "active",
        Privacy,
        "\"policyRule\":{\"coding\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/v3-ActCode\",\"code\":\"OPTOUT\"}]}",
        true
    )]
    [InlineData(
        "active",
        Privacy,
        "\"policyRule\":{\"coding\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/v3-ActCode\",\"code\":\"OPTIN\"}]}",
        false
    )]
    public void An_objection_is_an_active_denial_of_sharing_for_care(string status, string scope, string rule, bool objects)
    {
        var json =
            $$"""{"resourceType":"Consent","status":"{{status}}",{{scope}},"category":[{"text":"sharing"}],"policy":[{"uri":"https://policy.example"}],{{rule}}}""";
        Assert.Equal(objects, SharingObjection.IsIn(new FhirJsonPocoDeserializer().DeserializeResource(json)));
    }

    [Fact]
    public void Other_resources_object_to_nothing()
    {
        Assert.False(SharingObjection.IsIn(null));
        Assert.False(SharingObjection.IsIn(new Patient()));
        Assert.False(SharingObjection.IsIn(new Consent()));
    }
}
