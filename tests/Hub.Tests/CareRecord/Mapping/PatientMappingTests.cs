using IntegrationHub.CareRecord;

namespace IntegrationHub.Tests.CareRecord.Mapping;

public sealed class PatientMappingTests
{
    [Fact]
    public void A_name_is_written_as_the_NHS_writes_it()
    {
        var entry = Mapped.Entry("Patient", """ "name":[{"use":"usual","family":"Smith","given":["Jane","Marie"],"prefix":["Mrs"]}] """);

        Assert.Equal("SMITH, Jane Marie (Mrs)", entry.Display);
        Assert.Same(Section.Demographics, entry.Section);
    }

    [Theory]
    [InlineData("""[{"use":"official","family":"Official"},{"use":"usual","family":"Usual"}]""", "USUAL")]
    [InlineData("""[{"use":"nickname","family":"Nick"},{"use":"official","family":"Official"}]""", "OFFICIAL")]
    [InlineData("""[{"use":"old","family":"Before"},{"family":"Now"}]""", "NOW")]
    [InlineData("""[{"use":"usual","family":"Ended","period":{"end":"2019-01-01"}},{"family":"Now"}]""", "NOW")]
    [InlineData("""[{"use":"old","family":"Only","period":{"end":"2019"}}]""", "ONLY")]
    public void The_usual_name_comes_before_the_official_and_old_names_last(string names, string display) =>
        Assert.Equal(display, Mapped.Entry("Patient", $""" "name":{names} """).Display);

    [Theory]
    [InlineData("""{"text":"Jane Smith"}""", "Jane Smith")]
    [InlineData("""{"given":["Jane"]}""", "Jane")]
    [InlineData("""{"family":"O'Neill"}""", "O'NEILL")]
    public void A_name_in_part_is_shown_in_part(string name, string display) =>
        Assert.Equal(display, Mapped.Entry("Patient", $""" "name":[{name}] """).Display);

    [Fact]
    public void Without_a_name_the_other_demographics_are_shown_and_nothing_is_made_up()
    {
        Assert.Equal("Name not given", Mapped.Entry("Patient", """ "birthDate":"1970-01-01" """).Display);
        Assert.Equal("no-demographics", Mapped.Reason("Patient", """ "id":"1" """));
    }

    [Fact]
    public void Birth_date_gender_death_and_home_address_stand_beside_the_name()
    {
        var entry = Mapped.Entry(
            "Patient",
            """
            "active":true,"name":[{"family":"Smith"}],"gender":"female","birthDate":"1970-02","deceasedDateTime":"2024-05-01T10:00:00+01:00",
            "address":[{"use":"work","text":"Office"},{"use":"home","line":["1 High St"],"city":"Northfield","postalCode":"NF1 1AA"}]
            """
        );

        Assert.Equal("1970-02", entry.Date);
        Assert.Equal("active", entry.Status);
        Assert.Equal("female; deceased 2024-05-01T10:00:00+01:00; address: 1 High St, Northfield, NF1 1AA", entry.Value);
    }

    [Fact]
    public void A_record_that_its_sender_closed_is_inactive() =>
        Assert.Equal("inactive", Mapped.Entry("Patient", """ "active":false,"name":[{"family":"Smith"}] """).Status);
}
