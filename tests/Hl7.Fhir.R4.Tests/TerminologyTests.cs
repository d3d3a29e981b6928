using Hl7.Fhir.Validation;

namespace Hl7.Fhir.Tests;

/// <summary>What can be said of codes and extensions without a terminology server or a registry: R4's own rules.</summary>
public sealed class TerminologyTests
{
    [Theory]
    [InlineData("73211009", true)]
    [InlineData("900000000000207008", true)]
    [InlineData("73211009 |Diabetes mellitus|", true)]
    [InlineData("=== 46866001 + 428881005 : 363698007 = 71341001", true)]
    [InlineData("(73211009)", true)]
    [InlineData("1", false)]
    [InlineData("276885007x", false)]
    [InlineData("1234567890123456789", false)]
    [InlineData("T-15460", false)]
    public void A_SNOMED_CT_code_is_a_concept_id_or_an_expression(string code, bool holds)
    {
        Assert.Equal(holds, SnomedCt.IsCode(code));
        var json = """{"resourceType":"Basic","code":{"coding":[{"system":"http://snomed.info/sct","code":"CODE"}]}}""";
        Assert.Equal(
            holds ? [] : ["R4INV-snomed-1 Basic.code.coding[0]"],
            Reading.Issues(json.Replace("CODE", code, StringComparison.Ordinal))
        );
    }

    [Theory]
    [InlineData("404684003", true)]
    [InlineData("<< 404684003 |Clinical finding| : 363698007 |Finding site| = << 39057004", true)]
    [InlineData("(< 19829001 OR < 301867009) MINUS 302509004", true)]
    [InlineData("< 27658006 : 411116001 = << 385268001, { [1..3] 127489000 = *, 3264475007 >= #250 }", true)]
    [InlineData("^ 700043003 . 127489000", true)]
    [InlineData("< 64572001 {{ term = \"heart (x\" }}", true)]
    [InlineData("234234 << 234234", false)]
    [InlineData("404684003 73211009", false)]
    [InlineData("404684003 |Clinical finding| 73211009", false)]
    [InlineData("(404684003", false)]
    [InlineData("404684003)", false)]
    public void An_expression_constraint_joins_its_concepts(string expression, bool holds) =>
        Assert.Equal(holds, SnomedCt.IsConstraint(expression));

    [Theory]
    [InlineData("http://hl7.org/fhir/StructureDefinition/patient-birthPlace", "\"valueAddress\":{\"city\":\"x\"}", true)]
    [InlineData("http://hl7.org/fhir/StructureDefinition/patient-birthPlace", "\"valueString\":\"x\"", false)]
    [InlineData("http://hl7.org/fhir/StructureDefinition/data-absent-reason", "\"valueCode\":\"unknown\"", true)]
    [InlineData("http://hl7.org/fhir/StructureDefinition/data-absent-reason", "\"valueString\":\"unknown\"", false)]
    [InlineData("http://hl7.org/fhir/StructureDefinition/nobody-knows", "\"valueString\":\"x\"", true)]
    [InlineData("https://fhir.hl7.org.uk/StructureDefinition/x", "\"valueString\":\"x\"", true)]
    public void An_extension_of_R4s_own_has_a_value_of_its_type(string url, string value, bool holds) =>
        Assert.Equal(
            holds ? [] : ["R4INV-ext-value Patient.extension[0]"],
            Reading.Issues($$"""{"resourceType":"Patient","extension":[{"url":"{{url}}",{{value}}}]}""")
        );

    [Theory]
    [InlineData("\"valueString\":\"x\"", true)]
    [InlineData("\"valueInteger\":1", false)]
    public void A_concepts_property_has_the_type_of_its_definition(string value, bool holds) =>
        Assert.Equal(
            holds ? [] : ["R4INV-property-1 CodeSystem"],
            Reading.Issues(
                $$"""{"resourceType":"CodeSystem","status":"draft","content":"complete","property":[{"code":"p","type":"string"}],"concept":[{"code":"a","concept":[{"code":"b","property":[{"code":"p",{{value}}}]}]}]}"""
            )
        );

    [Fact]
    public void A_code_system_has_each_code_once() =>
        Assert.Equal(
            ["R4INV-csd-1 CodeSystem"],
            Reading.Issues(
                """{"resourceType":"CodeSystem","status":"draft","content":"complete","concept":[{"code":"a","concept":[{"code":"a"}]}]}"""
            )
        );
}
