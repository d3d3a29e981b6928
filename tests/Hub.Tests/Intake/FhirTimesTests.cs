using System.Globalization;
using IntegrationHub.Intake;

namespace IntegrationHub.Tests.Intake;

public sealed class FhirTimesTests
{
    [Theory]
    [InlineData("2025", "2025-01-01T00:00:00.0000000", "2025-12-31T23:59:59.9999999")]
    [InlineData("2024-02", "2024-02-01T00:00:00.0000000", "2024-02-29T23:59:59.9999999")]
    [InlineData("2025-01-06", "2025-01-06T00:00:00.0000000", "2025-01-06T23:59:59.9999999")]
    [InlineData("2025-01-06T10:30Z", "2025-01-06T10:30:00.0000000", "2025-01-06T10:30:00.0000000")]
    [InlineData("2025-06-06T10:30:15+01:00", "2025-06-06T09:30:15.0000000", "2025-06-06T09:30:15.0000000")]
    [InlineData("2025-01-06T10:30:15.1Z", "2025-01-06T10:30:15.1000000", "2025-01-06T10:30:15.1000000")]
    [InlineData("2025-01-06T10:30:15.1234567Z", "2025-01-06T10:30:15.1234567", "2025-01-06T10:30:15.1234567")]
    public void A_date_or_time_is_the_moments_it_may_mean(string text, string first, string last) =>
        Assert.Equal((Utc(first), Utc(last)), (FhirTimes.Instant(text), FhirTimes.LatestInstant(text)));

    [Theory]
    [InlineData("2025-01-06T10:30:15.12345678Z", 1234567)]
    [InlineData("2025-01-06T10:30:15.123456789Z", 1234567)]
    [InlineData("2025-01-06T11:30:15.123456789+01:00", 1234567)]
    [InlineData("2025-01-06T10:30:15.99999999999999999999Z", 9999999)]
    [InlineData("2025-01-06T10:30:15.00000009Z", 0)]
    public void Digits_below_a_tick_are_cut_off_and_never_rounded_up(string text, int ticks) =>
        Assert.Equal(Utc("2025-01-06T10:30:15.0000000").AddTicks(ticks), FhirTimes.Instant(text));

    [Fact]
    public void A_fraction_of_any_length_is_a_time()
    {
        var whole = Utc("2025-01-06T10:30:15.0000000");
        for (var digits = 1; digits <= 40; digits++)
            Assert.Equal(whole, FhirTimes.Instant($"2025-01-06T10:30:15.{new string('0', digits)}Z"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("2025-13")]
    [InlineData("2025-02-30")]
    [InlineData("2025-01-06T24:00:00Z")]
    [InlineData("2016-12-31T23:59:60Z")]
    [InlineData("2016-12-31T23:59:60.123456789Z")]
    [InlineData("2025-01-06T10:30:15.")]
    [InlineData("2025-01-06T10:30:15.Z")]
    [InlineData("2025-01-06T10:30:15.123456789x")]
    [InlineData("2025-01-06T10:30:15.1234567\uff11Z")]
    [InlineData("2025-01-06T10:30:15,123456789Z")]
    [InlineData("2025-01-06T10:30:15.123456789+15:00")]
    public void What_is_no_moment_gives_none(string? text) =>
        Assert.Equal((null, null), (FhirTimes.Instant(text), FhirTimes.LatestInstant(text)));

    private static DateTimeOffset Utc(string text) =>
        DateTimeOffset.ParseExact(text, "yyyy-MM-dd'T'HH:mm:ss.fffffff", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
