using Hl7.Fhir.Model;
using IntegrationHub.CareRecord.Mapping;

namespace IntegrationHub.Discharge.Stays;

/// <summary>
/// Pure: the codes by which resources speak of a stay. Most are of the hub's own code systems, because none is published; a code of
/// another system is kept as it is where it only goes along.
/// </summary>
internal static class StayCodes
{
    /// <summary>What a Task or ServiceRequest asks for.</summary>
    internal const string Activity = Own + "discharge-activity";

    internal const string CriteriaToReside = Own + "criteria-to-reside";

    internal const string Pathway = Own + "discharge-pathway";

    internal const string DelayReason = Own + "discharge-delay-reason";

    /// <summary>Of <see cref="CriteriaToReside"/>: a ward round found that none is met. Every other code of it is one that is met.</summary>
    internal const string NoneMet = "not-met";

    internal const int LongestCode = 64;
    internal const int LongestWard = 100;
    internal const int LongestReason = 500;

    private const string Own = "https://integration-hub.example/CodeSystem/";

    /// <summary>UK Core's systems of discharge methods, English and Welsh: 4 is a death in all of them.</summary>
    private const string DischargeMethod = "DischargeMethod";

    private const string Died = "4";

    /// <summary>The code of one system; null where there is none.</summary>
    internal static string? In(string system, CodeableConcept? concept) =>
        Short(concept?.Coding.Find(coding => string.Equals(coding?.System, system, StringComparison.Ordinal))?.Code);

    /// <summary>The first code of one system among several concepts.</summary>
    internal static string? In(string system, IEnumerable<CodeableConcept> concepts) =>
        concepts.Select(concept => In(system, concept)).FirstOrDefault(code => code is not null);

    /// <summary>
    /// A code to keep beside a fact: that of UK Core's English list, whose systems end in the name given, before any other; words where
    /// there is no code.
    /// </summary>
    internal static string? Kept(DataType? value, string list)
    {
        var codings = value switch
        {
            CodeableConcept concept => concept.Coding,
            Coding coding => [coding],
            _ => [],
        };
        var code =
            codings.Find(coding => coding?.Code is not null && coding.System?.EndsWith($"{list}England", StringComparison.Ordinal) is true)
            ?? codings.Find(coding => coding?.Code is not null);
        return Short(code?.Code) ?? Short((value as CodeableConcept)?.Text);
    }

    /// <summary>Whether a discharge by this method is a death.</summary>
    internal static bool IsDeath(DataType? method) =>
        method switch
        {
            CodeableConcept concept => concept.Coding.Exists(IsDeath),
            Coding coding => IsDeath(coding),
            _ => false,
        };

    /// <summary>The same of a code alone, from a system that does not speak FHIR.</summary>
    internal static bool IsDeath(string? method) => method is Died;

    /// <summary><c>2</c>, <c>P2</c> or <c>pathway-2</c>; null for anything else.</summary>
    internal static int? PathwayOf(string? code)
    {
        var digit =
            code is null ? []
            : code.StartsWith("pathway-", StringComparison.Ordinal) ? code.AsSpan("pathway-".Length)
            : code is ['P' or 'p', ..] ? code.AsSpan(1)
            : code;
        return digit is [>= '0' and <= '3' and var number] ? number - '0' : null;
    }

    /// <summary>As one line of at most so many characters; null where nothing is left.</summary>
    internal static string? Line(string? text, int most) => PlainText.Clean(text) is { } line ? PlainText.Cut(line, most) : null;

    /// <summary>A code is kept whole or, where it is no code but somebody's words, cut.</summary>
    internal static string? Short(string? code) => Line(code, LongestCode);

    private static bool IsDeath(Coding? coding) =>
        coding?.Code is Died && coding.System?.Contains(DischargeMethod, StringComparison.OrdinalIgnoreCase) is not false;
}
