using IntegrationHub.CareRecord;

namespace IntegrationHub.Tests.CareRecord;

public sealed class VersionOrderTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Whole_numbers_order_by_value_not_by_text() => AssertOrder(Of("1"), Of("2"), Of("9"), Of("10"), Of("2147483648"));

    [Fact]
    public void A_version_number_goes_before_any_time() => AssertOrder(Of("3", Now), Of("4", Now.AddYears(-5)));

    [Theory]
    [InlineData("W/\"7\"")]
    [InlineData("1.2")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData(" 1")]
    [InlineData("١")]
    [InlineData("99999999999")]
    [InlineData("")]
    public void What_is_no_whole_number_of_ASCII_digits_leaves_it_to_the_time(string versionId) =>
        Assert.Equal(Of(null, Now), Of(versionId, Now));

    [Fact]
    public void Times_are_compared_as_moments_whatever_their_zones() =>
        Assert.Equal(Of(null, Now), Of(null, Now.ToOffset(TimeSpan.FromHours(5))));

    [Fact]
    public void A_time_in_the_future_does_not_count()
    {
        var ahead = Now + VersionOrder.ClockSkew;
        Assert.Equal(Of(null, ahead), VersionOrder.Of(null, ahead, Now.AddDays(-1), Now));
        Assert.Equal(Of(null, Now.AddDays(-1)), VersionOrder.Of(null, ahead.AddTicks(1), Now.AddDays(-1), Now));
        Assert.Equal(Of(null, Now), VersionOrder.Of(null, ahead.AddTicks(1), ahead.AddTicks(1), Now));
    }

    [Fact]
    public void A_numbered_and_an_unnumbered_version_compare_by_time_when_asked_which_is_older()
    {
        Assert.True(Of("9", Now.AddHours(-1)).IsOlderThan(Of(null, Now)));
        Assert.False(Of(null, Now).IsOlderThan(Of("9", Now.AddHours(-1))));
        Assert.True(Of("1", Now).IsOlderThan(Of("2", Now.AddDays(-1))));
    }

    [Fact]
    public void Order_of_the_text_is_the_order_of_versions()
    {
        var random = new Random(7);
        var versions = Enumerable
            .Range(0, 500)
            .Select(_ => (Number: random.Next(0, 30), Time: Now.AddMinutes(-random.Next(1, 10_000))))
            .ToList();
        var byValue = versions.OrderBy(v => v.Number).ThenBy(v => v.Time).Select(ToText);
        Assert.Equal(byValue, versions.Select(ToText).Order(StringComparer.Ordinal));

        static string ToText((int Number, DateTimeOffset Time) v) =>
            Of(v.Number == 0 ? null : v.Number.ToString(System.Globalization.CultureInfo.InvariantCulture), v.Time).Text;
    }

    private static VersionOrder Of(string? versionId, DateTimeOffset? lastUpdated = null) =>
        VersionOrder.Of(versionId, lastUpdated, null, Now);

    private static void AssertOrder(params VersionOrder[] ascending)
    {
        for (var i = 1; i < ascending.Length; i++)
        {
            Assert.True(ascending[i - 1] < ascending[i]);
            Assert.True(ascending[i - 1].IsOlderThan(ascending[i]));
        }
    }
}
