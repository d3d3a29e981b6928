namespace IntegrationHub.Cli.Demonstration;

/// <summary>A place of the demonstration directory, as far as people live, fall ill and go home in it.</summary>
internal sealed record DemonstrationPlace(
    string Id,
    string District,
    string Town,
    string OutwardCode,
    string Council,
    string Trust,
    string[] Practices
)
{
    // The codes are those that directory/ gives: a test holds the two together.
    public static readonly DemonstrationPlace[] All =
    [
        new("northfield", "Northfield", "Northfield", "ZZ1", "C90001", "RX1", ["X90001", "X90002", "X90003", "X90004"]),
        new("midvale", "Midvale", "Midvale", "ZZ4", "C90002", "RX1", ["X90005", "X90006", "X90007", "X90008"]),
        new("southport", "Southport", "Southport", "ZZ7", "C90003", "RX2", ["X90009", "X90010", "X90011", "X90012"]),
    ];
}
