using IntegrationHub.Directory;
using IntegrationHub.Discharge.Clocks;
using IntegrationHub.Tests.Directory;

namespace IntegrationHub.Tests.Discharge.Clocks;

public sealed class WorkingCalendarTests
{
    private static readonly WorkingCalendar Calendar = new(HubDirectory.Load(DirectoryCopy.Original).Directory!.BankHolidays);

    [Theory]
    [InlineData("2026-12-24", true)]
    [InlineData("2026-12-25", false)]
    [InlineData("2026-12-26", false)]
    [InlineData("2026-12-28", false)]
    [InlineData("2026-12-29", true)]
    [InlineData("2027-01-01", false)]
    [InlineData("2027-01-04", true)]
    public void Weekends_and_bank_holidays_are_no_working_days(string day, bool works) =>
        Assert.Equal(works, Calendar.IsWorkingDay(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void An_opening_is_at_another_hour_of_UTC_in_summer()
    {
        Assert.Equal(
            new DateTimeOffset(2026, 3, 27, 9, 0, 0, TimeSpan.Zero),
            Calendar.Add(EnglishTime.At("2026-03-27 08:00"), TimeSpan.Zero)
        );
        Assert.Equal(
            new DateTimeOffset(2026, 3, 30, 8, 0, 0, TimeSpan.Zero),
            Calendar.Add(EnglishTime.At("2026-03-29 02:00"), TimeSpan.Zero)
        );
    }

    /// <summary>Every 37 minutes of two years, with every length up to four days.</summary>
    [Fact]
    public void What_was_added_lies_between_and_ends_in_working_time()
    {
        var last = EnglishTime.At("2027-12-31 23:00");
        var minutes = 0;
        for (var start = EnglishTime.At("2026-01-01 00:00"); start < last; start += TimeSpan.FromMinutes(37))
        {
            minutes = (minutes + 7) % (4 * 8 * 60);
            var end = Calendar.Add(start, TimeSpan.FromMinutes(minutes));

            Assert.Equal(TimeSpan.FromMinutes(minutes), Calendar.Between(start, end));
            Assert.Equal(
                end,
                minutes > 0 && EnglishTime.Of(end).EndsWith("17:00", StringComparison.Ordinal) ? end : Calendar.Add(end, TimeSpan.Zero)
            );
        }
    }

    [Fact]
    public void Nothing_lies_between_a_moment_and_an_earlier_one() =>
        Assert.Equal(TimeSpan.Zero, Calendar.Between(EnglishTime.At("2026-11-25 16:00"), EnglishTime.At("2026-11-25 10:00")));
}
