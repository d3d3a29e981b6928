using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

internal static class MedicationDispenseMapping
{
    public static readonly TypeMapping Table = new("MedicationDispense")
    {
        Otherwise = Section.Medications,
        Display = MedicationName.Rule,
        Date = "whenHandedOver, else whenPrepared (said to be prepared)",
        Value = "dispensed and its quantity; days supplied; dose; reason for the status; notes",
        By = "performers",
        Codings = "medication",
        Words =
        [
            StatusWords.EnteredInError,
            StatusWords.Cancelled,
            new("declined", "Not dispensed"),
            new("preparation", "Not yet dispensed"),
            new("in-progress", "Not yet dispensed"),
            new("on-hold", "On hold"),
            new("stopped", "Stopped"),
        ],
        WithoutDisplay = MedicationName.Unnamed,
    };

    public static MappingOutcome Map(MedicationDispense dispense, References references)
    {
        var (name, codings) = MedicationName.Of(dispense.Medication, references);
        var status = PlainText.Clean(dispense.StatusElement?.ToString());
        // Only what was handed over is called dispensed: the quantity of any other is what was asked for.
        var value = status is "completed" ? PlainText.Join("dispensed", ValueText.Of(dispense.Quantity), ": ") : null;
        value = PlainText.Join(value, PlainText.Named("supply", ValueText.Of(dispense.DaysSupply)));
        value = PlainText.Join(value, PlainText.Named("dose", DoseText.Of(dispense.DosageInstruction)));
        value = PlainText.Join(value, PlainText.Named("status reason", ValueText.Of(dispense.StatusReason)));
        var handedOver = PlainText.Clean(dispense.WhenHandedOver);
        return Table.Entry(
            Table.Otherwise,
            name,
            new()
            {
                Codings = codings,
                Status = status,
                Date = handedOver ?? PlainText.Clean(dispense.WhenPrepared),
                DateIs = handedOver is null ? "prepared" : null,
                Value = PlainText.Join(value, Notes.Of(dispense.Note)),
                By = references.Names(dispense.Performer.Select(performer => performer?.Actor), "by"),
            }
        );
    }
}
