using System.Globalization;
using IntegrationHub.CareRecord;
using IntegrationHub.Discharge.Boards;
using IntegrationHub.Discharge.Cases;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Tests.Support;

/// <summary>Very many cards that differ in everything by which a board is narrowed and ordered.</summary>
public static class NumberedCards
{
    private const int Wards = 40;

    public static BoardCard Of(int n, DateTimeOffset now)
    {
        Span<byte> hash = stackalloc byte[32];
        FramedHash.Sha256(hash, n.ToString(CultureInfo.InvariantCulture));
        var key = ResourceKey.Of(OdsCode.Parse("RX1"), "Encounter", "stay");
        var state = (CaseState)(1 + n % (int)CaseState.Arranged);
        return new BoardCard($"{RecordId.Matched(hash)}.{key}", state, now.AddMinutes(-n), CaseTurn.All[n % 3])
        {
            Person = new CardPerson(
                string.Create(CultureInfo.InvariantCulture, $"NUMBERED-{n}, Somebody"),
                null,
                "1950-01-01",
                IsWithheld: false
            ),
            Ward = string.Create(CultureInfo.InvariantCulture, $"Ward {n % Wards}"),
            Pathway = n % 4,
            Neighbourhood = n % 2 == 0 ? "harbour-hill" : "mill-lane",
            Trust = "RX1",
            AdmittedAt = now.AddDays(-n % 30),
            Clocks =
                n % 3 == 0 ? [new CardClock("assess", "northfield-assess", now.AddMinutes(n - 500), now.AddMinutes(n - 560), null)] : [],
        };
    }
}
