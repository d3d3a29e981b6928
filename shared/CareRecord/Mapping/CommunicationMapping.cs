using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

internal static class CommunicationMapping
{
    public static readonly TypeMapping Table = new("Communication")
    {
        Otherwise = Section.ContactsWithProfessionals,
        Display = "topic; else category; else the first text; after the word Message",
        Date = "sent, else received",
        Value = "texts that are not the display; attachments; to whom; medium; reason; reason for the status; notes",
        Codings = "topic, category",
        By = "sender",
        Words =
        [
            StatusWords.EnteredInError,
            new("not-done", "Not sent"),
            new("preparation", "Not yet sent"),
            new("stopped", "Stopped"),
            new("on-hold", "On hold"),
        ],
        AlsoSaidFirst = ["Message"],
    };

    public static MappingOutcome Map(Communication communication, References references)
    {
        var texts = PayloadText.Of(communication.Payload.Select(payload => payload?.Content), references);
        var display = Concept.Text(communication.Topic) ?? Concept.All(communication.Category) ?? texts;
        var value = texts == display ? null : texts;
        value = PlainText.Join(value, PlainText.Named("to", references.Names(communication.Recipient, "to")));
        value = PlainText.Join(value, PlainText.Named("medium", Concept.All(communication.Medium)));
        value = PlainText.Join(value, PlainText.Named("reason", Concept.All(communication.ReasonCode)));
        value = PlainText.Join(value, PlainText.Named("status reason", Concept.Text(communication.StatusReason)));
        return Table.Entry(
            Table.Otherwise,
            display,
            new()
            {
                Codings = [.. Concept.Codings(communication.Topic), .. Concept.Codings(communication.Category)],
                Status = PlainText.Clean(communication.StatusElement?.ToString()),
                Date = PlainText.Clean(communication.Sent) ?? PlainText.Clean(communication.Received),
                Value = PlainText.Join(value, Notes.Of(communication.Note)),
                By = references.Name(communication.Sender, "by"),
            },
            "Message"
        );
    }
}
