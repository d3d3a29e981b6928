using IntegrationHub.CareRecord;

namespace IntegrationHub.Tests.CareRecord;

public sealed class DateOrderTests
{
    [Theory]
    [InlineData("2019-04-11", "2019-04-12")]
    [InlineData("2019", "2019-01")]
    [InlineData("2019-04", "2019-04-01")]
    [InlineData("2019-04-12", "2019-04-12T00:00:00Z")]
    [InlineData("2024-01-10T10:00:00+07:00", "2024-01-10T04:00:00Z")]
    [InlineData("2024-01-10T23:30:00-05:00", "2024-01-11T04:31:00Z")]
    // In summer the last hour of a day in UTC belongs to England's next.
    [InlineData("2024-06-30", "2024-06-30T22:59:00Z")]
    [InlineData("2024-06-30T22:59:00Z", "2024-07-01")]
    [InlineData("2024-07-01", "2024-06-30T23:30:00Z")]
    [InlineData("not a date", "1900")]
    [InlineData("2024-02-31", "1900")]
    [InlineData(null, "1900")]
    public void An_earlier_moment_stands_before_a_later_one_however_they_are_written(string? earlier, string later)
    {
        Assert.True(DateOrder.Of(earlier).CompareTo(DateOrder.Of(later)) < 0);
        Assert.True(DateOrder.Of(later).CompareTo(DateOrder.Of(earlier)) > 0);
    }

    [Fact]
    public void The_same_moment_in_two_offsets_stands_at_one_place() =>
        Assert.Equal(0, DateOrder.Of("2024-07-01T09:00:00+01:00").CompareTo(DateOrder.Of("2024-07-01T08:00:00Z")));
}
