using System.Globalization;
using System.Text.Json;
using IntegrationHub.CareRecord;
using IntegrationHub.Discharge.Cases;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Tests.Discharge.Cases;

/// <summary>What is said of stays, in short. Sources A and B are two systems of the trust RX1 and the council C90001.</summary>
internal static class Told
{
    public const string Person = "paaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    public const string A = "encounter-a";
    public const string B = "event-b";

    public static readonly string Stay = ResourceKey.Of(OdsCode.Parse("RX1"), "Encounter", "stay-1").Value;
    public static readonly string OtherStay = ResourceKey.Of(OdsCode.Parse("RX1"), "Encounter", "stay-2").Value;
    public static readonly string Case = $"{Person}.{Stay}";

    private static readonly StayStanding Standing = new("northfield", "usual-address", "X90001", "1948-05-01", "RX1");

    /// <summary>A moment of March 2026, UTC.</summary>
    public static DateTimeOffset At(int day, int hour = 9, int minute = 0) => new(2026, 3, day, hour, minute, 0, TimeSpan.Zero);

    public static StayFact Fact(StayFactKind kind, int day, int hour = 9, int minute = 0) => new(kind, At(day, hour, minute));

    public static StayStatement Says(this string source, int version, params StayFact[] facts) =>
        new(Stay, source, Order(version), source == A ? "RX1" : "C90001", facts);

    public static StayStatement OfStay(this StayStatement statement, string stay) => statement with { Stay = stay };

    public static StayStatement Gone(this string source) => source.Says(0) with { Deleted = true };

    /// <summary>One commit each, in the order given.</summary>
    public static StayCommit[] InCommits(this IEnumerable<StayStatement> statements) =>
        [.. statements.Select((statement, i) => new StayCommit(i + 1, At(1).AddMinutes(i), Standing, [statement]))];

    public static StayCommit Standings(int commit, StayStanding standing) => new(commit, At(1), standing, []);

    public static StayStanding From(string? place) => Standing with { Place = place };

    public static StayStanding Born(string? date) => Standing with { BirthDate = date };

    public static DischargeCase Fold(params StayStatement[] statements) => CaseFold.Fold(Case, statements.InCommits())!;

    public static DischargeCase FoldFacts(params StayFact[] facts) => Fold(A.Says(1, facts));

    public static string Json(DischargeCase? stay) =>
        stay is null ? "null" : JsonSerializer.Serialize(stay, StayJson.Default.DischargeCase);

    /// <summary>The alerts that the commits raise, one by one, at one hub.</summary>
    public static DischargeCase Project(IReadOnlyList<StayCommit> commits, DischargeCase? from = null, int after = 0, string caseId = "")
    {
        var before = from;
        foreach (var commit in commits.Where(commit => commit.Commit > after).OrderBy(commit => commit.Commit))
        {
            var now = CaseFold.Fold(caseId.Length > 0 ? caseId : Case, [.. commits.Where(known => known.Commit <= commit.Commit)]);
            if (now is null)
                continue;
            before = CaseAlerts.Apply(before, now, CaseAlerts.Between(before, now, commit), ["hub-northfield"], commit.ReceivedAt);
        }

        return before!;
    }

    public static DischargeCase ProjectAll(params StayStatement[] statements) => Project(statements.InCommits());

    public static string[] Kinds(this DischargeCase stay) => [.. stay.Alerts.Select(alert => alert.Kind)];

    public static string[] StandingKinds(this DischargeCase stay) =>
        [.. stay.Alerts.Where(alert => alert.SupersededBy is null).Select(alert => alert.Kind)];

    private static string Order(int version) =>
        string.Create(CultureInfo.InvariantCulture, $"{version:D10}{At(1).AddMinutes(version).UtcTicks:D19}");
}
