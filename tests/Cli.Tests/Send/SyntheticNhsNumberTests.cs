using IntegrationHub.Cli.Send;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Cli.Tests.Send;

public sealed class SyntheticNhsNumberTests
{
    [Fact]
    public void Every_serial_gives_a_valid_number_of_the_999_range()
    {
        for (var serial = 0; serial < SyntheticNhsNumber.Count; serial += 97)
        {
            var number = SyntheticNhsNumber.FromSerial(serial);
            Assert.StartsWith("999", number, StringComparison.Ordinal);
            Assert.True(NhsNumber.TryParse(number, out _), $"serial {serial}");
        }

        Assert.True(NhsNumber.TryParse(SyntheticNhsNumber.FromSerial(SyntheticNhsNumber.Count - 1), out _));
    }

    [Fact]
    public void Different_serials_give_different_numbers() =>
        Assert.Equal(50_000, Enumerable.Range(0, 50_000).Select(SyntheticNhsNumber.FromSerial).Distinct().Count());

    [Theory]
    [InlineData(-1)]
    [InlineData(SyntheticNhsNumber.Count)]
    public void A_serial_outside_the_range_is_refused(int serial) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SyntheticNhsNumber.FromSerial(serial));

    [Fact]
    public void The_same_text_always_gives_the_same_number()
    {
        Assert.Equal(SyntheticNhsNumber.FromText("e925b0f3"), SyntheticNhsNumber.FromText("e925b0f3"));
        Assert.NotEqual(SyntheticNhsNumber.FromText("e925b0f3"), SyntheticNhsNumber.FromText("e925b0f4"));
        Assert.True(NhsNumber.TryParse(SyntheticNhsNumber.FromText(""), out _));
    }
}
