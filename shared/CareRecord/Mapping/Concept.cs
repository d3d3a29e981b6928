using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

/// <summary>What a CodeableConcept says: the sender's own text first, then the display of a coding, then a bare code.</summary>
internal static class Concept
{
    /// <summary>An entry lists this many codings at most; a concept with more is not what a person chose.</summary>
    public const int MostCodings = 20;

    /// <summary>A system or code longer than this is left out whole: half a code is a wrong code.</summary>
    public const int LongestCode = 300;

    /// <summary>SNOMED CT's shortest identifier.</summary>
    private const int ShortestNumber = 6;

    public const string Snomed = "http://snomed.info/sct";

    /// <summary>Null when there is neither text, nor display, nor code.</summary>
    public static string? Text(CodeableConcept? concept)
    {
        if (concept is null)
            return null;
        if (PlainText.Clean(concept.Text) is { } text && !IsCodeWithWords(text, concept.Coding))
            return text;
        return Text(concept.Coding);
    }

    /// <summary>Some senders put a code where the words should be, and the words beside the code.</summary>
    private static bool IsCodeWithWords(string text, List<Coding> codings) =>
        codings.Exists(coding =>
            string.Equals(coding?.Code, text, StringComparison.Ordinal) && PlainText.Clean(coding!.Display) is not null
        );

    /// <summary>The text of the first that has one.</summary>
    public static string? First(List<CodeableConcept> concepts)
    {
        foreach (var concept in concepts)
            if (Text(concept) is { } text)
                return text;
        return null;
    }

    /// <summary>All the texts: "a, b".</summary>
    public static string? All(List<CodeableConcept> concepts)
    {
        string? all = null;
        foreach (var concept in concepts)
            all = PlainText.Join(all, Text(concept), ", ");
        return all;
    }

    /// <summary>The display of a single coding, or its code; one that is a bare number is called a code, for it could be taken for a value.</summary>
    public static string? Text(Coding? coding) =>
        PlainText.Clean(coding?.Display)
        ?? (
            PlainText.Clean(coding?.Code) is { } code
                ? IsNumber(code)
                    ? $"code {code}"
                    : code
                : null
        );

    private static bool IsNumber(string code) => code.Length >= ShortestNumber && !code.AsSpan().ContainsAnyExceptInRange('0', '9');

    /// <summary>The codings as the sender gave them.</summary>
    public static IReadOnlyList<EntryCoding> Codings(CodeableConcept? concept) => concept is null ? [] : Codings(concept.Coding);

    /// <summary>The codings of all of them.</summary>
    public static IReadOnlyList<EntryCoding> Codings(List<CodeableConcept> concepts)
    {
        List<EntryCoding>? all = null;
        foreach (var concept in concepts)
            if (concept is not null)
                Add(ref all, concept.Coding);
        return all ?? (IReadOnlyList<EntryCoding>)[];
    }

    /// <inheritdoc cref="Codings(CodeableConcept)"/>
    public static IReadOnlyList<EntryCoding> Codings(List<Coding> codings)
    {
        List<EntryCoding>? all = null;
        Add(ref all, codings);
        return all ?? (IReadOnlyList<EntryCoding>)[];
    }

    /// <summary>The code of a status that is a CodeableConcept, such as Condition.clinicalStatus: the one of HL7's own system, else the first.</summary>
    /// <param name="concept">The status.</param>
    /// <param name="system">HL7's code system for it.</param>
    public static string? StatusCode(CodeableConcept? concept, string system)
    {
        if (concept is null)
            return null;
        string? first = null;
        foreach (var coding in concept.Coding)
        {
            if (PlainText.Clean(coding?.Code) is not { } code)
                continue;
            if (string.Equals(coding!.System, system, StringComparison.Ordinal))
                return code;
            first ??= code;
        }
        return first;
    }

    private static string? Text(List<Coding> codings)
    {
        Coding? best = null;
        var rank = -1;
        foreach (var coding in codings)
        {
            if (coding is null || Text(coding) is null)
                continue;
            var own = Rank(coding);
            if (own > rank)
                (best, rank) = (coding, own);
        }
        return Text(best);
    }

    // A display always beats a bare code; among equals the one that a user chose, then SNOMED CT, then the first.
    private static int Rank(Coding coding) =>
        (PlainText.Clean(coding.Display) is null ? 0 : 4)
        + (coding.UserSelected is true ? 2 : 0)
        + (string.Equals(coding.System, Snomed, StringComparison.Ordinal) ? 1 : 0);

    private static void Add(ref List<EntryCoding>? all, List<Coding> codings)
    {
        foreach (var coding in codings)
        {
            if (coding is null || all?.Count >= MostCodings)
                continue;
            var (system, code, display) = (PlainText.Clean(coding.System), PlainText.Clean(coding.Code), PlainText.Clean(coding.Display));
            if (system?.Length > LongestCode || code?.Length > LongestCode || (code ?? display) is null)
                continue;
            (all ??= []).Add(new EntryCoding(system, code, display is null ? null : PlainText.Cut(display, LongestCode)));
        }
    }
}
