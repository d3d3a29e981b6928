using IntegrationHub.CareRecord;
using IntegrationHub.CareRecord.Mapping;

namespace IntegrationHub.Tests.CareRecord.Mapping;

public sealed class CommonMappingTests
{
    private static EntryContent Problem(string code) => Mapped.Entry("Condition", $""" "code":{code} """);

    [Theory]
    [InlineData("""{"text":"Own words","coding":[{"code":"1","display":"Display"}]}""", "Own words")]
    [InlineData(
        """{"coding":[{"system":"urn:a","code":"1","display":"First"},{"system":"http://snomed.info/sct","code":"2","display":"Snomed"}]}""",
        "Snomed"
    )]
    [InlineData(
        """{"coding":[{"system":"http://snomed.info/sct","code":"2","display":"Snomed"},{"code":"1","display":"Chosen","userSelected":true}]}""",
        "Chosen"
    )]
    [InlineData(
        """{"coding":[{"system":"urn:a","code":"1","display":"First"},{"system":"urn:b","code":"2","display":"Second"}]}""",
        "First"
    )]
    [InlineData("""{"coding":[{"system":"http://snomed.info/sct","code":"2"},{"system":"urn:b","code":"1","display":"Words"}]}""", "Words")]
    [InlineData("""{"text":"  ","coding":[{"code":"J45"}]}""", "J45")]
    [InlineData("""{"text":"S","coding":[{"code":"S","display":"Never married"}]}""", "Never married")]
    [InlineData("""{"text":"S","coding":[{"code":"S"}]}""", "S")]
    [InlineData("""{"coding":[{"system":"http://snomed.info/sct","code":"443684005"}]}""", "code 443684005")]
    public void The_senders_text_comes_first_then_a_display_then_a_code(string code, string display) =>
        Assert.Equal(display, Problem(code).Display);

    [Fact]
    public void Every_coding_is_kept_as_it_was_sent() =>
        Assert.Equal(
            [new EntryCoding("http://snomed.info/sct", "195967001", "Asthma"), new EntryCoding(null, "J45", null)],
            Problem("""{"coding":[{"system":"http://snomed.info/sct","code":"195967001","display":"Asthma"},{"code":"J45"}]}""").Codings
        );

    [Fact]
    public void A_code_too_long_to_keep_is_left_out_whole_and_never_cut()
    {
        var content = Problem($$"""{"text":"X","coding":[{"code":"{{new string('9', 301)}}"},{"code":"{{new string('9', 300)}}"}]}""");

        Assert.Equal(new string('9', 300), Assert.Single(content.Codings).Code);
    }

    [Fact]
    public void No_more_codings_are_listed_than_a_person_could_have_chosen() =>
        Assert.Equal(
            Concept.MostCodings,
            Problem($$"""{"coding":[{{string.Join(',', Enumerable.Range(1, 500).Select(i => $$"""{"code":"{{i}}"}"""))}}]}""").Codings.Count
        );

    [Fact]
    public void The_senders_security_labels_come_along()
    {
        var content = Mapped.Entry(
            "Condition",
            """ "meta":{"security":[{"system":"http://terminology.hl7.org/CodeSystem/v3-Confidentiality","code":"R"},{"code":"NOPAT"},{"code":"R"}]},"code":{"text":"X"} """
        );

        Assert.Equal(["R", "NOPAT"], content.Labels);
    }

    [Fact]
    public void A_label_with_a_space_does_not_become_unreadable_in_the_store() =>
        Assert.Equal(["A", "B"], Mapped.Entry("Condition", """ "meta":{"security":[{"code":"A B"}]},"code":{"text":"X"} """).Labels);

    [Theory]
    [InlineData("Observation")]
    [InlineData("Condition")]
    [InlineData("Flag")]
    public void A_modifier_extension_that_is_not_understood_keeps_the_resource_out(string type) =>
        Assert.Equal(
            "unknown-modifier-extension",
            Mapped.Reason(type, """ "modifierExtension":[{"url":"urn:x","valueBoolean":true}],"code":{"text":"X"} """)
        );

    [Theory]
    [InlineData("Basic", "type-not-mapped")]
    [InlineData("Binary", "named-by-others")]
    [InlineData("Parameters", "of-the-message")]
    [InlineData("Claim", "money")]
    [InlineData("Coverage", "money")]
    [InlineData("ExplanationOfBenefit", "money")]
    [InlineData("Provenance", "who-made-it")]
    [InlineData("Questionnaire", "definition")]
    [InlineData("Slot", "free-slots")]
    [InlineData("Location", "named-by-others")]
    public void A_type_without_a_mapping_says_why(string type, string reason) => Assert.Equal(reason, Mapped.Reason(type, "\"id\":\"1\""));

    [Fact]
    public void A_resource_made_under_other_rules_is_not_used() =>
        Assert.Equal("unknown-implicit-rules", Mapped.Reason("Condition", """ "implicitRules":"http://a","code":{"text":"Asthma"} """));

    [Fact]
    public void A_very_long_text_is_cut_and_says_so()
    {
        var content = Problem($$"""{"text":"{{new string('x', 5_000)}}"}""");

        Assert.Equal(TypeMapping.LongestDisplay, content.Display.Length);
        Assert.EndsWith(" … (shortened)", content.Display, StringComparison.Ordinal);
    }

    [Fact]
    public void What_an_entry_says_stays_out_of_logs() =>
        Assert.DoesNotContain("Secret", Problem("""{"text":"Secret"}""").ToString(), StringComparison.Ordinal);
}
