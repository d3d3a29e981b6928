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
        Value = "dose (each dosageInstruction's text, else its parts); reason for the status; reason",
        Codings = "medication",
        Words = [StatusWords.EnteredInError, StatusWords.Cancelled, StatusWords.Draft],
        AlsoSaidFirst = ["doNotPerform: Do not give", "intent proposal: Proposed"],
        WithoutDisplay = MedicationName.Unnamed,
    };

    public static MappingOutcome Map(MedicationRequest request, Func<string, Resource?>? sameMessage)
    {
        var (name, codings) = MedicationName.Of(request.Medication, request, sameMessage);
        var value = DoseText.Of(request.DosageInstruction);
        value = PlainText.Join(value, PlainText.Named("status reason", Concept.Text(request.StatusReason)));
        value = PlainText.Join(value, PlainText.Named("reason", Concept.All(request.ReasonCode)));
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
                Value = value,
                Apart = PlainText.Join(intent is "order" ? null : intent, request.DoNotPerform is true ? "do-not" : null),
            },
            PlainText.Join(proposed, request.DoNotPerform is true ? "Do not give" : null, ": ")
        );
    }
}
