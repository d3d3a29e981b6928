using IntegrationHub.CareRecord;

namespace IntegrationHub.Tests.CareRecord.Mapping;

public sealed class ProcedureAndImmunizationMappingTests
{
    [Fact]
    public void A_procedure_shows_site_outcome_and_complications()
    {
        var entry = Mapped.Entry(
            "Procedure",
            """
            "status":"completed","code":{"text":"Hip replacement"},"performedPeriod":{"start":"2024-01-02","end":"2024-01-03"},
            "bodySite":[{"text":"Left hip"}],"outcome":{"text":"Successful"},"complication":[{"text":"Bleeding"}]
            """
        );

        Assert.Same(Section.Procedures, entry.Section);
        Assert.Equal(("Hip replacement", "completed", "2024-01-02"), (entry.Display, entry.Status, entry.Date));
        Assert.Equal("site: Left hip; outcome: Successful; complication: Bleeding; until: 2024-01-03", entry.Value);
    }

    [Theory]
    [InlineData("not-done", "Not done: Appendicectomy")]
    [InlineData("preparation", "Not yet done: Appendicectomy")]
    [InlineData("stopped", "Stopped before it was complete: Appendicectomy")]
    [InlineData("entered-in-error", "Entered in error: Appendicectomy")]
    public void A_procedure_that_was_not_done_says_so_first(string status, string display) =>
        Assert.Equal(display, Mapped.Entry("Procedure", $$""" "status":"{{status}}","code":{"text":"Appendicectomy"} """).Display);

    [Fact]
    public void A_time_in_words_stays_in_words()
    {
        var entry = Mapped.Entry("Procedure", """ "code":{"text":"Tonsillectomy"},"performedString":"as a child" """);

        Assert.Null(entry.Date);
        Assert.Equal("performed: as a child", entry.Value);
    }

    [Fact]
    public void A_vaccination_shows_dose_number_disease_dose_and_batch()
    {
        var entry = Mapped.Entry(
            "Immunization",
            """
            "status":"completed","vaccineCode":{"text":"Influenza vaccine"},"occurrenceDateTime":"2023-10-01","lotNumber":"AB12",
            "doseQuantity":{"value":0.5,"unit":"milliliter"},"site":{"text":"Left arm"},
            "protocolApplied":[{"doseNumberPositiveInt":1,"seriesDosesPositiveInt":2,"targetDisease":[{"text":"Influenza"}]}]
            """
        );

        Assert.Same(Section.Vaccinations, entry.Section);
        Assert.Equal("dose number: 1 of 2; against: Influenza; dose: 0.5 milliliter; batch: AB12; site: Left arm", entry.Value);
    }

    [Fact]
    public void A_vaccine_not_given_says_so_first_with_the_reason()
    {
        var entry = Mapped.Entry(
            "Immunization",
            """ "status":"not-done","statusReason":{"text":"Declined"},"vaccineCode":{"text":"MMR"},"occurrenceDateTime":"2024-01-01" """
        );

        Assert.Equal(("Not given: MMR", "not-done", "status reason: Declined"), (entry.Display, entry.Status, entry.Value));
    }

    [Fact]
    public void A_vaccine_that_is_not_known_is_named_by_the_procedure()
    {
        var entry = Mapped.Entry(
            "Immunization",
            """
            "extension":[{"url":"https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-VaccinationProcedure",
              "valueCodeableConcept":{"coding":[{"system":"http://snomed.info/sct","code":"1324681000000101","display":"COVID-19 vaccination"}]}}],
            "vaccineCode":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-NullFlavor","code":"UNK","display":"unknown"}]}
            """
        );

        Assert.Equal("COVID-19 vaccination", entry.Display);
        Assert.Equal(["UNK", "1324681000000101"], entry.Codings.Select(coding => coding.Code));
    }
}
