using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

internal static class MedicationAdministrationMapping
{
    public static readonly TypeMapping Table = new("MedicationAdministration")
    {
        Otherwise = Section.Medications,
        Display = MedicationName.Rule,
        Date = "effective",
        Value = "given, when completed; dosage's text, else dose, route, site and rate; reasons for the status; reason; notes",
        By = "performers",
        Codings = "medication",
        Words =
        [
            StatusWords.EnteredInError,
            new("not-done", "Not given"),
            new("stopped", "Stopped before it was complete"),
            new("on-hold", "On hold"),
        ],
        WithoutDisplay = MedicationName.Unnamed,
    };

    public static MappingOutcome Map(MedicationAdministration administration, References references)
    {
        var (name, codings) = MedicationName.Of(administration.Medication, references);
        var status = PlainText.Clean(administration.StatusElement?.ToString());
        var value = PlainText.Join(status is "completed" ? "given" : null, Dose(administration.Dosage), ": ");
        value = PlainText.Join(value, PlainText.Named("status reason", Concept.All(administration.StatusReason)));
        value = PlainText.Join(value, PlainText.Named("reason", Concept.All(administration.ReasonCode)));
        return Table.Entry(
            Table.Otherwise,
            name,
            new()
            {
                Codings = codings,
                Status = status,
                Date = ClinicalDate.Of(administration.Effective),
                Value = PlainText.Join(value, Notes.Of(administration.Note)),
                By = references.Names(administration.Performer.Select(performer => performer?.Actor), "by"),
            }
        );
    }

    private static string? Dose(MedicationAdministration.DosageComponent? dosage)
    {
        if (dosage is null)
            return null;
        if (PlainText.Clean(dosage.Text) is { } text)
            return text;
        var said = ValueText.Of(dosage.Dose);
        said = PlainText.Join(said, Concept.Text(dosage.Site), ", ");
        said = PlainText.Join(said, Concept.Text(dosage.Route), ", ");
        return PlainText.Join(said, PlainText.Named("rate", ValueText.Of(dosage.Rate)), ", ");
    }
}
