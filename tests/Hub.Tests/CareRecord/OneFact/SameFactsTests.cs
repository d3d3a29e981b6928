using static IntegrationHub.Tests.CareRecord.OneFact.Telling;

namespace IntegrationHub.Tests.CareRecord.OneFact;

public sealed class SameFactsTests
{
    private const string Active = """ "clinicalStatus":{"coding":[{"code":"active"}]} """;
    private const string Resolved = """ "clinicalStatus":{"coding":[{"code":"resolved"}]} """;

    [Fact]
    public void A_problem_that_two_sources_tell_is_shown_once_with_both() =>
        Assert.Equal(
            ["Asthma + X90001()"],
            new Telling()
                .Told(Practice, "Condition", $"{Asthma()},{Active},\"onsetDateTime\":\"2019-04\"")
                .Told(Trust, "Condition", $"{Asthma()},{Active},\"onsetDateTime\":\"2019-04\"")
                .Shown()
        );

    [Fact]
    public void What_the_other_source_says_otherwise_stands_beside_it() =>
        Assert.Equal(
            ["Asthma + RX1(display=Asthma (disorder), date=2019-04-12, value=severity: severe)"],
            new Telling()
                .Told(
                    Trust,
                    "Condition",
                    $"{Asthma("Asthma (disorder)")},{Active},\"onsetDateTime\":\"2019-04-12\",\"severity\":{{\"text\":\"severe\"}}"
                )
                .Told(Practice, "Condition", $"{Asthma()},{Active},\"onsetDateTime\":\"2019\"")
                .Shown()
        );

    [Fact]
    public void Two_episodes_of_one_problem_stay_two()
    {
        var two = new Telling()
            .Told(Practice, "Condition", $"{Asthma()},{Resolved},\"onsetDateTime\":\"2015-01-02\"")
            .Told(Trust, "Condition", $"{Asthma()},{Resolved},\"onsetDateTime\":\"2019-04-12\"");
        Assert.Equal(2, two.Shown().Count);

        var otherYears = new Telling()
            .Told(Practice, "Condition", $"{Asthma()},{Active},\"onsetDateTime\":\"2015\"")
            .Told(Trust, "Condition", $"{Asthma()},{Active},\"onsetDateTime\":\"2019\"");
        Assert.Equal(2, otherYears.Shown().Count);
    }

    [Fact]
    public void A_year_in_common_is_not_enough_for_a_problem_that_is_over() =>
        Assert.Equal(
            2,
            new Telling()
                .Told(Practice, "Condition", $"{Asthma()},{Resolved},\"onsetDateTime\":\"2019\"")
                .Told(Trust, "Condition", $"{Asthma()},{Resolved},\"onsetDateTime\":\"2019\"")
                .Shown()
                .Count
        );

    [Fact]
    public void Of_a_problem_that_is_over_for_one_source_only_the_source_where_it_is_active_comes_first() =>
        Assert.Equal(
            ["Asthma + X90001(status=resolved)"],
            new Telling()
                .Told(Practice, "Condition", $"{Asthma()},{Resolved},\"onsetDateTime\":\"2019-04-12\"")
                .Told(Trust, "Condition", $"{Asthma()},{Active},\"onsetDateTime\":\"2019-04-12\"")
                .Shown()
        );

    [Fact]
    public void A_problem_written_down_later_than_it_began_is_the_same_and_one_written_down_earlier_is_not()
    {
        Assert.Equal(
            ["Asthma + RX1(date=2021-06-01)"],
            new Telling()
                .Told(Trust, "Condition", $"{Asthma()},{Active},\"recordedDate\":\"2021-06-01\"")
                .Told(Practice, "Condition", $"{Asthma()},{Active},\"onsetDateTime\":\"2019\"")
                .Shown()
        );
        Assert.Equal(
            2,
            new Telling()
                .Told(Trust, "Condition", $"{Asthma()},{Active},\"recordedDate\":\"2012-06-01\"")
                .Told(Practice, "Condition", $"{Asthma()},{Active},\"onsetDateTime\":\"2019\"")
                .Shown()
                .Count
        );
    }

    [Theory]
    [InlineData("refuted")]
    [InlineData("entered-in-error")]
    [InlineData("unconfirmed")]
    [InlineData("differential")]
    public void A_problem_that_is_not_confirmed_is_not_one_with_a_problem_that_is(string verification) =>
        Assert.Equal(
            2,
            new Telling()
                .Told(Practice, "Condition", $"{Asthma()},{Active},\"onsetDateTime\":\"2019-04-12\"")
                .Told(
                    Trust,
                    "Condition",
                    $$$"""{{{Asthma()}}},{{{Active}}},"onsetDateTime":"2019-04-12","verificationStatus":{"coding":[{"code":"{{{verification}}}"}]}"""
                )
                .Shown()
                .Count
        );

    [Fact]
    public void Sides_of_the_body_stay_apart_and_so_does_a_side_that_is_not_told()
    {
        static string Hip(string? side) =>
            Asthma("Osteoarthritis of hip")
            + ","
            + Active
            + ",\"onsetDateTime\":\"2019-04-12\""
            + (side is null ? "" : $",\"bodySite\":[{{\"text\":\"{side}\"}}]");
        Assert.Equal(2, new Telling().Told(Practice, "Condition", Hip("left")).Told(Trust, "Condition", Hip("right")).Shown().Count);
        Assert.Equal(2, new Telling().Told(Practice, "Condition", Hip("left")).Told(Trust, "Condition", Hip(null)).Shown().Count);
        Assert.Single(new Telling().Told(Practice, "Condition", Hip("left")).Told(Trust, "Condition", Hip("left")).Shown());
    }

    [Fact]
    public void Words_alone_and_codes_that_name_nothing_are_never_joined()
    {
        Assert.Equal(2, Twice("Condition", $$"""{{Active}},"onsetDateTime":"2019-04-12","code":{"text":"Asthma"}""").Count);
        Assert.Equal(2, Twice("Condition", $$"""{{Active}},"onsetDateTime":"2019-04-12","code":{"coding":[{"code":"195967001"}]}""").Count);
        Assert.Equal(2, Twice("AllergyIntolerance", Code("196461000000101", "Transfer-degraded drug allergy")).Count);
        Assert.Equal(
            2,
            Twice(
                "AllergyIntolerance",
                """ "code":{"text":"Nuts","coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-NullFlavor","code":"UNK"}]} """
            ).Count
        );
    }

    [Fact]
    public void A_source_that_tells_the_same_twice_is_believed_to_mean_two() =>
        Assert.Equal(
            3,
            new Telling()
                .Told(Practice, "Condition", $"{Asthma()},{Active},\"onsetDateTime\":\"2019\"")
                .Told(Practice, "Condition", $"{Asthma()},{Active},\"onsetDateTime\":\"2019\"")
                .Told(Trust, "Condition", $"{Asthma()},{Active},\"onsetDateTime\":\"2019\"")
                .Shown()
                .Count
        );

    [Fact]
    public void Three_are_joined_only_when_each_agrees_with_each() =>
        Assert.Equal(
            3,
            new Telling()
                .Told(Practice, "Condition", $"{Asthma()},{Active},\"onsetDateTime\":\"2019-04\"")
                .Told(Trust, "Condition", $"{Asthma()},{Active},\"onsetDateTime\":\"2019\"")
                .Told(Council, "Condition", $"{Asthma()},{Active},\"onsetDateTime\":\"2019-06\"")
                .Shown()
                .Count
        );

    [Fact]
    public void Any_coding_in_common_is_enough_whatever_the_system_is_called() =>
        Assert.Equal(
            ["Allergy to penicillin + X90001()"],
            new Telling()
                .Told(
                    Practice,
                    "AllergyIntolerance",
                    """ "code":{"text":"Allergy to penicillin","coding":[{"system":"http://read.info/readv2","code":"14L1."},{"system":"http://snomed.info/sct","code":"91936005"}]} """
                )
                .Told(
                    Trust,
                    "AllergyIntolerance",
                    """ "code":{"text":"Allergy to penicillin","coding":[{"system":"http://snomed.info/sct/83821000000107","code":"91936005"}]} """
                )
                .Shown()
        );

    [Fact]
    public void A_reaction_that_differs_is_shown_as_differing() =>
        Assert.Equal(
            ["Penicillin + RX1(value=criticality: high; reaction: Anaphylaxis (severe))"],
            new Telling()
                .Told(
                    Practice,
                    "AllergyIntolerance",
                    Code("91936005", "Penicillin") + ",\"recordedDate\":\"2001\",\"reaction\":[{\"manifestation\":[{\"text\":\"Rash\"}]}]"
                )
                .Told(
                    Trust,
                    "AllergyIntolerance",
                    Code("91936005", "Penicillin")
                        + ",\"criticality\":\"high\",\"reaction\":[{\"manifestation\":[{\"text\":\"Anaphylaxis\"}],\"severity\":\"severe\"}]"
                )
                .Shown()
        );

    [Fact]
    public void A_medicine_that_both_say_is_taken_now_is_one_and_a_dose_that_differs_is_shown() =>
        Assert.Equal(
            ["Ramipril 5mg capsules + X90001(date=2024-01-05, value=One daily)"],
            new Telling()
                .Told(Practice, "MedicationStatement", Medicine("active", "2024-01-05", "One daily"))
                .Told(Trust, "MedicationStatement", Medicine("active", "2026-02-01", "Two daily"))
                .Shown()
        );

    [Fact]
    public void A_medicine_that_one_source_has_stopped_stands_apart_from_one_that_is_taken() =>
        Assert.Equal(
            2,
            new Telling()
                .Told(Practice, "MedicationStatement", Medicine("active", "2024-01-05", "One daily"))
                .Told(Trust, "MedicationStatement", Medicine("stopped", "2024-01-05", "One daily"))
                .Shown()
                .Count
        );

    [Fact]
    public void A_vaccination_on_one_day_is_one_and_one_of_another_day_or_not_given_is_not()
    {
        static string Vaccine(string status, string day) =>
            $$"""{{Code("1324681000000101", "COVID-19 vaccine").Replace("\"code\":{", "\"vaccineCode\":{", StringComparison.Ordinal)}},"status":"{{status}}","occurrenceDateTime":"{{day}}" """;
        var first = Vaccine("completed", "2021-02-03T23:30:00Z");
        Assert.Single(
            new Telling().Told(Practice, "Immunization", first).Told(Trust, "Immunization", Vaccine("completed", "2021-02-03")).Shown()
        );
        Assert.Equal(
            2,
            new Telling()
                .Told(Practice, "Immunization", first)
                .Told(Trust, "Immunization", Vaccine("completed", "2021-02-24"))
                .Shown()
                .Count
        );
        Assert.Equal(
            2,
            new Telling().Told(Practice, "Immunization", first).Told(Trust, "Immunization", Vaccine("completed", "2021-02")).Shown().Count
        );
        Assert.Equal(
            2,
            new Telling().Told(Practice, "Immunization", first).Told(Trust, "Immunization", Vaccine("not-done", "2021-02-03")).Shown().Count
        );
    }

    [Fact]
    public void A_day_is_Englands_day_in_summer_too() =>
        Assert.Single(
            new Telling()
                .Told(Practice, "Observation", Weight("http://snomed.info/sct", "27113001", "2024-07-02", "70.5"))
                .Told(Trust, "Observation", Weight("http://snomed.info/sct", "27113001", "2024-07-01T23:30:00Z", "70.5"))
                .Shown()
        );

    [Fact]
    public void A_result_in_two_code_systems_is_one_where_the_codes_are_known_to_be_equal() =>
        Assert.Single(
            new Telling()
                .Told(Practice, "Observation", Weight("http://snomed.info/sct", "27113001", "2024-03-01", "70.5"))
                .Told(Trust, "Observation", Weight("http://loinc.org", "29463-7", "2024-03-01T09:30:00Z", "70.5"))
                .Shown()
        );

    [Fact]
    public void Results_that_differ_in_value_or_minute_are_two()
    {
        var first = Weight("http://loinc.org", "29463-7", "2024-03-01T09:30:00Z", "70.5");
        Assert.Equal(
            2,
            new Telling()
                .Told(Practice, "Observation", first)
                .Told(Trust, "Observation", Weight("http://loinc.org", "29463-7", "2024-03-01T09:30:00Z", "70.6"))
                .Shown()
                .Count
        );
        Assert.Equal(
            2,
            new Telling()
                .Told(Practice, "Observation", first)
                .Told(Trust, "Observation", Weight("http://loinc.org", "29463-7", "2024-03-01T09:31:00Z", "70.5"))
                .Shown()
                .Count
        );
        Assert.Single(
            new Telling()
                .Told(Practice, "Observation", first)
                .Told(Trust, "Observation", Weight("http://loinc.org", "29463-7", "2024-03-01T10:30:20+01:00", "70.5"))
                .Shown()
        );
    }

    [Fact]
    public void An_interpretation_that_one_source_adds_is_shown_as_differing() =>
        Assert.Equal(
            ["Weight + X90001(value=70.5 kg)"],
            new Telling()
                .Told(
                    Trust,
                    "Observation",
                    Weight("http://loinc.org", "29463-7", "2024-03-01T09:30:00Z", "70.5") + ",\"interpretation\":[{\"text\":\"High\"}]"
                )
                .Told(Practice, "Observation", Weight("http://loinc.org", "29463-7", "2024-03-01T09:30:00Z", "70.5"))
                .Shown()
        );

    private static IReadOnlyList<string> Twice(string type, string members) =>
        new Telling().Told(Practice, type, members).Told(Trust, type, members).Shown();

    private static string Asthma(string text = "Asthma") => Code("195967001", text);

    private static string Code(string code, string text) =>
        $$""" "code":{"text":"{{text}}","coding":[{"system":"http://snomed.info/sct","code":"{{code}}"}]} """;

    private static string Medicine(string status, string date, string dose) =>
        $$"""
            "status":"{{status}}","effectiveDateTime":"{{date}}","dosage":[{"text":"{{dose}}"}],
            "medicationCodeableConcept":{"text":"Ramipril 5mg capsules","coding":[{"system":"http://snomed.info/sct","code":"318906001"}]}
            """;

    private static string Weight(string system, string code, string date, string value) =>
        $$"""
            "status":"final","effectiveDateTime":"{{date}}","valueQuantity":{"value":{{value}},"unit":"kg"},
            "code":{"text":"Weight","coding":[{"system":"{{system}}","code":"{{code}}"}]}
            """;
}
