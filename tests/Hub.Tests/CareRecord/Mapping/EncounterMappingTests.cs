using IntegrationHub.CareRecord;

namespace IntegrationHub.Tests.CareRecord.Mapping;

public sealed class EncounterMappingTests
{
    private const string Class = "\"class\":{\"system\":\"http://terminology.hl7.org/CodeSystem/v3-ActCode\",\"code\":";

    [Theory]
    [InlineData("IMP")]
    [InlineData("ACUTE")]
    [InlineData("NONAC")]
    [InlineData("SS")]
    [InlineData("OBSENC")]
    public void A_stay_is_an_admission_until_it_is_finished_and_a_discharge_then(string code)
    {
        foreach (var status in (string[])["planned", "arrived", "in-progress", "onleave", "cancelled", "unknown"])
            Assert.Same(Section.AdmissionDetails, Mapped.Entry("Encounter", $$""" "status":"{{status}}",{{Class}}"{{code}}"} """).Section);

        Assert.Same(Section.DischargeDetails, Mapped.Entry("Encounter", $$""" "status":"finished",{{Class}}"{{code}}"} """).Section);
    }

    [Theory]
    [InlineData("AMB")]
    [InlineData("EMER")]
    [InlineData("HH")]
    [InlineData("VR")]
    public void Any_other_class_is_a_contact(string code) =>
        Assert.Same(
            Section.ContactsWithProfessionals,
            Mapped.Entry("Encounter", $$""" "status":"finished",{{Class}}"{{code}}"} """).Section
        );

    [Fact]
    public void A_discharge_is_dated_by_its_end_and_says_when_the_person_came_in_and_where_they_went()
    {
        var entry = Mapped.Entry(
            "Encounter",
            $$$"""
            "status":"finished",{{{Class}}}"IMP"},"type":[{"text":"Hip replacement"}],
            "period":{"start":"2024-01-01T09:00:00Z","end":"2024-01-05"},"reasonCode":[{"text":"Osteoarthritis"}],
            "extension":[{"url":"https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-DischargeMethod",
              "valueCodeableConcept":{"coding":[{"code":"1","display":"Clinical advice"}]}}],
            "hospitalization":{"dischargeDisposition":{"text":"Usual place of residence"}}
            """
        );

        Assert.Equal("Hip replacement", entry.Display);
        Assert.Equal("2024-01-05", entry.Date);
        Assert.Equal(
            "admitted: 2024-01-01T09:00:00Z; discharge method: Clinical advice; destination: Usual place of residence; reason: Osteoarthritis",
            entry.Value
        );
    }

    [Fact]
    public void A_discharge_without_an_end_is_not_given_the_date_of_the_admission() =>
        Assert.Null(Mapped.Entry("Encounter", $$""" "status":"finished",{{Class}}"IMP"},"period":{"start":"2024-01-01"} """).Date);

    [Theory]
    [InlineData("cancelled", "Cancelled: Ambulatory contact")]
    [InlineData("planned", "Planned: Ambulatory contact")]
    [InlineData("entered-in-error", "Entered in error: Ambulatory contact")]
    [InlineData("finished", "Ambulatory contact")]
    public void A_contact_that_did_not_happen_says_so_first(string status, string display)
    {
        var entry = Mapped.Entry("Encounter", $$""" "status":"{{status}}",{{Class}}"AMB"} """);

        Assert.Equal(display, entry.Display);
        Assert.Equal(status, entry.Status);
    }

    [Fact]
    public void Without_type_service_or_class_there_is_nothing_to_show() =>
        Assert.Equal("no-code-or-text", Mapped.Reason("Encounter", """ "status":"finished" """));
}
