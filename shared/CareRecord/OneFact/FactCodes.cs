using System.Collections.Frozen;

namespace IntegrationHub.CareRecord.OneFact;

/// <summary>A code of one system that means what a code of another means: two rows of the same <paramref name="Concept"/>.</summary>
/// <param name="Concept">In words, for docs/one-fact.md.</param>
internal sealed record EquivalentCode(string Concept, string System, string Code);

/// <summary>
/// Which codes can say that two entries are one fact. Two entries have a code in common when a coding of one equals a coding of the
/// other by system and code, or by the table of equivalent codes. No other mapping between code systems is made.
/// </summary>
internal static class FactCodes
{
    private const string Snomed = "http://snomed.info/sct";
    private const string Loinc = "http://loinc.org";

    /// <summary>Other names that senders use for the same code system.</summary>
    public static readonly FrozenDictionary<string, string> Systems = new Dictionary<string, string>
    {
        ["urn:oid:2.16.840.1.113883.6.96"] = Snomed,
        ["urn:oid:2.16.840.1.113883.2.1.3.2.4.15"] = Snomed,
        // The dictionary of medicines and devices is part of SNOMED CT's UK drug extension: its codes are SNOMED CT's.
        ["https://dmd.nhs.uk"] = Snomed,
        ["urn:oid:2.16.840.1.113883.6.1"] = Loinc,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>
    /// The pairs of HL7's vital signs profiles (hl7.org/fhir/R4/observation-vitalsigns.html) and of UK Core's, which give the same
    /// quantities in LOINC and in SNOMED CT.
    /// </summary>
    public static readonly EquivalentCode[] Equivalents =
    [
        new("Blood pressure panel", Loinc, "85354-9"),
        new("Blood pressure panel", Snomed, "75367002"),
        new("Systolic blood pressure", Loinc, "8480-6"),
        new("Systolic blood pressure", Snomed, "271649006"),
        new("Diastolic blood pressure", Loinc, "8462-4"),
        new("Diastolic blood pressure", Snomed, "271650006"),
        new("Heart rate", Loinc, "8867-4"),
        new("Heart rate", Snomed, "364075005"),
        new("Respiratory rate", Loinc, "9279-1"),
        new("Respiratory rate", Snomed, "86290005"),
        new("Body temperature", Loinc, "8310-5"),
        new("Body temperature", Snomed, "386725007"),
        new("Body weight", Loinc, "29463-7"),
        new("Body weight", Snomed, "27113001"),
        new("Body height", Loinc, "8302-2"),
        new("Body height", Snomed, "50373000"),
        new("Body mass index", Loinc, "39156-5"),
        new("Body mass index", Snomed, "60621009"),
    ];

    /// <summary>Codes that name no particular thing: systems put them where they could not code what was written.</summary>
    public static readonly EquivalentCode[] Unspecific =
    [
        new("Transfer-degraded record entry", Snomed, "196411000000103"),
        new("Transfer-degraded medication entry", Snomed, "196421000000109"),
        new("Transfer-degraded plan", Snomed, "196431000000106"),
        new("Transfer-degraded referral", Snomed, "196441000000102"),
        new("Transfer-degraded request", Snomed, "196451000000104"),
        new("Transfer-degraded drug allergy", Snomed, "196461000000101"),
        new("Transfer-degraded non-drug allergy", Snomed, "196471000000108"),
        new("Clinical finding", Snomed, "404684003"),
        new("Disease", Snomed, "64572001"),
        new("Problem", Snomed, "55607006"),
        new("Allergic disposition", Snomed, "609328004"),
        new("Allergy to substance", Snomed, "419199007"),
        new("Allergy to drug", Snomed, "416098002"),
        new("Propensity to adverse reaction", Snomed, "420134006"),
        new("Observable entity", Snomed, "363787002"),
        new("Laboratory test", Snomed, "15220000"),
    ];

    private static readonly FrozenDictionary<(string System, string Code), string> ConceptOf = Equivalents.ToFrozenDictionary(
        row => (row.System, row.Code),
        row => row.Concept
    );

    private static readonly FrozenSet<(string System, string Code)> IsUnspecific = Unspecific
        .Select(row => (row.System, row.Code))
        .ToFrozenSet();

    private static readonly FrozenSet<string> AbsentSystems = new[]
    {
        "http://terminology.hl7.org/CodeSystem/v3-NullFlavor",
        "http://terminology.hl7.org/CodeSystem/data-absent-reason",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>One name for a code system that senders call by several.</summary>
    public static string SystemOf(string system)
    {
        // SNOMED CT's edition and version are part of some senders' system: http://snomed.info/sct/83821000000107/version/20230412.
        if (system.StartsWith(Snomed + "/", StringComparison.Ordinal))
            return Snomed;
        return Systems.GetValueOrDefault(system, system);
    }

    /// <summary>The coding as one name for all senders; null when it can say nothing: no system, no code, or one that names nothing.</summary>
    public static (string System, string Code)? Named(EntryCoding coding)
    {
        if (coding is not { System: { Length: > 0 } system, Code: { Length: > 0 } code })
            return null;
        system = SystemOf(system);
        if (AbsentSystems.Contains(system) || IsUnspecific.Contains((system, code)))
            return null;
        return ConceptOf.TryGetValue((system, code), out var concept) ? ("", concept) : (system, code);
    }
}
