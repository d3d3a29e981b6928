using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

internal static class MedicationStatementMapping
{
    public static readonly TypeMapping Table = new("MedicationStatement")
    {
        Otherwise = Section.Medications,
        Display = MedicationName.Rule,
        Date = "effective, else dateAsserted (said to be asserted)",
        Value = "dose (each dosage's text, else its parts); reasons for the status; reason",
        Codings = "medication",
        Words = [StatusWords.EnteredInError, new("not-taken", "Not taken"), new("intended", "Intended")],
        WithoutDisplay = MedicationName.Unnamed,
    };

    public static MappingOutcome Map(MedicationStatement statement, Func<string, Resource?>? sameMessage)
    {
        var (name, codings) = MedicationName.Of(statement.Medication, statement, sameMessage);
        var value = DoseText.Of(statement.Dosage);
        value = PlainText.Join(value, PlainText.Named("status reason", Concept.All(statement.StatusReason)));
        value = PlainText.Join(value, PlainText.Named("reason", Concept.All(statement.ReasonCode)));
        var effective = ClinicalDate.Of(statement.Effective);
        return Table.Entry(
            Table.Otherwise,
            name,
            new()
            {
                Codings = codings,
                Status = PlainText.Clean(statement.StatusElement?.ToString()),
                Date = effective ?? PlainText.Clean(statement.DateAsserted),
                DateIs = effective is null ? "asserted" : null,
                Value = value,
            }
        );
    }
}
