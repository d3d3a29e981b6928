using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

internal static class MedicationRequestMapping
{
    public static readonly TypeMapping Table = new("MedicationRequest")
    {
        Otherwise = Section.Medications,
        Display = MedicationName.Rule,
        Date = "authoredOn",
        Apart = "an intent other than order; doNotPerform",
        Value =
            "dose (each dosageInstruction's text, else its parts); quantity, repeats and validity; course of therapy; reason for the status; reason; notes",
        By = "requester",
        Codings = "medication",
        Words =
        [
            StatusWords.EnteredInError,
            StatusWords.Cancelled,
            StatusWords.Draft,
            new("stopped", "Stopped"),
            new("on-hold", "On hold"),
        ],
        AlsoSaidFirst = ["doNotPerform: Do not give", "intent proposal: Proposed"],
        WithoutDisplay = MedicationName.Unnamed,
    };

    public static MappingOutcome Map(MedicationRequest request, References references)
    {
        var (name, codings) = MedicationName.Of(request.Medication, references);
        var value = DoseText.Of(request.DosageInstruction);
        value = PlainText.Join(value, Supply(request));
        value = PlainText.Join(value, PlainText.Named("course", Concept.Text(request.CourseOfTherapyType)));
        value = PlainText.Join(value, PlainText.Named("status reason", Concept.Text(request.StatusReason)));
        value = PlainText.Join(value, PlainText.Named("reason", Concept.All(request.ReasonCode)));
        value = PlainText.Join(value, PlainText.Named("reason", references.Names(request.ReasonReference, "reason")));
        var intent = PlainText.Clean(request.IntentElement?.ToString());
        var proposed = intent is "proposal" ? StatusWords.Proposed.Words : null;
        return Table.Entry(
            Table.Otherwise,
            name,
            new()
            {
                Codings = codings,
                Status = PlainText.Clean(request.StatusElement?.ToString()),
                Date = PlainText.Clean(request.AuthoredOn),
                Value = PlainText.Join(value, Notes.Of(request.Note)),
                By = references.Name(request.Requester, "by"),
                Apart = PlainText.Join(intent is "order" ? null : intent, request.DoNotPerform is true ? "do-not" : null),
            },
            PlainText.Join(proposed, request.DoNotPerform is true ? "Do not give" : null, ": ")
        );
    }

    private static string? Supply(MedicationRequest request)
    {
        if (request.DispenseRequest is not { } supply)
            return null;
        var said = PlainText.Named("quantity", ValueText.Of(supply.Quantity));
        said = PlainText.Join(said, PlainText.Named("repeats allowed", PlainText.Clean(supply.NumberOfRepeatsAllowedElement?.ToString())));
        return PlainText.Join(said, PlainText.Named("valid", ValueText.Of(supply.ValidityPeriod)));
    }
}
