using IntegrationHub.Discharge.Boards;

namespace IntegrationHub.Tests.Discharge.Boards;

public sealed class ClockReadingTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(180, ClockStanding.Due, "Due in 3 hours")]
    [InlineData(61, ClockStanding.Due, "Due in 1 hour")]
    [InlineData(47 * 60 + 59, ClockStanding.Due, "Due in 47 hours")]
    [InlineData(48 * 60, ClockStanding.Due, "Due in 2 days")]
    [InlineData(60, ClockStanding.Soon, "Due soon: 1 hour")]
    [InlineData(40, ClockStanding.Soon, "Due soon: 40 minutes")]
    [InlineData(1, ClockStanding.Soon, "Due soon: 1 minute")]
    [InlineData(0, ClockStanding.Late, "Late by less than a minute")]
    [InlineData(-1, ClockStanding.Late, "Late by 1 minute")]
    [InlineData(-125, ClockStanding.Late, "Late by 2 hours")]
    [InlineData(-60 * 24 * 3, ClockStanding.Late, "Late by 3 days")]
    public void A_clock_is_read_in_words(int minutes, ClockStanding standing, string words)
    {
        var clock = new CardClock("assess", "rule", Now.AddMinutes(minutes), Now.AddMinutes(minutes - 60), null);
        Assert.Equal(new ClockReading(standing, words), ClockReading.Of(clock, Now));
        Assert.Equal("Paused", ClockReading.Of(clock with { PausedSince = Now }, Now).Words);
    }

    [Fact]
    public void A_walls_tag_is_four_characters_and_says_nothing_of_the_case()
    {
        const string Case = "paaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.bbbbbbbbbbbbbbbb";
        Assert.Matches("^[A-Z2-7]{4}$", WallTag.Of(Case));
        Assert.Equal(WallTag.Of(Case), WallTag.Of(Case));
        Assert.NotEqual(WallTag.Of(Case), WallTag.Of(Case.Replace('b', 'c')));
        Assert.DoesNotContain(WallTag.Of(Case), Case, StringComparison.OrdinalIgnoreCase);
    }
}
