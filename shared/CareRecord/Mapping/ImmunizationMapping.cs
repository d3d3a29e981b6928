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
        Value = "occurrence that is no date; dose number; diseases; dose; batch; site; reason for the status",
        Codings = "vaccineCode, VaccinationProcedure extension",
        Words = [StatusWords.EnteredInError, new("not-done", "Not given")],
    };

    public static MappingOutcome Map(Immunization immunization)
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
                Value = Value(immunization),
            }
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

    private static string? Value(Immunization immunization)
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
        return PlainText.Join(value, PlainText.Named("status reason", Concept.Text(immunization.StatusReason)));
    }

    private static string? Dose(Immunization.ProtocolAppliedComponent protocol) =>
        ValueText.Of(protocol.DoseNumber) is { } number ? PlainText.Join(number, ValueText.Of(protocol.SeriesDoses), " of ") : null;
}
