using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

/// <summary>A code that a rule asks for.</summary>
/// <param name="System">Null: the code is distinctive enough to be taken from any system.</param>
/// <param name="Code">Exactly as it is sent.</param>
/// <param name="Meaning">What it means, for docs/mapping.md and where the sender gave no words.</param>
internal sealed record KnownCode(string? System, string Code, string Meaning);

/// <summary>
/// The codes of one rule. A coding without a system is taken at its code: senders do leave it out, and the other codes of a set are no
/// likelier meaning.
/// </summary>
internal sealed class CodeSet(params KnownCode[] codes)
{
    private readonly Dictionary<string, KnownCode> byCode = codes.ToDictionary(code => code.Code, StringComparer.Ordinal);

    public IReadOnlyList<KnownCode> Codes => codes;

    public KnownCode? Find(Coding? coding) =>
        coding?.Code is { } code
        && byCode.TryGetValue(code, out var known)
        && (
            known.System is null
            || string.IsNullOrEmpty(coding.System)
            || string.Equals(known.System, coding.System, StringComparison.Ordinal)
        )
            ? known
            : null;

    public KnownCode? Find(CodeableConcept? concept)
    {
        if (concept is not null)
            foreach (var coding in concept.Coding)
                if (Find(coding) is { } known)
                    return known;
        return null;
    }

    public KnownCode? Find(List<CodeableConcept> concepts)
    {
        foreach (var concept in concepts)
            if (Find(concept) is { } known)
                return known;
        return null;
    }
}
