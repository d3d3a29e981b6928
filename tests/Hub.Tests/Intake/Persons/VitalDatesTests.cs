using System.Globalization;
using IntegrationHub.CareRecord;
using IntegrationHub.Identifiers;
using IntegrationHub.Intake.Persons;

namespace IntegrationHub.Tests.Intake.Persons;

/// <summary>Who may say what of birth and death, told one after the other to the same record.</summary>
public sealed class VitalDatesTests
{
    private RecordHead head = new(RecordId.Matched(new byte[32]));

    [Fact]
    public void The_first_date_is_taken_and_a_more_exact_one_that_agrees_is_kept_whoever_tells_it()
    {
        Assert.Null(Tell("X90001", 1, "1950"));
        Assert.Equal("1950", head.BirthDate);
        Assert.Null(Tell("RX2", 1, "1950-04-01"));
        Assert.Equal("1950-04-01", head.BirthDate);
        Assert.Null(Tell("X90001", 2, "1950-04"));
        Assert.Equal("1950-04-01", head.BirthDate);
    }

    [Fact]
    public void A_date_that_contradicts_is_refused_from_anybody_but_who_told_it_and_who_speaks_for_PDS()
    {
        Tell("X90001", 5, "1950-04-01");

        Assert.Equal("INT208", Tell("RX2", 9, "1951-04-01"));
        Assert.Equal("1950-04-01", head.BirthDate);
        Assert.Null(Tell("X90001", 5, "1951-04-01"));
        Assert.Equal("1951-04-01", head.BirthDate);
        Assert.Null(Tell("RX1", 1, "1952-04-01", speaksForPds: true));
        Assert.Equal("1952-04-01", head.BirthDate);
        // From now on it is PDS's word, and the practice's stands against it.
        Assert.Equal("INT208", Tell("X90001", 6, "1951-04-01"));
    }

    [Fact]
    public void A_late_version_of_who_told_it_is_history_and_changes_nothing()
    {
        Tell("X90001", 5, "1950-04-01", death: "2025-01-02");

        Assert.Null(Tell("X90001", 4, "1949-01-01", death: "2024-12-25"));
        Assert.Equal(("1950-04-01", "2025-01-02"), (head.BirthDate, head.Death));
        Assert.Null(Tell("X90001", 4, null, death: "false"));
        Assert.Equal("2025-01-02", head.Death);
    }

    [Fact]
    public void A_version_without_a_birth_date_takes_none_back() => Assert.Equal("1950", BirthAfter(("1950", null), (null, null)));

    [Theory]
    [InlineData("2025-01-02", "2025-01-02T23:30:00+00:00", true)]
    [InlineData("2025-01-02T23:30:00+00:00", "2025-01-03T00:30:00+01:00", true)]
    [InlineData("2025-01-02", "2025-01-03", true)]
    [InlineData("2025-01-02", "2025-01-04", false)]
    [InlineData("true", "2025-01-04", true)]
    [InlineData("2025-01", "2025-01-31", true)]
    [InlineData("2025-01", "2025-02-01", false)]
    public void Two_dates_of_death_agree_within_a_day(string first, string second, bool agree)
    {
        Tell("X90001", 1, null, death: first);

        Assert.Equal(agree ? null : "INT209", Tell("RX2", 1, null, death: second));
    }

    [Fact]
    public void That_somebody_lives_contradicts_no_death_but_takes_it_back_from_who_told_it()
    {
        Tell("X90001", 1, null, death: "false");
        Assert.Null(head.Death);
        Assert.Null(Tell("RX2", 1, null, death: "2025-01-02"));
        Assert.Null(Tell("X90001", 2, null, death: "false"));
        Assert.Equal("2025-01-02", head.Death);

        Assert.Null(Tell("RX2", 2, null, death: null));
        Assert.Null(head.Death);
        Tell("RX2", 3, null, death: "true");
        Assert.Null(Tell("RX1", 1, null, death: "false", speaksForPds: true));
        Assert.Null(head.Death);
    }

    [Fact]
    public void Two_Patients_of_one_message_that_contradict_each_other_are_refused_whoever_sends_them()
    {
        ToldDates[] told = [new(Order(1), "1950-04-01", null), new(Order(2), "1950-04-02", null)];

        Assert.Equal("INT208", VitalDates.Decide(head, told, OdsCode.Parse("RX1"), speaksForPds: true).Refusal?.Code);
    }

    private string? BirthAfter(params (string? Birth, string? Death)[] versions)
    {
        for (var i = 0; i < versions.Length; i++)
            Assert.Null(Tell("X90001", i + 1, versions[i].Birth, versions[i].Death));
        return head.BirthDate;
    }

    private string? Tell(string sender, int version, string? birth, string? death = null, bool speaksForPds = false)
    {
        var (next, refusal) = VitalDates.Decide(head, [new ToldDates(Order(version), birth, death)], OdsCode.Parse(sender), speaksForPds);
        head = next;
        return refusal?.Code;
    }

    private static VersionOrder Order(int version) =>
        VersionOrder.Of(version.ToString(CultureInfo.InvariantCulture), null, null, DateTimeOffset.UnixEpoch);
}
