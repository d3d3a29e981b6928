using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

internal static class MedicationDispenseMapping
{
    public static readonly TypeMapping Table = new("MedicationDispense")
    {
        Otherwise = Section.Medications,
        Display = MedicationName.Rule,
        Date = "whenHandedOver, else whenPrepared",
        Value = "dispensed and its quantity; days supplied; dose; reason for the status",
        Codings = "medication",
        Words =
        [
            StatusWords.EnteredInError,
            StatusWords.Cancelled,
            new("declined", "Not dispensed"),
            new("preparation", "Not yet dispensed"),
            new("in-progress", "Not yet dispensed"),
        ],
        WithoutDisplay = MedicationName.Unnamed,
    };

    public static MappingOutcome Map(MedicationDispense dispense, Func<string, Resource?>? sameMessage)
    {
        var (name, codings) = MedicationName.Of(dispense.Medication, dispense, sameMessage);
        var status = PlainText.Clean(dispense.StatusElement?.ToString());
        // Only what was handed over is called dispensed: the quantity of any other is what was asked for.
        var value = status is "completed" ? PlainText.Join("dispensed", ValueText.Of(dispense.Quantity), ": ") : null;
        value = PlainText.Join(value, PlainText.Named("supply", ValueText.Of(dispense.DaysSupply)));
        value = PlainText.Join(value, PlainText.Named("dose", DoseText.Of(dispense.DosageInstruction)));
        value = PlainText.Join(value, PlainText.Named("status reason", ValueText.Of(dispense.StatusReason)));
        return Table.Entry(
            Table.Otherwise,
            name,
            new()
            {
                Codings = codings,
                Status = status,
                Date = PlainText.Clean(dispense.WhenHandedOver) ?? PlainText.Clean(dispense.WhenPrepared),
                Value = value,
            }
        );
    }
}
