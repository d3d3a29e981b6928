using IntegrationHub.CareRecord;

namespace IntegrationHub.Tests.CareRecord.Mapping;

public sealed class ConditionMappingTests
{
    private const string Asthma =
        "\"code\":{\"coding\":[{\"system\":\"http://snomed.info/sct\",\"code\":\"195967001\",\"display\":\"Asthma\"}]}";

    private static string Verified(string code) =>
        $$""" "verificationStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-ver-status","code":"{{code}}"}]} """;

    private static string Clinical(string code) =>
        $$""" "clinicalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-clinical","code":"{{code}}"}]} """;

    [Fact]
    public void A_problem_shows_its_code_its_clinical_status_and_its_onset()
    {
        var entry = Mapped.Entry(
            "Condition",
            $$""" {{Asthma}},{{Clinical("active")}},{{Verified("confirmed")}},"onsetDateTime":"2015","recordedDate":"2016-01-01" """
        );

        Assert.Same(Section.ProblemList, entry.Section);
        Assert.Equal(("Asthma", "active", "2015"), (entry.Display, entry.Status, entry.Date));
        Assert.Equal([new EntryCoding("http://snomed.info/sct", "195967001", "Asthma")], entry.Codings);
    }

    [Theory]
    [InlineData("refuted", "Refuted: Asthma")]
    [InlineData("entered-in-error", "Entered in error: Asthma")]
    public void A_refuted_or_mistaken_problem_says_so_first_and_in_its_status(string code, string display)
    {
        var entry = Mapped.Entry("Condition", $"{Asthma},{Clinical("active")},{Verified(code)}");

        Assert.Equal((display, code), (entry.Display, entry.Status));
    }

    [Theory]
    [InlineData("unconfirmed", "Unconfirmed: Asthma")]
    [InlineData("provisional", "Provisional: Asthma")]
    [InlineData("differential", "Differential: Asthma")]
    public void A_doubtful_problem_says_so_first_and_keeps_its_clinical_status(string code, string display)
    {
        var entry = Mapped.Entry("Condition", $"{Asthma},{Clinical("active")},{Verified(code)}");

        Assert.Equal((display, "active"), (entry.Display, entry.Status));
    }

    [Fact]
    public void Severity_site_age_at_onset_and_end_stand_beside_it()
    {
        var entry = Mapped.Entry(
            "Condition",
            $$"""
            {{Asthma}},"severity":{"text":"severe"},"bodySite":[{"text":"Left lung"}],
            "onsetAge":{"value":12,"unit":"years","system":"http://unitsofmeasure.org","code":"a"},"abatementDateTime":"2020-03"
            """
        );

        Assert.Equal("severity: severe; site: Left lung; onset: 12 years; ended: 2020-03", entry.Value);
        Assert.Null(entry.Date);
    }

    [Fact]
    public void Without_code_or_text_there_is_nothing_to_show() =>
        Assert.Equal(
            "no-code-or-text",
            Mapped.Reason("Condition", $$""" {{Clinical("active")}},"code":{"coding":[{"system":"urn:x"}]} """)
        );
}
