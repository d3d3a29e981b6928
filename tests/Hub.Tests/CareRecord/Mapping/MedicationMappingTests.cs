using IntegrationHub.CareRecord;
using IntegrationHub.CareRecord.Mapping;

namespace IntegrationHub.Tests.CareRecord.Mapping;

public sealed class MedicationMappingTests
{
    private const string Amoxicillin = """ "medicationCodeableConcept":{"text":"Amoxicillin 250mg capsules"} """;

    private static string? Dose(string dosage) =>
        Mapped.Entry("MedicationRequest", $""" {Amoxicillin},"dosageInstruction":[{dosage}] """).Value;

    [Fact]
    public void A_prescription_shows_medicine_dose_status_and_date()
    {
        var entry = Mapped.Entry(
            "MedicationRequest",
            $$"""
            "status":"active","intent":"order",{{Amoxicillin}},"authoredOn":"2024-01-05T10:00:00Z",
            "dosageInstruction":[{"text":"2 capsules 4 times a day"},{"text":"then stop"}],"reasonCode":[{"text":"Otitis media"}]
            """
        );

        Assert.Same(Section.Medications, entry.Section);
        Assert.Equal(("Amoxicillin 250mg capsules", "active", "2024-01-05T10:00:00Z"), (entry.Display, entry.Status, entry.Date));
        Assert.Equal("2 capsules 4 times a day; then stop; reason: Otitis media", entry.Value);
    }

    [Fact]
    public void A_medicine_not_to_be_given_says_so_first() =>
        Assert.Equal(
            "Entered in error: Do not give: Amoxicillin 250mg capsules",
            Mapped.Entry("MedicationRequest", $""" "status":"entered-in-error","doNotPerform":true,{Amoxicillin} """).Display
        );

    [Theory]
    [InlineData("\"intent\":\"proposal\"", "Proposed: Amoxicillin 250mg capsules")]
    [InlineData("\"status\":\"cancelled\"", "Cancelled: Amoxicillin 250mg capsules")]
    [InlineData("\"status\":\"draft\"", "Draft: Amoxicillin 250mg capsules")]
    [InlineData("\"status\":\"stopped\"", "Stopped: Amoxicillin 250mg capsules")]
    public void What_was_never_ordered_does_not_read_as_an_order(string member, string display) =>
        Assert.Equal(display, Mapped.Entry("MedicationRequest", $"{member},{Amoxicillin}").Display);

    [Theory]
    [InlineData("not-taken", "Not taken: Amoxicillin 250mg capsules")]
    [InlineData("intended", "Intended: Amoxicillin 250mg capsules")]
    [InlineData("active", "Amoxicillin 250mg capsules")]
    public void A_medicine_not_taken_says_so_first(string status, string display) =>
        Assert.Equal(display, Mapped.Entry("MedicationStatement", $""" "status":"{status}",{Amoxicillin} """).Display);

    [Fact]
    public void A_statement_is_dated_by_when_it_was_taken() =>
        Assert.Equal(
            "2021-02-15",
            Mapped
                .Entry(
                    "MedicationStatement",
                    $$""" {{Amoxicillin}},"effectivePeriod":{"start":"2021-02-15"},"dateAsserted":"2022-01-01" """
                )
                .Date
        );

    [Fact]
    public void A_contained_medication_is_named()
    {
        var entry = Mapped.Entry(
            "MedicationRequest",
            """
            "contained":[{"resourceType":"Medication","id":"m","code":{"coding":[{"system":"http://snomed.info/sct","code":"27658006","display":"Amoxicillin"}]}}],
            "medicationReference":{"reference":"#m","display":"see medication"}
            """
        );

        Assert.Equal("Amoxicillin", entry.Display);
        Assert.Equal("27658006", Assert.Single(entry.Codings).Code);
    }

    [Fact]
    public void A_reference_is_named_by_its_display_else_it_waits_for_the_record_to_know_it()
    {
        Assert.Equal(
            "Amoxicillin",
            Mapped.Entry("MedicationStatement", """ "medicationReference":{"reference":"Medication/1","display":"Amoxicillin"} """).Display
        );
        var waiting = Mapped.Entry("MedicationStatement", """ "medicationReference":{"reference":"Medication/1"} """);
        Assert.Equal("Not named in its message", waiting.Display);
        Assert.Equal([new PendingReference("itself", "Medication/1")], waiting.Pending);
        Assert.Equal(
            "medication-not-named",
            Mapped.Reason(
                "MedicationStatement",
                """ "medicationReference":{"reference":"urn:uuid:d1b8a1a6-96b5-4be6-9ba9-1d0b3e3c9c1e"} """
            )
        );
    }

    [Theory]
    [InlineData("MedicationRequest")]
    [InlineData("MedicationStatement")]
    [InlineData("MedicationDispense")]
    [InlineData("MedicationAdministration")]
    public void A_medication_of_the_same_message_is_named(string type)
    {
        var medication = Mapped.Resource("Medication", """ "code":{"text":"Timolol eye drops"} """);
        var resource = Mapped.Resource(type, """ "medicationReference":{"reference":"urn:uuid:m"} """);

        var outcome = ResourceMapper.Map(resource, address => address == "urn:uuid:m" ? medication : null);

        Assert.Equal("Timolol eye drops", Assert.IsType<MappingOutcome.Mapped>(outcome).Content.Display);
        Assert.IsType<MappingOutcome.Unmapped>(ResourceMapper.Map(resource, _ => resource));
    }

    [Theory]
    [InlineData(
        """{"doseAndRate":[{"doseQuantity":{"value":1.50,"unit":"mL"}}],"route":{"text":"Oral"},"timing":{"repeat":{"frequency":3,"period":1,"periodUnit":"d"}}}""",
        "1.50 mL, Oral, 3 times a day"
    )]
    [InlineData(
        """{"timing":{"repeat":{"frequency":1,"period":2,"periodUnit":"wk"}},"asNeededBoolean":true}""",
        "once every 2 weeks, as required"
    )]
    [InlineData(
        """{"doseAndRate":[{"doseRange":{"low":{"value":1,"unit":"tablet"},"high":{"value":2,"unit":"tablet"}}}],"timing":{"code":{"text":"at night"}},"asNeededCodeableConcept":{"text":"pain"}}""",
        "1 tablet to 2 tablet, at night, as required for pain"
    )]
    public void A_dose_in_codes_is_put_into_words(string dosage, string words) => Assert.Equal(words, Dose(dosage));

    [Theory]
    [InlineData("""{"frequency":1,"period":1,"periodUnit":"d","dayOfWeek":["mon"]}""")]
    [InlineData("""{"frequency":1,"period":1,"periodUnit":"d","when":["ACM"]}""")]
    [InlineData("""{"frequency":1,"frequencyMax":2,"period":1,"periodUnit":"d"}""")]
    [InlineData("""{"frequency":1,"period":1,"periodUnit":"d","boundsPeriod":{"end":"2024-01-01"}}""")]
    [InlineData("""{"duration":30,"durationUnit":"min"}""")]
    public void Timing_that_a_line_cannot_safely_hold_sends_the_reader_to_the_original(string repeat) =>
        Assert.Equal(
            "5 mg, timing: see original",
            Dose($$$"""{"doseAndRate":[{"doseQuantity":{"value":5,"unit":"mg"}}],"timing":{"repeat":{{{repeat}}}}}""")
        );
}
