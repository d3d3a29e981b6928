using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

internal static class CommunicationRequestMapping
{
    public static readonly TypeMapping Table = new("CommunicationRequest")
    {
        Otherwise = Section.PlanAndRequestedActions,
        Display = "category; else the first text; after the words Message to be sent",
        Date = "authoredOn, else occurrence as a date",
        Value = "texts that are not the display; to whom; when; reason; notes",
        Codings = "category",
        By = "requester, else sender",
        Words = [StatusWords.EnteredInError, StatusWords.Revoked, StatusWords.Draft, new("on-hold", "On hold")],
        AlsoSaidFirst = ["Message to be sent; with doNotPerform: Do not send"],
    };

    public static MappingOutcome Map(CommunicationRequest request, References references)
    {
        var texts = PayloadText.Of(request.Payload.Select(payload => payload?.Content), references);
        var display = Concept.All(request.Category) ?? texts;
        var occurrence = ClinicalDate.Of(request.Occurrence);
        var value = texts == display ? null : texts;
        value = PlainText.Join(value, PlainText.Named("to", references.Names(request.Recipient, "to")));
        value = PlainText.Join(value, PlainText.Named("for", ValueText.Of(request.Occurrence as Period) ?? occurrence));
        value = PlainText.Join(value, PlainText.Named("reason", Concept.All(request.ReasonCode)));
        return Table.Entry(
            Table.Otherwise,
            display,
            new()
            {
                Codings = Concept.Codings(request.Category),
                Status = PlainText.Clean(request.StatusElement?.ToString()),
                Date = PlainText.Clean(request.AuthoredOn) ?? occurrence,
                Value = PlainText.Join(value, Notes.Of(request.Note)),
                By = references.Name(request.Requester, "by") ?? references.Name(request.Sender, "by"),
            },
            request.DoNotPerform is true ? "Do not send" : "Message to be sent"
        );
    }
}
