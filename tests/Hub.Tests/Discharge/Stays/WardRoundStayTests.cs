namespace IntegrationHub.Tests.Discharge.Stays;

/// <summary>Flags and Communications about a stay.</summary>
public sealed class WardRoundStayTests
{
    [Theory]
    [InlineData("active", "criteria-to-reside", "not-met", "CriteriaNotMet 03-09T08:00")]
    [InlineData("active", "criteria-to-reside", "oxygen", "CriteriaMet 03-09T08:00 oxygen")]
    [InlineData("inactive", "criteria-to-reside", "not-met", "CriteriaNotMet 03-09T08:00")]
    [InlineData("entered-in-error", "criteria-to-reside", "not-met", "")]
    [InlineData("active", "discharge-delay-reason", "transport", "Delayed 03-09T08:00 transport")]
    [InlineData("inactive", "discharge-delay-reason", "transport", "Delayed 03-09T08:00 transport|DelayEnded 03-10T09:00 transport")]
    public void A_Flag_says_what_a_ward_round_found_and_why_it_is_delayed(string status, string system, string code, string facts) =>
        Assert.Equal(facts, Lines(Flag(status, system, code, """{"start":"2026-03-09T08:00:00Z"}""")));

    [Fact]
    public void A_delay_ends_with_its_Flag_and_the_end_of_a_criterion_says_nothing()
    {
        const string Ended = """{"start":"2026-03-09T08:00:00Z","end":"2026-03-09T20:00:00Z"}""";
        Assert.Equal(
            "Delayed 03-09T08:00 transport|DelayEnded 03-09T20:00 transport",
            Lines(Flag("inactive", "discharge-delay-reason", "transport", Ended))
        );
        Assert.Equal("CriteriaNotMet 03-09T08:00", Lines(Flag("inactive", "criteria-to-reside", "not-met", Ended)));
    }

    [Theory]
    [InlineData("completed", "CriteriaNotMet 03-09T08:00|Delayed 03-09T08:00 transport")]
    [InlineData("not-done", "")]
    [InlineData("entered-in-error", "")]
    public void A_Communication_says_both_at_once(string status, string facts) => Assert.Equal(facts, Lines(Communication(status)));

    [Fact]
    public void A_Flag_about_something_else_says_nothing() =>
        Assert.Empty(Telling.Of(null, "RX1", Telling.Read(Flag("active", "other", "not-met", "{}"))).Told);

    [Theory]
    [InlineData("https://rx1.example/CodeSystem/delay", "TTO", "Delayed 03-09T08:00 hospital-medicines")]
    [InlineData("https://rx1.example/CodeSystem/delay", "XYZ", "Delayed 03-09T08:00 XYZ")]
    [InlineData("https://integration-hub.example/CodeSystem/discharge-delay-reason-2021", "vi", "Delayed 03-09T08:00 hospital-transport")]
    [InlineData("https://integration-hub.example/CodeSystem/discharge-delay-reason-2021", "xvi", "Delayed 03-09T08:00 2021-xvi")]
    [InlineData("https://rx1.example/CodeSystem/board-round", "R2D", "CriteriaNotMet 03-09T08:00")]
    [InlineData("https://rx1.example/CodeSystem/board-round", "O2", "CriteriaMet 03-09T08:00 oxygen")]
    public void A_senders_own_code_means_what_the_directory_says_and_a_delay_not_known_is_one_all_the_same(
        string system,
        string code,
        string facts
    ) => Assert.Equal(facts, Lines(Coded(system, code)));

    [Fact]
    public void A_criterion_that_is_not_known_says_neither_that_one_is_met_nor_that_none_is() =>
        Assert.Empty(Telling.Of(null, "RX1", Telling.Read(Coded("https://rx1.example/CodeSystem/board-round", "XYZ"))).Told);

    private static string Coded(string system, string code) =>
        Flag("active", "x", code, """{"start":"2026-03-09T08:00:00Z"}""")
            .Replace("https://integration-hub.example/CodeSystem/x", system, StringComparison.Ordinal);

    private static string Lines(string json) => string.Join('|', Telling.Lines(Telling.Facts(json)));

    private static string Flag(string status, string system, string code, string period) =>
        $$$"""
            {"resourceType":"Flag","id":"f","status":"{{{status}}}","subject":{"reference":"Patient/p"},"encounter":{"reference":"Encounter/stay"},"period":{{{period}}},
             "code":{"coding":[{"system":"https://integration-hub.example/CodeSystem/{{{system}}}","code":"{{{code}}}"}]}}
            """;

    private static string Communication(string status) =>
        $$$"""
            {"resourceType":"Communication","id":"c","status":"{{{status}}}","subject":{"reference":"Patient/p"},"encounter":{"reference":"Encounter/stay"},"sent":"2026-03-09T08:00:00Z",
             "topic":{"coding":[{"system":"https://integration-hub.example/CodeSystem/criteria-to-reside","code":"not-met"}]},
             "reasonCode":[{"coding":[{"system":"https://integration-hub.example/CodeSystem/discharge-delay-reason","code":"transport"}]}]}
            """;
}
