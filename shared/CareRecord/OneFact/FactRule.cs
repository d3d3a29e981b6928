namespace IntegrationHub.CareRecord.OneFact;

/// <summary>How the dates of two entries must stand to one another.</summary>
internal enum FactDates
{
    /// <summary>Any, or none.</summary>
    Any,

    /// <summary>Both to the day, and the same day in England.</summary>
    SameDay,

    /// <summary>The same day, and the same minute where both tell a time.</summary>
    SameTime,

    /// <summary>See <see cref="FactRule.Problem"/>.</summary>
    Course,
}

/// <summary>Which of the entries the others stand under.</summary>
internal enum ShownFirst
{
    Earliest,
    Newest,
}

/// <summary>
/// When entries of one resource type, told by different sources, are one fact. docs/one-fact.md is written from this table.
/// Everywhere: the same heading, a code in common (see <see cref="FactCodes"/>), and the same <see cref="EntryContent.Apart"/>.
/// </summary>
/// <param name="Type">FHIR resource type.</param>
/// <param name="Statuses">Statuses that can be joined; an entry with any other stands alone.</param>
internal sealed record FactRule(string Type, params string[] Statuses)
{
    public bool WithoutStatus { get; init; }

    public required FactDates Dates { get; init; }

    /// <summary>Whether both must have a value, and the same.</summary>
    public bool SameValue { get; init; }

    public ShownFirst First { get; init; } = ShownFirst.Newest;

    /// <summary>For docs/one-fact.md.</summary>
    public required string InWords { get; init; }

    /// <summary>Statuses of a problem that is there now.</summary>
    public static readonly string[] ActiveProblem = ["active", "recurrence", "relapse"];

    public static readonly FactRule Problem = new("Condition", [.. ActiveProblem, "inactive", "remission", "resolved"])
    {
        WithoutStatus = true,
        Dates = FactDates.Course,
        First = ShownFirst.Earliest,
        InWords =
            "both active now: onsets overlap at the lesser precision, or at most one tells an onset, and no other date is before it; otherwise both tell the same day of onset",
    };

    private static readonly string[] Found = ["final", "amended", "corrected", "preliminary"];

    public static IReadOnlyList<FactRule> All { get; } =
    [
        Problem,
        new("AllergyIntolerance", "active")
        {
            WithoutStatus = true,
            Dates = FactDates.Any,
            First = ShownFirst.Earliest,
            InWords = "whatever the dates: an allergy is told for life",
        },
        new("MedicationRequest", "active")
        {
            Dates = FactDates.Any,
            InWords = "both are current, whenever each was written; a dose that differs is shown as differing",
        },
        new("MedicationStatement", "active")
        {
            Dates = FactDates.Any,
            InWords = "both are current, whenever each was told; a dose that differs is shown as differing",
        },
        new("MedicationDispense", "completed") { Dates = FactDates.SameTime, InWords = "handed over at the same time" },
        new("MedicationAdministration", "completed") { Dates = FactDates.SameTime, InWords = "given at the same time" },
        new("Immunization", "completed") { Dates = FactDates.SameDay, InWords = "given on the same day" },
        new("Observation", Found)
        {
            Dates = FactDates.SameTime,
            SameValue = true,
            InWords = "found at the same time, with the same value; a value that differs makes two results",
        },
        new("DiagnosticReport", Found)
        {
            Dates = FactDates.SameTime,
            SameValue = true,
            InWords = "of the same time, with the same conclusion; without one it stands alone",
        },
    ];

    private static readonly Dictionary<string, FactRule> ByType = All.ToDictionary(rule => rule.Type, StringComparer.Ordinal);

    /// <summary>Null for a type whose entries always stand alone.</summary>
    public static FactRule? For(string type) => ByType.GetValueOrDefault(type);

    public bool Takes(string? status) => status is null ? WithoutStatus : Array.IndexOf(Statuses, status) >= 0;
}
