using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

internal static class MedicationStatementMapping
{
    public static readonly TypeMapping Table = new("MedicationStatement")
    {
        Otherwise = Section.Medications,
        Display = MedicationName.Rule,
        Date = "effective, else dateAsserted (said to be asserted)",
        Value = "dose (each dosage's text, else its parts); reasons for the status; reason; effective's end as until; notes",
        By = "informationSource",
        Codings = "medication",
        Words =
        [
            StatusWords.EnteredInError,
            new("not-taken", "Not taken"),
            new("intended", "Intended"),
            new("stopped", "Stopped"),
            new("on-hold", "On hold"),
        ],
        WithoutDisplay = MedicationName.Unnamed,
    };

    public static MappingOutcome Map(MedicationStatement statement, References references)
    {
        var (name, codings) = MedicationName.Of(statement.Medication, references);
        var value = DoseText.Of(statement.Dosage);
        value = PlainText.Join(value, PlainText.Named("status reason", Concept.All(statement.StatusReason)));
        value = PlainText.Join(value, PlainText.Named("reason", Concept.All(statement.ReasonCode)));
        value = PlainText.Join(value, PlainText.Named("reason", references.Names(statement.ReasonReference, "reason")));
        value = PlainText.Join(value, PlainText.Named("until", PlainText.Clean((statement.Effective as Period)?.End)));
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
                Value = PlainText.Join(value, Notes.Of(statement.Note)),
                By = references.Name(statement.InformationSource, "by"),
            }
        );
    }
}
