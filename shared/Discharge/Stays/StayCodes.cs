using Hl7.Fhir.Model;
using IntegrationHub.CareRecord.Mapping;
using IntegrationHub.Directory;
using IntegrationHub.Discharge.Cases;

namespace IntegrationHub.Discharge.Stays;

/// <summary>A sender's code, as a code of one of the hub's own systems where it is known.</summary>
/// <param name="IsKnown">Whether it is one of the system's.</param>
internal sealed record LocalCode(string Code, bool IsKnown)
{
    /// <summary>Whether it was sent as a code of the hub's own system.</summary>
    internal bool IsOwn { get; init; }
}

/// <summary>
/// Pure: the codes by which resources speak of a stay. Most are of the hub's own code systems, because none is published; a code of
/// another system is kept as it is where it only goes along.
/// </summary>
internal static class StayCodes
{
    internal const string Pathway = Own + "discharge-pathway";

    /// <summary>Of the criteria to reside: a ward round found that none is met. Every other code of it is one that is met.</summary>
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
    /// The first coding that speaks of what a system of the hub's own is about: its code there where it is known, or else as it came.
    /// </summary>
    internal static LocalCode? Local(CaseCodeSystem target, IEnumerable<CodeableConcept?> concepts, LocalCodes codes)
    {
        LocalCode? unknown = null;
        foreach (var coding in concepts.OfType<CodeableConcept>().SelectMany(concept => concept.Coding))
        {
            if (Local(target, coding?.System, coding?.Code, codes) is not { } found)
                continue;
            if (found.IsKnown)
                return found;
            unknown ??= found;
        }

        return unknown;
    }

    /// <summary>Null where the coding speaks of something else.</summary>
    internal static LocalCode? Local(CaseCodeSystem target, string? system, string? code, LocalCodes codes)
    {
        if (!codes.Speaks(target, system) || Short(code) is not { } told)
            return null;
        if (codes.Find(target, system, code) is { } known)
            return new(known, IsKnown: true);
        return new(
            target == DelayReasons.System && string.Equals(system, DelayReasons.OlderSystem, StringComparison.Ordinal)
                ? DelayReasons.KeptOlder(told)
                : told,
            IsKnown: false
        )
        {
            IsOwn = string.Equals(system, target.Url, StringComparison.Ordinal),
        };
    }

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
