using System.Text.Json;
using IntegrationHub.CareRecord;
using IntegrationHub.Directory;
using IntegrationHub.Discharge.Cases;
using IntegrationHub.Identifiers;
using IntegrationHub.Referrals;
using IntegrationHub.Tests.Directory;
using Referral = IntegrationHub.Referrals.Referral;

namespace IntegrationHub.Tests.Referrals;

/// <summary>What is said of referrals, in short. The practice X90001 refers to Northfield's council C90001; C90003 is another.</summary>
internal static class Told
{
    public const string Person = "paaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    public const string Referrer = "X90001";
    public const string Council = "C90001";
    public const string Other = "C90003";

    public static readonly HubDirectory Rules = HubDirectory.Load(DirectoryCopy.Original).Directory!;
    public static readonly string Key = ResourceKey.Of(OdsCode.Parse(Referrer), "ServiceRequest", "referral-1").Value;
    public static readonly string Id = $"{Person}.{Key}";

    public static RecordId Subject => RecordId.TryParse(Person, out var record) ? record : throw new InvalidOperationException();

    public static StayStanding Standing(string? place = "northfield") => new(place, "usual-address", Referrer, "1948-05-01", Referrer);

    /// <summary>A moment of March 2026, UTC.</summary>
    public static DateTimeOffset At(int day, int minute = 0) => new(2026, 3, day, 9, minute, 0, TimeSpan.Zero);

    public static ReferralFact Fact(ReferralFactKind kind, int day, string? organisation = null) =>
        new(kind, At(day)) { Organisation = organisation };

    /// <summary>The ServiceRequest at a version.</summary>
    public static ReferralStatement Sent(int version = 1, params ReferralFact[] more) =>
        new(Key, "request", Order(version), Referrer, [Fact(ReferralFactKind.Sent, 1), .. more]);

    /// <summary>An event of its own, told by an organisation.</summary>
    public static ReferralStatement Says(this string teller, ReferralFact fact, string? source = null) =>
        new(Key, source ?? $"{teller}-{fact.Kind}-{fact.At.UtcTicks}-{fact.Organisation}", Order(0), teller, [fact]);

    public static ReferralStatement Says(this string teller, ReferralFactKind kind, int day, string? to = null) =>
        teller.Says(Fact(kind, day, to));

    /// <summary>One commit each, in the order given.</summary>
    public static StayCommit[] InCommits(this IEnumerable<ReferralStatement> statements, string? place = "northfield") =>
        [
            .. statements.Select(
                (statement, i) => new StayCommit(i + 1, At(1).AddMinutes(i), Standing(place), []) { Referrals = [statement] }
            ),
        ];

    public static Referral Fold(params ReferralStatement[] statements) => ReferralFold.Fold(Id, statements.InCommits(), Rules)!;

    public static string Text(Referral? referral) =>
        referral is null ? "null" : JsonSerializer.Serialize(referral, ReferralJson.Default.Referral);

    public static string Order(int version) =>
        VersionOrder.Of(version == 0 ? null : $"{version}", At(1).AddHours(version), null, At(20)).Text;
}
