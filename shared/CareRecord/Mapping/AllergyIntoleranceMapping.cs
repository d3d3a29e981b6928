using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

internal static class AllergyIntoleranceMapping
{
    private const string ClinicalSystem = "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical";
    private const string VerificationSystem = "http://terminology.hl7.org/CodeSystem/allergyintolerance-verification";

    private static readonly CodeSet NoneKnown = new(
        new(Concept.Snomed, "716186003", "No known allergy"),
        new(Concept.Snomed, "409137002", "No known drug allergy"),
        new(Concept.Snomed, "429625007", "No known food allergy"),
        new(Concept.Snomed, "428607008", "No known environmental allergy"),
        new(Concept.Snomed, "716220001", "No known animal allergy"),
        new(Concept.Snomed, "428197003", "No known insect allergy"),
        new(Concept.Snomed, "1003774007", "No known latex allergy")
    );

    public static readonly TypeMapping Table = new("AllergyIntolerance")
    {
        Otherwise = Section.Allergies,
        Display = "code; else the substances of the reactions",
        Status = "verificationStatus when refuted or entered-in-error, else clinicalStatus",
        Date = "onset as a date, else recordedDate (said to be recorded)",
        Apart = "a verificationStatus other than confirmed",
        Value = "type when it is an intolerance; criticality; each reaction's manifestations and severity; onset that is no date",
        Words = [StatusWords.EnteredInError, StatusWords.Refuted, new("unconfirmed", "Unconfirmed"), new("presumed", "Presumed")],
        AlsoSaidFirst = ["the words go by verificationStatus", $"a code for none known, in its own words: {Listed(NoneKnown)}"],
    };

    public static MappingOutcome Map(AllergyIntolerance allergy)
    {
        var verification = Concept.StatusCode(allergy.VerificationStatus, VerificationSystem);
        var onset = ClinicalDate.Of(allergy.Onset);
        var display = Concept.Text(allergy.Code) ?? Substances(allergy);
        return Table.Entry(
            Table.Otherwise,
            display,
            new()
            {
                Codings = Concept.Codings(allergy.Code),
                Status = verification is "refuted" or "entered-in-error"
                    ? verification
                    : Concept.StatusCode(allergy.ClinicalStatus, ClinicalSystem),
                SpokenStatus = verification,
                Date = onset ?? PlainText.Clean(allergy.RecordedDate),
                DateIs = onset is null ? "recorded" : null,
                Value = Value(allergy),
                Apart = verification is "confirmed" ? null : verification,
            },
            NoneKnownWords(allergy.Code, display)
        );
    }

    // "NKDA", or a bare code, does not say "no" to everyone who reads it.
    private static string? NoneKnownWords(CodeableConcept? code, string? display) =>
        NoneKnown.Find(code) is { } none && display?.StartsWith("no ", StringComparison.OrdinalIgnoreCase) is false ? none.Meaning : null;

    private static string? Substances(AllergyIntolerance allergy)
    {
        string? all = null;
        foreach (var reaction in allergy.Reaction)
            all = PlainText.Join(all, Concept.Text(reaction?.Substance), ", ");
        return all;
    }

    private static string? Value(AllergyIntolerance allergy)
    {
        var value = allergy.TypeElement?.ToString() is "intolerance" ? "intolerance" : null;
        value = PlainText.Join(value, PlainText.Named("criticality", PlainText.Clean(allergy.CriticalityElement?.ToString())));
        foreach (var reaction in allergy.Reaction)
            if (reaction is not null)
                value = PlainText.Join(value, PlainText.Named("reaction", Reaction(reaction)));
        return PlainText.Join(value, ClinicalDate.InWords("onset", allergy.Onset));
    }

    private static string? Reaction(AllergyIntolerance.ReactionComponent reaction)
    {
        var said = Concept.All(reaction.Manifestation) ?? PlainText.Clean(reaction.Description);
        var severity = PlainText.Clean(reaction.SeverityElement?.ToString());
        return said is null || severity is null ? said ?? severity : $"{said} ({severity})";
    }

    private static string Listed(CodeSet codes) => string.Join(", ", codes.Codes.Select(code => $"{code.Code} {code.Meaning}"));
}
