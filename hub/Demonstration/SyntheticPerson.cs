using IntegrationHub.Cli.Send;

namespace IntegrationHub.Cli.Demonstration;

/// <summary>A person who does not exist: names from a short list of our own, an NHS number that is never given.</summary>
internal sealed record SyntheticPerson(
    string NhsNumber,
    string Family,
    string Given,
    string Gender,
    DateOnly BirthDate,
    string Street,
    string PostCode,
    DemonstrationPlace Place,
    string Practice
)
{
    private static readonly string[] Families =
    [
        "Ashdown",
        "Birkett",
        "Calloway",
        "Dunmore",
        "Elwood",
        "Fairburn",
        "Garrick",
        "Hollis",
        "Iveson",
        "Jessop",
        "Kirkby",
        "Lomax",
        "Marchbank",
        "Nettleton",
        "Orrell",
        "Pickering",
    ];

    private static readonly string[] Women = ["Ada", "Beryl", "Chandra", "Dilys", "Edna", "Farida", "Greta", "Hazel", "Imogen", "Jaya"];

    private static readonly string[] Men = ["Alfred", "Bogdan", "Cyril", "Desmond", "Ewan", "Farid", "Gilbert", "Hari", "Ivor", "Jerome"];

    private static readonly string[] Streets =
    [
        "Larch Road",
        "Mill Lane",
        "Station Approach",
        "Foundry Street",
        "Chapel Walk",
        "Quarry Rise",
    ];

    /// <param name="serial">People with different serials have different NHS numbers.</param>
    /// <param name="today">Ages are counted from this day.</param>
    public static SyntheticPerson Make(Random random, int serial, DemonstrationPlace place, string practice, DateOnly today)
    {
        var isWoman = random.Next(2) == 0;
        return new SyntheticPerson(
            // 7,919 shares no factor with the count: the numbers of neighbours lie far apart, and still none comes twice.
            SyntheticNhsNumber.FromSerial((int)(serial * 7919L % SyntheticNhsNumber.Count)),
            Pick(random, Families),
            Pick(random, isWoman ? Women : Men),
            isWoman ? "female" : "male",
            today.AddDays(-random.Next(18 * 365, 96 * 365)),
            $"{random.Next(1, 180)} {Pick(random, Streets)}",
            $"{place.OutwardCode} {random.Next(1, 10)}{(char)('A' + random.Next(4))}{(char)('P' + random.Next(4))}",
            place,
            practice
        );
    }

    public static T Pick<T>(Random random, T[] from) => from[random.Next(from.Length)];

    /// <summary>Personal even though invented: whatever prints people must not print these by accident.</summary>
    public override string ToString() => "(person withheld)";
}
