namespace IntegrationHub.Tests.CareRecord.Mapping;

public sealed class ObservationComponentTests
{
    private static string Component(string loinc, string name, string members) =>
        $$"""{"code":{"coding":[{"system":"http://loinc.org","code":"{{loinc}}"}],"text":"{{name}}"},{{members}}}""";

    private static string Pressure(string loinc, string name, string value, string unit = "mmHg") =>
        Component(loinc, name, $$""" "valueQuantity":{"value":{{value}},"unit":"{{unit}}"} """);

    private static string? Value(params string[] components) =>
        Mapped.Entry("Observation", $$""" "code":{"text":"Blood pressure"},"component":[{{string.Join(',', components)}}] """).Value;

    [Fact]
    public void A_blood_pressure_is_written_as_people_write_it_in_either_order()
    {
        Assert.Equal("120/80.0 mmHg", Value(Pressure("8480-6", "Systolic", "120"), Pressure("8462-4", "Diastolic", "80.0")));
        Assert.Equal("120/80 mmHg", Value(Pressure("8462-4", "Diastolic", "80"), Pressure("8480-6", "Systolic", "120")));
    }

    [Fact]
    public void Other_components_follow_it() =>
        Assert.Equal(
            "120/80 mmHg; Mean: 93 mmHg",
            Value(Pressure("8480-6", "Systolic", "120"), Pressure("8478-0", "Mean", "93"), Pressure("8462-4", "Diastolic", "80"))
        );

    [Fact]
    public void Two_units_are_never_written_as_one() =>
        Assert.Equal(
            "Systolic: 16 kPa; Diastolic: 80 mmHg",
            Value(Pressure("8480-6", "Systolic", "16", "kPa"), Pressure("8462-4", "Diastolic", "80"))
        );

    [Fact]
    public void Half_a_blood_pressure_is_not_written_as_a_whole_one() =>
        Assert.Equal(
            "Systolic: 120 mmHg; Diastolic: no result, not heard",
            Value(Pressure("8480-6", "Systolic", "120"), Component("8462-4", "Diastolic", "\"dataAbsentReason\":{\"text\":\"not heard\"}"))
        );

    [Fact]
    public void Three_readings_stay_three_readings() =>
        Assert.Equal(
            "Systolic: 120 mmHg; Systolic: 130 mmHg; Diastolic: 80 mmHg",
            Value(Pressure("8480-6", "Systolic", "120"), Pressure("8480-6", "Systolic", "130"), Pressure("8462-4", "Diastolic", "80"))
        );

    [Fact]
    public void Components_without_any_data_are_no_result() =>
        Assert.Equal(
            "No result: Blood pressure",
            Mapped
                .Entry(
                    "Observation",
                    $$"""
                    "code":{"text":"Blood pressure"},"dataAbsentReason":{"text":"refused"},
                    "component":[{{Component("8480-6", "Systolic", "\"dataAbsentReason\":{\"text\":\"refused\"}")}}]
                    """
                )
                .Display
        );
}
