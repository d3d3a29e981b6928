using System.Collections.Frozen;

namespace IntegrationHub.Discharge.Cases;

/// <summary>A reason of the older national list.</summary>
/// <param name="Is">What it is among today's, where one of them fits.</param>
public sealed record OlderDelayReason(string Code, string Display, string? Is);

/// <summary>
/// Why a person who is ready is still in hospital: the families and members of the national discharge collection as of April 2024, as
/// far as they are public, and the older list before it. The collection's own numbers are not public; these codes are the hub's own.
/// </summary>
public static class DelayReasons
{
    /// <summary>A delay whose reason was not told.</summary>
    public const string NotTold = "not-told";

    private const string Hospital = "Hospital process";
    private const string Wellbeing = "Wellbeing concerns";
    private const string Hub = "Care transfer hub process";
    private const string Interface = "Interface process";
    private const string Capacity = "Capacity";

    public static CaseCodeSystem System { get; } =
        new(
            "discharge-delay-reason",
            "Reasons for a delay of discharge",
            [
                new("hospital-therapy-review", "Awaiting therapy review", Hospital),
                new("hospital-medicines", "Awaiting medicines to take home", Hospital),
                new("hospital-discharge-letter", "Awaiting discharge letter", Hospital),
                new("hospital-medical-review", "Awaiting medical review", Hospital),
                new("hospital-decision-to-discharge", "Awaiting formal decision to discharge", Hospital),
                new("hospital-referral-to-hub", "Awaiting referral to the care transfer hub", Hospital),
                new("hospital-transport", "Awaiting transport", Hospital),
                new("wellbeing-concerns-or-choice", "Concerns or choice of patient, family or carer", Wellbeing),
                new("wellbeing-mental-capacity", "Mental capacity", Wellbeing),
                new("wellbeing-safeguarding", "Safeguarding", Wellbeing),
                new("hub-confirmation", "Awaiting confirmation of immediate care needs and pathway", Hub),
                new("interface-home-rehabilitation", "Arrangements for home-based rehabilitation (pathway 1) under way", Interface),
                new("interface-bed-rehabilitation", "Arrangements for bed-based rehabilitation (pathway 2) under way", Interface),
                new("interface-funding", "Eligibility for funding", Interface),
                new("interface-fast-track", "Fast track continuing healthcare", Interface),
                new("interface-equipment", "Equipment", Interface),
                new("interface-housing", "Housing or homelessness", Interface),
                new("interface-destination", "Readiness of the destination", Interface),
                new("interface-out-of-area", "Out of area arrangements", Interface),
                new("capacity-home-rehabilitation", "Home-based rehabilitation (pathway 1) not yet available", Capacity),
                new("capacity-home-social-care", "Home-based social care not yet available", Capacity),
                new("capacity-existing-package", "Restart of the existing package not yet available", Capacity),
                new("capacity-self-funded-package", "Self-funded package not yet available", Capacity),
                new("capacity-bed-rehabilitation", "Bed-based rehabilitation (pathway 2) not yet available", Capacity),
                new("capacity-care-home", "Residential or nursing home not yet available", Capacity),
                new(NotTold, "Delayed; the reason was not told"),
            ]
        );

    /// <summary>Canonical address of the older list.</summary>
    public static string OlderSystem => System.Url + "-2021";

    /// <summary>The list in use from April 2021 to 2024.</summary>
    public static IReadOnlyList<OlderDelayReason> Older { get; } =
    [
        new("i", "Did not meet the criteria to reside in the morning, meets them later", null),
        new("ii", "Medical decision or discharge summary", "hospital-decision-to-discharge"),
        new("iii", "Therapy decision", "hospital-therapy-review"),
        new("iv", "Referral to the single point of access", "hospital-referral-to-hub"),
        new("v", "Medicines to take home", "hospital-medicines"),
        new("vi", "Transport", "hospital-transport"),
        new("vii", "Confirmation from the hub", "hub-confirmation"),
        new("viii", "Pathway 1 resource", "capacity-home-rehabilitation"),
        new("ix", "Pathway 2 bed", "capacity-bed-rehabilitation"),
        new("x", "Pathway 3 bed", "capacity-care-home"),
        new("xi", "Equipment or adaptations", "interface-equipment"),
        new("xii", "Individual or family not in agreement", "wellbeing-concerns-or-choice"),
        new("xiii", "Homeless, or no recourse to public funds", "interface-housing"),
        new("xiv", "Safeguarding or Court of Protection", "wellbeing-safeguarding"),
        new("xv", "Repatriation", "interface-out-of-area"),
        new("xvi", "Diagnostic test", null),
        new("xvii", "Infectious isolation", null),
        new("xviii", "Test before return to a care home", null),
    ];

    /// <summary>Before a code of the older list that none of today's fits, so that it is not taken for a sender's own.</summary>
    private const string OlderPrefix = "2021-";

    private static readonly FrozenDictionary<string, OlderDelayReason> OlderByCode = Older.ToFrozenDictionary(
        reason => reason.Code,
        StringComparer.Ordinal
    );

    private static readonly FrozenDictionary<string, string> FromOlder = Older
        .Where(reason => reason.Is is not null)
        .ToFrozenDictionary(reason => reason.Code, reason => reason.Is!, StringComparer.Ordinal);

    /// <summary>Today's code for one of the older list; null where none fits.</summary>
    public static string? OfOlder(string code) => FromOlder.GetValueOrDefault(code);

    /// <summary>How a code of the older list stands in a case: today's, else itself and from when it is.</summary>
    internal static string KeptOlder(string code) => OfOlder(code) ?? (OlderByCode.ContainsKey(code) ? OlderPrefix + code : code);

    /// <summary>Words of today's list or of the older one; null for a code of neither.</summary>
    public static string? DisplayOf(string? code)
    {
        if (System.Find(code) is { } known)
            return known.Display;
        return code?.StartsWith(OlderPrefix, StringComparison.Ordinal) is true
            ? OlderByCode.GetValueOrDefault(code[OlderPrefix.Length..])?.Display
            : null;
    }
}
