namespace Hl7.Fhir.Tests;

/// <summary>Invariants of R4: each holds for what it allows and is reported, with its place, for what it forbids.</summary>
public sealed class InvariantTests
{
    private const string Observation =
        """ "resourceType":"Observation","status":"final","code":{"coding":[{"system":"http://x","code":"1"}]} """;
    private const string Condition = """ "resourceType":"Condition","subject":{"reference":"Patient/1"} """;
    private const string Resolved =
        """ {"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-clinical","code":"resolved"}]} """;
    private const string Mistaken =
        """ {"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-ver-status","code":"entered-in-error"}]} """;

    [Theory]
    [InlineData("\"valueString\":\"x\"", "")]
    [InlineData("\"valueString\":\"x\",\"dataAbsentReason\":{\"text\":\"x\"}", "R4INV-obs-6 Observation")]
    [InlineData("\"valueQuantity\":{\"value\":1,\"code\":\"kg\"}", "R4INV-qty-3 Observation.value")]
    [InlineData("\"referenceRange\":[{\"age\":{\"low\":{\"value\":1}}}]", "R4INV-obs-3 Observation.referenceRange[0]")]
    [InlineData("\"effectivePeriod\":{\"start\":\"2026-02-01\",\"end\":\"2026-01-31\"}", "R4INV-per-1 Observation.effective")]
    [InlineData("\"effectivePeriod\":{\"start\":\"2026-02-01\",\"end\":\"2026-02\"}", "")]
    [InlineData("\"effectivePeriod\":{\"start\":\"2026-02-01T10:00:00Z\",\"end\":\"2026-02-01\"}", "")]
    [InlineData("\"valueRatio\":{\"numerator\":{\"value\":1}}", "R4INV-rat-1 Observation.value")]
    [InlineData("\"extension\":[{\"url\":\"http://x\"}]", "R4INV-ext-1 Observation.extension[0]")]
    [InlineData(
        "\"valueInteger\":1,\"component\":[{\"code\":{\"coding\":[{\"system\":\"http://x\",\"code\":\"1\"}]}}]",
        "R4INV-obs-7 Observation"
    )]
    public void Observations(string more, string issue) => Expect(issue, $$"""{{{Observation}},{{more}}}""");

    [Theory]
    [InlineData("\"clinicalStatus\":" + Resolved + ",\"abatementDateTime\":\"2026\"", "")]
    [InlineData("\"abatementDateTime\":\"2026\"", "R4INV-con-4 Condition")]
    [InlineData("\"clinicalStatus\":" + Resolved + ",\"verificationStatus\":" + Mistaken, "R4INV-con-5 Condition")]
    [InlineData("\"clinicalStatus\":{\"text\":\"active\"}", "PVAL116 Condition.clinicalStatus")]
    [InlineData("\"clinicalStatus\":{\"coding\":[{\"system\":\"http://x\",\"code\":\"active\"}]}", "PVAL116 Condition.clinicalStatus")]
    public void Conditions(string more, string issue) => Expect(issue, $$"""{{{Condition}},{{more}}}""");

    [Theory]
    [InlineData("#o", "o", "")]
    [InlineData("#p", "o", "R4INV-ref-1 Patient.managingOrganization.reference", "R4INV-dom-3 Patient.contained[0]")]
    [InlineData("Organization/1", "o", "R4INV-dom-3 Patient.contained[0]")]
    public void References_to_contained_resources(string reference, string id, params string[] issues) =>
        Assert.Equal(
            issues.Where(issue => issue.Length > 0),
            Reading.Issues(
                $$$"""{"resourceType":"Patient","contained":[{"resourceType":"Organization","id":"{{{id}}}","name":"x"}],"managingOrganization":{"reference":"{{{reference}}}"}}"""
            )
        );

    [Fact]
    public void A_contained_resource_may_refer_to_its_container_instead() =>
        Assert.Empty(
            Reading.Issues(
                """
                {"resourceType":"Patient","contained":[
                  {"resourceType":"Organization","id":"o","name":"x"},
                  {"resourceType":"Provenance","id":"p","recorded":"2026-01-01T00:00:00Z","target":[{"reference":"#"}],"agent":[{"who":{"reference":"#o"}}]}]}
                """
            )
        );

    [Theory]
    [InlineData(
        "\"type\":\"collection\",\"entry\":[{\"fullUrl\":\"urn:uuid:a\",\"resource\":{\"resourceType\":\"Basic\",\"code\":{\"text\":\"x\"}}}]",
        ""
    )]
    [InlineData(
        "\"type\":\"transaction\",\"entry\":[{\"resource\":{\"resourceType\":\"Basic\",\"code\":{\"text\":\"x\"}}}]",
        "R4INV-bdl-3 Bundle"
    )]
    [InlineData(
        "\"type\":\"collection\",\"entry\":[{\"link\":[{\"relation\":\"self\",\"url\":\"http://x\"}]}]",
        "R4INV-bdl-5 Bundle.entry[0]"
    )]
    [InlineData("\"type\":\"collection\",\"total\":1", "R4INV-bdl-1 Bundle")]
    [InlineData("\"type\":\"message\"", "R4INV-bdl-12 Bundle")]
    [InlineData(
        "\"type\":\"collection\",\"entry\":[{\"fullUrl\":\"http://x/Basic/1\",\"resource\":{\"resourceType\":\"Basic\",\"id\":\"2\",\"code\":{\"text\":\"x\"}}}]",
        "R4INV-fullUrl-2 Bundle"
    )]
    public void Bundles(string more, string issue) => Expect(issue, $$"""{"resourceType":"Bundle",{{more}}}""");

    private static void Expect(string issue, string json) => Assert.Equal(issue.Length == 0 ? [] : [issue], Reading.Issues(json));
}
