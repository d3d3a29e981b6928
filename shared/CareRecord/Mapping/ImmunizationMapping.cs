using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

internal static class ImmunizationMapping
{
    private const string VaccinationProcedureUrl = "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-VaccinationProcedure";
    private const string NullFlavor = "http://terminology.hl7.org/CodeSystem/v3-NullFlavor";

    public static readonly TypeMapping Table = new("Immunization")
    {
        Otherwise = Section.Vaccinations,
        Display = "vaccineCode, unless it is only a v3-NullFlavor; else UK Core's VaccinationProcedure extension",
        Date = "occurrence as a date, else recorded (said to be recorded)",
        Value =
            "occurrence that is no date; dose number; diseases; dose; batch; site; route; manufacturer; location; that another source told it; reason for the status; reasons; reactions; notes",
        By = "performers",
        Apart = "isSubpotent",
        Codings = "vaccineCode, VaccinationProcedure extension",
        Words = [StatusWords.EnteredInError, new("not-done", "Not given")],
        AlsoSaidFirst = ["isSubpotent: Sub-potent dose"],
    };

    public static MappingOutcome Map(Immunization immunization, References references)
    {
        var procedure = ExtensionValue.Find(immunization.Extension, VaccinationProcedureUrl) as CodeableConcept;
        var vaccine = IsNullFlavor(immunization.VaccineCode) ? null : Concept.Text(immunization.VaccineCode);
        var occurrence = ClinicalDate.Of(immunization.Occurrence);
        return Table.Entry(
            Table.Otherwise,
            vaccine ?? Concept.Text(procedure) ?? Concept.Text(immunization.VaccineCode),
            new()
            {
                Codings = procedure is null
                    ? Concept.Codings(immunization.VaccineCode)
                    : [.. Concept.Codings(immunization.VaccineCode), .. Concept.Codings(procedure)],
                Status = PlainText.Clean(immunization.StatusElement?.ToString()),
                Date = occurrence ?? PlainText.Clean(immunization.Recorded),
                DateIs = occurrence is null ? "recorded" : null,
                Value = Value(immunization, references),
                Apart = immunization.IsSubpotent is true ? "sub-potent" : null,
                By = references.Names(immunization.Performer.Select(performer => performer?.Actor), "by"),
            },
            immunization.IsSubpotent is true ? "Sub-potent dose" : null
        );
    }

    private static bool IsNullFlavor(CodeableConcept? code)
    {
        if (code is null || PlainText.Clean(code.Text) is not null)
            return false;
        foreach (var coding in code.Coding)
            if (coding is not null && !string.Equals(coding.System, NullFlavor, StringComparison.Ordinal))
                return false;
        return true;
    }

    private static string? Value(Immunization immunization, References references)
    {
        var value = ClinicalDate.InWords("given", immunization.Occurrence);
        foreach (var protocol in immunization.ProtocolApplied)
        {
            if (protocol is null)
                continue;
            value = PlainText.Join(value, PlainText.Named("dose number", Dose(protocol)));
            value = PlainText.Join(value, PlainText.Named("against", Concept.All(protocol.TargetDisease)));
        }
        value = PlainText.Join(value, PlainText.Named("dose", ValueText.Of(immunization.DoseQuantity)));
        value = PlainText.Join(value, PlainText.Named("batch", PlainText.Clean(immunization.LotNumber)));
        value = PlainText.Join(value, PlainText.Named("site", Concept.Text(immunization.Site)));
        value = PlainText.Join(value, PlainText.Named("route", Concept.Text(immunization.Route)));
        value = PlainText.Join(value, PlainText.Named("manufacturer", references.Name(immunization.Manufacturer, "manufacturer")));
        value = PlainText.Join(value, PlainText.Named("at", references.Name(immunization.Location, "at")));
        value = PlainText.Join(value, immunization.PrimarySource is false ? "told by another source" : null);
        value = PlainText.Join(value, PlainText.Named("status reason", Concept.Text(immunization.StatusReason)));
        value = PlainText.Join(value, PlainText.Named("sub-potent because", Concept.All(immunization.SubpotentReason)));
        value = PlainText.Join(value, PlainText.Named("reason", Concept.All(immunization.ReasonCode)));
        foreach (var reaction in immunization.Reaction)
            value = PlainText.Join(value, PlainText.Named("reaction", Reaction(reaction, references)));
        return PlainText.Join(value, Notes.Of(immunization.Note));
    }

    private static string? Reaction(Immunization.ReactionComponent? reaction, References references) =>
        PlainText.Join(references.Name(reaction?.Detail, "reaction"), PlainText.Clean(reaction?.Date), ", ");

    private static string? Dose(Immunization.ProtocolAppliedComponent protocol) =>
        ValueText.Of(protocol.DoseNumber) is { } number ? PlainText.Join(number, ValueText.Of(protocol.SeriesDoses), " of ") : null;
}
