using Microsoft.Azure.Functions.Worker;

namespace WorkerTests.Timer;

public sealed class TimerScheduleTests
{
    private static readonly DateTime Noon = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData("0 */5 * * * *", "2026-03-01T12:05:00")]
    [InlineData("30 0 9-17 * * MON-FRI", "2026-03-02T09:00:30")]
    [InlineData("0 0 0 1 JAN *", "2027-01-01T00:00:00")]
    [InlineData("*/5 * * * *", "2026-03-01T12:05:00")]
    [InlineData("06:00:00", "2026-03-01T18:00:00")]
    public void The_next_occurrence_is_the_first_after_the_time(string expression, string next) =>
        Assert.Equal(next, TimerSchedule.Parse(expression).Next(Noon).ToString("s"));

    [Theory]
    [InlineData("")]
    [InlineData("* * * *")]
    [InlineData("0 61 * * * *")]
    [InlineData("every minute")]
    [InlineData("00:00:00")]
    [InlineData("-01:00:00")]
    [InlineData("25:61")]
    public void What_is_no_schedule_says_so(string expression) => Assert.Throws<FormatException>(() => TimerSchedule.Parse(expression));

    [Theory]
    [InlineData("*/10 * * * * *", true)]
    [InlineData("0 * * * * *", false)]
    [InlineData("00:00:59", true)]
    public void A_schedule_below_one_minute_is_frequent(string expression, bool frequent) =>
        Assert.Equal(frequent, TimerSchedule.Parse(expression).IsFrequent(Noon));
}
