using IntegrationHub.CareRecord;

namespace IntegrationHub.Tests.CareRecord.Mapping;

public sealed class AllergyIntoleranceMappingTests
{
    private static string Verified(string code) =>
        $$""" "verificationStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/allergyintolerance-verification","code":"{{code}}"}]} """;

    [Fact]
    public void Criticality_and_each_reaction_with_its_severity_stand_beside_the_substance()
    {
        var entry = Mapped.Entry(
            "AllergyIntolerance",
            """
            "code":{"text":"Amoxicillin"},"type":"intolerance","criticality":"high","recordedDate":"2019-12-10",
            "reaction":[{"manifestation":[{"text":"Urticarial rash"},{"text":"Wheeze"}],"severity":"mild"},{"manifestation":[{"text":"Nausea"}]}]
            """
        );

        Assert.Same(Section.Allergies, entry.Section);
        Assert.Equal(("Amoxicillin", "2019-12-10"), (entry.Display, entry.Date));
        Assert.Equal("intolerance; criticality: high; reaction: Urticarial rash, Wheeze (mild); reaction: Nausea", entry.Value);
    }

    [Theory]
    [InlineData("refuted", "Refuted: Penicillin", "refuted")]
    [InlineData("entered-in-error", "Entered in error: Penicillin", "entered-in-error")]
    [InlineData("unconfirmed", "Unconfirmed: Penicillin", "active")]
    [InlineData("confirmed", "Penicillin", "active")]
    public void What_is_doubted_or_refuted_says_so_first(string verification, string display, string status)
    {
        var entry = Mapped.Entry(
            "AllergyIntolerance",
            $$""" "code":{"text":"Penicillin"},"clinicalStatus":{"coding":[{"code":"active"}]},{{Verified(verification)}} """
        );

        Assert.Equal((display, status), (entry.Display, entry.Status));
    }

    [Theory]
    [InlineData(
        """{"coding":[{"system":"http://snomed.info/sct","code":"409137002","display":"No known drug allergy (situation)"}]}""",
        "No known drug allergy (situation)"
    )]
    [InlineData("""{"coding":[{"system":"http://snomed.info/sct","code":"409137002"}],"text":"NKDA"}""", "No known drug allergy: NKDA")]
    [InlineData("""{"coding":[{"system":"http://snomed.info/sct","code":"716186003"}]}""", "No known allergy: code 716186003")]
    public void None_known_reads_as_none_known(string code, string display) =>
        Assert.Equal(display, Mapped.Entry("AllergyIntolerance", $""" "code":{code} """).Display);

    [Fact]
    public void The_senders_text_wins_over_a_degraded_code() =>
        Assert.Equal(
            "Amoxicillin 250mg capsules",
            Mapped
                .Entry(
                    "AllergyIntolerance",
                    """ "code":{"coding":[{"system":"http://snomed.info/sct","code":"196461000000101","display":"Transfer-degraded drug allergy"}],"text":"Amoxicillin 250mg capsules"} """
                )
                .Display
        );

    [Fact]
    public void Without_a_code_the_substance_of_the_reaction_is_shown() =>
        Assert.Equal(
            "Latex gloves",
            Mapped
                .Entry("AllergyIntolerance", """ "reaction":[{"substance":{"text":"Latex gloves"},"manifestation":[{"text":"Rash"}]}] """)
                .Display
        );
}
