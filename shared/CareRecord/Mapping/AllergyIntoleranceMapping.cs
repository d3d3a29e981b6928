using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

internal static class AllergyIntoleranceMapping
{
    private const string ClinicalSystem = "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical";
    private const string VerificationSystem = "http://terminology.hl7.org/CodeSystem/allergyintolerance-verification";

    private const string EndUrl = "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-AllergyIntoleranceEnd";

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
        Value =
            "type when it is an intolerance; criticality; each reaction's manifestations, description, substance, severity and date; onset that is no date; last reaction; UK Core's end; notes",
        By = "asserter, else recorder",
        Words = [StatusWords.EnteredInError, StatusWords.Refuted, new("unconfirmed", "Unconfirmed"), new("presumed", "Presumed")],
        AlsoSaidFirst = ["the words go by verificationStatus", $"a code for none known, in its own words: {Listed(NoneKnown)}"],
    };

    public static MappingOutcome Map(AllergyIntolerance allergy, References references)
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
                By = references.Name(allergy.Asserter, "by") ?? references.Name(allergy.Recorder, "by"),
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
        value = PlainText.Join(value, ClinicalDate.InWords("onset", allergy.Onset));
        value = PlainText.Join(value, PlainText.Named("last reaction", PlainText.Clean(allergy.LastOccurrence)));
        value = PlainText.Join(value, Ended(allergy));
        return PlainText.Join(value, Notes.Of(allergy.Note));
    }

    private static string? Ended(AllergyIntolerance allergy)
    {
        foreach (var extension in allergy.Extension)
            if (extension?.Url is EndUrl)
                return PlainText.Join(
                    PlainText.Named("ended", ValueText.Of(ExtensionValue.Find(extension.Extension, "endDate"))),
                    PlainText.Named("reason ended", ValueText.Of(ExtensionValue.Find(extension.Extension, "reasonEnded")))
                );
        return null;
    }

    private static string? Reaction(AllergyIntolerance.ReactionComponent reaction)
    {
        var said = PlainText.Join(Concept.All(reaction.Manifestation), PlainText.Clean(reaction.Description), ", ");
        said = PlainText.Join(said, PlainText.Named("to", Concept.Text(reaction.Substance)), ", ");
        var when = PlainText.Join(PlainText.Clean(reaction.SeverityElement?.ToString()), PlainText.Clean(reaction.Onset), ", ");
        return said is null || when is null ? said ?? when : $"{said} ({when})";
    }

    private static string Listed(CodeSet codes) => string.Join(", ", codes.Codes.Select(code => $"{code.Code} {code.Meaning}"));
}
