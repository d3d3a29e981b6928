using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using IntegrationHub.CareRecord.Reading;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Tests.CareRecord.Reading;

public sealed class SharingObjectionTests
{
    private const string Privacy =
        "\"scope\":{\"coding\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/consentscope\",\"code\":\"patient-privacy\"}]}";

    private const string Recipient =
        "{\"role\":{\"coding\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/v3-ParticipationType\",\"code\":\"IRCP\"}]},\"reference\":";

    private const string Deny1 = "\"provision\":{\"type\":\"deny\",\"actor\":[";

    private const string ByCode =
        Recipient + "{\"identifier\":{\"system\":\"https://fhir.nhs.uk/Id/ods-organization-code\",\"value\":\"RX2\"}}}";

    private const string ByReference = Recipient + "{\"reference\":\"Organization/trust\"}}";
    private const string APractitioner = Recipient + "{\"reference\":\"Practitioner/doctor\"}}";
    private const string Nameless = Recipient + "{\"display\":\"the hospital\"}}";

    private const string AsCustodian =
        "{\"role\":{\"coding\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/v3-ParticipationType\",\"code\":\"CST\"}]},\"reference\":{\"reference\":\"Organization/trust\"}}";

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
        var objection = SharingObjection.In(new FhirJsonPocoDeserializer().DeserializeResource(json));
        Assert.Equal(objects, objection is not null);
        Assert.Empty(objection ?? []);
    }

    [Theory]
    [InlineData(Deny1 + ByCode + "]}", "RX2")]
    [InlineData(Deny1 + ByCode + "," + ByReference + "]}", "RX1 RX2")]
    [InlineData(Deny1 + ByCode + "],\"dataPeriod\":{\"start\":\"2020\"}}", "RX2")]
    [InlineData("\"provision\":{\"type\":\"permit\",\"provision\":[{\"type\":\"deny\",\"actor\":[" + ByCode + "]}]}", "RX2")]
    [InlineData("\"provision\":{\"type\":\"permit\",\"actor\":[" + ByCode + "],\"provision\":[{\"type\":\"deny\"}]}", "")]
    [InlineData(
        "\"provision\":{\"type\":\"permit\",\"provision\":[{\"type\":\"deny\",\"actor\":[" + ByCode + "]},{\"type\":\"deny\"}]}",
        ""
    )]
    [InlineData(Deny1 + ByCode + "," + AsCustodian + "]}", "")]
    [InlineData(Deny1 + APractitioner + "]}", "")]
    [InlineData(Deny1 + Nameless + "]}", "")]
    [InlineData(Deny1 + ByCode + "]},\"policyRule\":{\"coding\":[{\"code\":\"OPTOUT\"}]}", "")]
    public void An_objection_is_against_whom_it_names_clearly_else_against_all(string rule, string against)
    {
        var json =
            $$"""{"resourceType":"Consent","status":"active",{{Privacy}},"category":[{"text":"sharing"}],"policy":[{"uri":"https://policy.example"}],{{rule}}}""";
        var trust = new Organization { Identifier = [new Identifier(OdsCode.OrganisationSystem, "RX1")] };
        var objection = SharingObjection.In(
            new FhirJsonPocoDeserializer().DeserializeResource(json),
            reference =>
                reference switch
                {
                    "Organization/trust" => trust,
                    "Practitioner/doctor" => new Practitioner(),
                    _ => null,
                }
        );
        Assert.Equal(against, string.Join(' ', Assert.IsAssignableFrom<IEnumerable<OdsCode>>(objection)));
    }

    [Fact]
    public void Other_resources_object_to_nothing()
    {
        Assert.Null(SharingObjection.In(null));
        Assert.Null(SharingObjection.In(new Patient()));
        Assert.Null(SharingObjection.In(new Consent()));
    }
}
