using IntegrationHub.CareRecord;
using IntegrationHub.Discharge.Cases;
using IntegrationHub.Identifiers;
using IntegrationHub.Tests.Support;

namespace IntegrationHub.Tests.Discharge.Clocks;

/// <summary>Cases in the hands of hub-northfield, made by hand: what a case is made of is not what is tested here.</summary>
internal static class SomeCase
{
    /// <summary>A Monday, no bank holiday near.</summary>
    internal static readonly DateTimeOffset Monday = EnglishTime.At("2026-11-16 09:00");

    private static int serial;

    internal static DischargeCase New(RecordId? record = null) =>
        new($"{record ?? RecordId.Matched(Hash())}.{ResourceKey.Of(OdsCode.Parse("RX1"), "Encounter", $"stay-{serial}")}")
        {
            State = CaseState.InHospital,
            Since = Monday,
            Trust = "RX1",
            Place = "northfield",
            Council = "C90001",
            Hubs = ["hub-northfield"],
            HubRule = "usual-address",
        };

    /// <summary>Northfield: to be acknowledged within an hour, warned of half an hour before, escalated after two.</summary>
    internal static RaisedAlert Ready(this DischargeCase of, DateTimeOffset at) => of.Alert("ready-for-discharge", at);

    internal static RaisedAlert Alert(this DischargeCase of, string kind, DateTimeOffset at) =>
        new($"{RecordOf(of)}.{Base32.Encode(Hash().AsSpan(0, 10))}", kind, "hub-northfield", at, null);

    internal static RecordId RecordOf(DischargeCase of)
    {
        Assert.True(HubResourceId.TryParse(of.Id, out var id));
        return id.Record;
    }

    private static byte[] Hash()
    {
        var hash = new byte[32];
        FramedHash.Sha256(hash, "some-case", Interlocked.Increment(ref serial).ToString(System.Globalization.CultureInfo.InvariantCulture));
        return hash;
    }
}
