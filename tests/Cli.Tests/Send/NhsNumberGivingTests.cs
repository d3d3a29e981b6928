using System.Text;
using System.Text.Json.Nodes;
using IntegrationHub.Cli.Send;

namespace IntegrationHub.Cli.Tests.Send;

public sealed class NhsNumberGivingTests
{
    private const string NhsSystem = "https://fhir.nhs.uk/Id/nhs-number";

    [Fact]
    public void A_patient_without_identifiers_gets_one()
    {
        var patient = Given("""{ "resourceType": "Patient", "id": "a", "gender": "female" }""");

        Assert.Equal([SyntheticNhsNumber.FromText("a")], NumbersOf(patient));
        Assert.Equal("female", (string?)patient["gender"]);
    }

    [Fact]
    public void A_patient_with_other_identifiers_keeps_them()
    {
        var patient = Given("""{"resourceType":"Patient","id":"a","identifier":[{"system":"urn:mrn","value":"1"}]}""");

        Assert.Equal([SyntheticNhsNumber.FromText("a")], NumbersOf(patient));
        Assert.Equal("urn:mrn", (string?)patient["identifier"]![1]!["system"]);
    }

    [Fact]
    public void An_empty_list_of_identifiers_is_filled() =>
        Assert.Equal([SyntheticNhsNumber.FromText("a")], NumbersOf(Given("""{"identifier":[],"id":"a","resourceType":"Patient"}""")));

    [Fact]
    public void A_patient_that_has_an_nhs_number_stays_byte_for_byte()
    {
        var message = Bytes(
            """{"resourceType":"Patient","identifier":[{"value":"9990000018","system":"https://fhir.nhs.uk/Id/nhs-number"}]}"""
        );

        Assert.Same(message, NhsNumberGiving.Give(message));
    }

    [Fact]
    public void A_reference_by_nhs_number_is_not_the_patients_own()
    {
        var patient = Given(
            """{"resourceType":"Patient","id":"a","link":[{"other":{"identifier":{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"9990000018"}}}]}"""
        );

        Assert.Equal([SyntheticNhsNumber.FromText("a")], NumbersOf(patient));
    }

    [Fact]
    public void Each_patient_of_a_bundle_gets_its_own_and_nothing_else_changes()
    {
        const string Message = """
            { "resourceType": "Bundle", "entry": [
              { "resource": { "resourceType": "Patient", "id": "a" } },
              { "resource": { "resourceType": "Observation", "id": "o", "identifier": [ { "system": "x" } ], "valueQuantity": { "value": 1.10 } } },
              { "resource": { "identifier": [ { "system": "y" } ], "resourceType": "Patient", "id": "b" } } ] }
            """;

        var given = Encoding.UTF8.GetString(NhsNumberGiving.Give(Bytes(Message)));

        var a = $$"""{"system":"{{NhsSystem}}","value":"{{SyntheticNhsNumber.FromText("a")}}"}""";
        var b = $$"""{"system":"{{NhsSystem}}","value":"{{SyntheticNhsNumber.FromText("b")}}"},""";
        Assert.Equal(
            Message
                .Replace(
                    """{ "resourceType": "Patient", "id": "a" }""",
                    $$"""{"identifier":[{{a}}], "resourceType": "Patient", "id": "a" }""",
                    StringComparison.Ordinal
                )
                .Replace("""[ { "system": "y" }""", $$"""[{{b}} { "system": "y" }""", StringComparison.Ordinal),
            given
        );
    }

    [Fact]
    public void A_contained_patient_is_left_alone()
    {
        var message = Bytes("""{"resourceType":"Appointment","contained":[{"resourceType":"Patient","id":"p"}]}""");

        Assert.Same(message, NhsNumberGiving.Give(message));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("""{"resourceType":"Patient","id":""")]
    [InlineData("[1]")]
    public void What_is_no_patient_goes_out_as_it_is(string text)
    {
        var message = Bytes(text);

        Assert.Same(message, NhsNumberGiving.Give(message));
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static JsonNode Given(string text) => JsonNode.Parse(NhsNumberGiving.Give(Bytes(text)))!;

    private static string[] NumbersOf(JsonNode patient) =>
        [.. patient["identifier"]!.AsArray().Where(each => (string?)each!["system"] == NhsSystem).Select(each => (string)each!["value"]!)];
}
