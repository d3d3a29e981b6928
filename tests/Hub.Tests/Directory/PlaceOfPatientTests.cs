using IntegrationHub.Directory;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Tests.Directory;

public sealed class PlaceOfPatientTests
{
    private static readonly HubDirectory Demonstration = HubDirectory.Load(DirectoryCopy.Original).Directory!;

    [Theory]
    // The usual address comes first: by the council's district, then by the outward code.
    [InlineData("Midvale", null, "X90001", "RX2", "midvale", PlacedBy.UsualAddress)]
    [InlineData(" metropolitan borough of NORTHFIELD ", null, "X90012", "RX2", "northfield", PlacedBy.UsualAddress)]
    [InlineData(null, "ZZ7 1AA", "X90001", "RX1", "southport", PlacedBy.UsualAddress)]
    [InlineData(null, "zz71aa", "X90001", "RX1", "southport", PlacedBy.UsualAddress)]
    [InlineData(null, "ZZ4", null, "RX2", "midvale", PlacedBy.UsualAddress)]
    [InlineData("Midvale", "ZZ7 1AA", null, "RX1", "midvale", PlacedBy.UsualAddress)]
    [InlineData("Elsewhere", "ZZ7 1AA", null, "RX1", "southport", PlacedBy.UsualAddress)]
    // An address outside the system, or none, leaves it to the practice.
    [InlineData("Elsewhere", "QQ1 1AA", "X90005", "RX2", "midvale", PlacedBy.RegisteredPractice)]
    [InlineData(null, null, "X90005", "RX2", "midvale", PlacedBy.RegisteredPractice)]
    [InlineData("", "", "X90005", "RX2", "midvale", PlacedBy.RegisteredPractice)]
    // A practice that the directory does not know, or something else than a practice, places nobody.
    [InlineData(null, null, "A12345", "RX2", "southport", PlacedBy.SenderDefault)]
    [InlineData(null, null, "C90001", "RX2", "southport", PlacedBy.SenderDefault)]
    [InlineData(null, null, null, "X90008", "midvale", PlacedBy.SenderDefault)]
    [InlineData(null, null, null, "C90003", "southport", PlacedBy.SenderDefault)]
    [InlineData(null, null, null, "RX101", "northfield", PlacedBy.SenderDefault)]
    [InlineData(null, null, null, "NX901", null, PlacedBy.None)]
    [InlineData("Elsewhere", "1", "QZ9", "ZZ999", null, PlacedBy.None)]
    public void A_patient_is_placed_by_address_then_practice_then_sender(
        string? district,
        string? postcode,
        string? practice,
        string sender,
        string? place,
        string rule
    )
    {
        var decision = Demonstration.PlaceOf(
            new UsualAddress(district, postcode),
            practice is null ? null : OdsCode.Parse(practice),
            OdsCode.Parse(sender)
        );

        Assert.Equal(place, decision.Place?.Id);
        Assert.Equal(rule, decision.Rule);
    }

    [Fact]
    public void No_address_at_all_is_no_fault() =>
        Assert.Equal(PlacedBy.SenderDefault, Demonstration.PlaceOf(null, null, OdsCode.Parse("RX2")).Rule);

    [Fact]
    public void An_address_does_not_print()
    {
        var address = new UsualAddress("Midvale", "ZZ4 1AA");

        Assert.Equal("(address withheld)", address.ToString());
        Assert.Equal("(address withheld)", $"{address}");
    }
}
