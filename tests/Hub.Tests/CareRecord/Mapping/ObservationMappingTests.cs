using IntegrationHub.CareRecord;

namespace IntegrationHub.Tests.CareRecord.Mapping;

public sealed class ObservationMappingTests
{
    private const string Code = "\"code\":{\"text\":\"Serum sodium\"}";

    private static string Category(string code) =>
        $$""" "category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"{{code}}"}]}] """;

    private static string? Value(string members) => Mapped.Entry("Observation", $"{Code},{members}").Value;

    [Theory]
    [InlineData("vital-signs", "examination-findings")]
    [InlineData("exam", "examination-findings")]
    [InlineData("laboratory", "investigation-results")]
    [InlineData("imaging", "investigation-results")]
    [InlineData("social-history", "social-context")]
    [InlineData("survey", "assessments")]
    [InlineData("therapy", "procedures")]
    [InlineData("something-local", "examination-findings")]
    public void The_category_gives_the_heading(string category, string section) =>
        Assert.Equal(section, Mapped.Entry("Observation", $"{Code},{Category(category)}").Section.Code);

    [Fact]
    public void A_category_code_of_another_system_is_not_taken_for_HL7s() =>
        Assert.Same(
            Section.ExaminationFindings,
            Mapped.Entry("Observation", $$""" {{Code}},"category":[{"coding":[{"system":"urn:local","code":"survey"}]}] """).Section
        );

    [Fact]
    public void Without_a_category_a_specimen_makes_it_a_result() =>
        Assert.Same(
            Section.InvestigationResults,
            Mapped.Entry("Observation", $$""" {{Code}},"specimen":{"reference":"Specimen/1"} """).Section
        );

    [Theory]
    [InlineData("http://loinc.org", "82810-3")]
    [InlineData("http://snomed.info/sct", "77386006")]
    public void Pregnancy_has_its_own_heading_whatever_the_category(string system, string code) =>
        Assert.Same(
            Section.PregnancyStatus,
            Mapped
                .Entry(
                    "Observation",
                    $$""" "code":{"coding":[{"system":"{{system}}","code":"{{code}}"}]},{{Category("social-history")}} """
                )
                .Section
        );

    [Theory]
    [InlineData("\"valueQuantity\":{\"value\":140,\"unit\":\"mmol/L\"}", "140 mmol/L")]
    [InlineData("\"valueQuantity\":{\"value\":1.20,\"unit\":\"g\"}", "1.20 g")]
    [InlineData("\"valueQuantity\":{\"value\":0.000000012345678901234567,\"code\":\"mol/L\"}", "0.000000012345678901234567 mol/L")]
    [InlineData("\"valueQuantity\":{\"value\":5,\"comparator\":\"<\",\"unit\":\"mg/L\"}", "<5 mg/L")]
    [InlineData("\"valueQuantity\":{\"value\":6.1,\"code\":\"1\",\"system\":\"http://unitsofmeasure.org\"}", "6.1")]
    [InlineData("\"valueCodeableConcept\":{\"coding\":[{\"code\":\"x\",\"display\":\"Ex-smoker\"}]}", "Ex-smoker")]
    [InlineData("\"valueString\":\" lots \"", "lots")]
    [InlineData("\"valueBoolean\":false", "No")]
    [InlineData("\"valueInteger\":15", "15")]
    [InlineData("\"valueRange\":{\"low\":{\"value\":1,\"unit\":\"mg\"},\"high\":{\"value\":2,\"unit\":\"mg\"}}", "1 mg to 2 mg")]
    [InlineData("\"valueRatio\":{\"numerator\":{\"value\":1},\"denominator\":{\"value\":128}}", "1:128")]
    [InlineData("\"valueDateTime\":\"2024-05\"", "2024-05")]
    [InlineData("\"valueTime\":\"10:30:00\"", "10:30:00")]
    public void A_value_keeps_its_senders_digits_and_unit(string member, string value) => Assert.Equal(value, Value(member));

    [Fact]
    public void The_interpretation_stands_with_the_value() =>
        Assert.Equal(
            "6.2 mmol/L (High)",
            Value("\"valueQuantity\":{\"value\":6.2,\"unit\":\"mmol/L\"},\"interpretation\":[{\"text\":\"High\"}]")
        );

    [Fact]
    public void No_data_reads_as_no_result_with_the_reason()
    {
        var entry = Mapped.Entry("Observation", $$""" {{Code}},"dataAbsentReason":{"text":"Specimen unsatisfactory"} """);

        Assert.Equal("No result: Serum sodium", entry.Display);
        Assert.Equal("reason: Specimen unsatisfactory", entry.Value);
    }

    [Theory]
    [InlineData("cancelled", "Cancelled: Serum sodium")]
    [InlineData("entered-in-error", "Entered in error: Serum sodium")]
    [InlineData("final", "Serum sodium")]
    public void A_cancelled_or_mistaken_observation_says_so_first(string status, string display) =>
        Assert.Equal(display, Mapped.Entry("Observation", $""" "status":"{status}",{Code} """).Display);

    [Theory]
    [InlineData("\"effectiveDateTime\":\"2024-01-05T10:00:00+01:00\",\"issued\":\"2024-01-06T00:00:00Z\"", "2024-01-05T10:00:00+01:00")]
    [InlineData("\"effectivePeriod\":{\"start\":\"2024-01\"}", "2024-01")]
    [InlineData("\"effectiveInstant\":\"2024-01-05T10:00:00.120Z\"", "2024-01-05T10:00:00.120Z")]
    [InlineData("\"effectiveTiming\":{\"event\":[\"2024-02-02\"]}", "2024-02-02")]
    [InlineData("\"issued\":\"2024-01-06T00:00:00Z\"", "2024-01-06T00:00:00Z")]
    public void The_date_is_when_it_was_true_as_its_sender_wrote_it(string members, string date) =>
        Assert.Equal(date, Mapped.Entry("Observation", $"{Code},{members}").Date);
}
