using IntegrationHub.Cli.DirectoryCheck;
using IntegrationHub.Directory;
using IntegrationHub.Testing;

namespace IntegrationHub.Tests.Directory;

public sealed class BankHolidayTests
{
    private static readonly BankHolidays Holidays = HubDirectory.Load(DirectoryCopy.Original).Directory!.BankHolidays;

    /// <summary>Held against the rules that they are made by, not against another list.</summary>
    [Fact]
    public void They_are_those_of_the_rules_they_come_from()
    {
        Assert.Equal((2025, 2028), (Holidays.FirstYear, Holidays.LastYear));
        for (var year = Holidays.FirstYear; year <= Holidays.LastYear; year++)
        {
            var easter = EasterSunday(year);
            Assert.Equal(
                new[]
                {
                    Moved(new(year, 1, 1)),
                    easter.AddDays(-2),
                    easter.AddDays(1),
                    FirstMonday(new(year, 5, 1)),
                    FirstMonday(new(year, 5, 25)),
                    FirstMonday(new(year, 8, 25)),
                }.Concat(Christmas(year)),
                Holidays.Days.Keys.Where(day => day.Year == year).Order()
            );
        }
    }

    [Theory]
    [InlineData("2028-06-30", 0, null)]
    [InlineData("2028-08-15", 0, "ends with 2028")]
    [InlineData("2029-01-02", 1, "ended with 2028")]
    public void The_check_says_when_they_run_out_and_fails_when_they_have(string today, int code, string? says)
    {
        using var copy = new DirectoryCopy();
        using var output = new StringWriter();
        var time = new TestClock(DateTimeOffset.Parse(today + "T09:00:00Z", System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal(code, DirectoryCommand.Check(copy.Folder, output, time));

        if (says is null)
            Assert.DoesNotContain("bank-holidays.json", output.ToString(), StringComparison.Ordinal);
        else
            Assert.Contains(says, output.ToString(), StringComparison.Ordinal);
    }

    private static DateOnly Moved(DateOnly day)
    {
        while (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
            day = day.AddDays(1);
        return day;
    }

    private static DateOnly[] Christmas(int year)
    {
        var christmas = Moved(new(year, 12, 25));
        var boxing = Moved(new(year, 12, 26));
        return [christmas, boxing > christmas ? boxing : Moved(christmas.AddDays(1))];
    }

    private static DateOnly FirstMonday(DateOnly from)
    {
        while (from.DayOfWeek is not DayOfWeek.Monday)
            from = from.AddDays(1);
        return from;
    }

    /// <summary>Gauss's rule as Meeus, Jones and Butcher put it: counting, with nothing to look up.</summary>
    private static DateOnly EasterSunday(int year)
    {
        var (a, b, c) = (year % 19, year / 100, year % 100);
        var h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
        var l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
        var m = (a + 11 * h + 22 * l) / 451;
        var n = h + l - 7 * m + 114;
        return new DateOnly(year, n / 31, n % 31 + 1);
    }
}
