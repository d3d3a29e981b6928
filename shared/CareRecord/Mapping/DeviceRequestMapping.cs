using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

internal static class DeviceRequestMapping
{
    public static readonly TypeMapping Table = new("DeviceRequest")
    {
        Otherwise = Section.Equipment,
        Display = "code, or the Device it refers to, after the word Requested",
        Date = "authoredOn, else occurrence as a date",
        Value = "priority other than routine; occurrence; parameters; reason; notes",
        By = "requester",
        Words = [StatusWords.EnteredInError, StatusWords.Revoked, StatusWords.Draft],
        AlsoSaidFirst = ["Requested; intent proposal: Proposed"],
        WithoutDisplay = "device-not-named",
    };

    public static MappingOutcome Map(DeviceRequest request, References references)
    {
        var priority = PlainText.Clean(request.PriorityElement?.ToString());
        var occurrence = ClinicalDate.Of(request.Occurrence);
        var value = priority is "routine" ? null : PlainText.Named("priority", priority);
        value = PlainText.Join(value, PlainText.Named("for", ValueText.Of(request.Occurrence as Period) ?? occurrence));
        foreach (var parameter in request.Parameter)
            if (parameter is not null)
                value = PlainText.Join(value, PlainText.Named(Concept.Text(parameter.Code) ?? "with", ValueText.Of(parameter.Value)));
        value = PlainText.Join(value, PlainText.Named("reason", Concept.All(request.ReasonCode)));
        var concept = request.Code as CodeableConcept;
        return Table.Entry(
            Table.Otherwise,
            Concept.Text(concept) ?? references.NameItself(request.Code as ResourceReference),
            new()
            {
                Codings = Concept.Codings(concept),
                Status = PlainText.Clean(request.StatusElement?.ToString()),
                Date = PlainText.Clean(request.AuthoredOn) ?? occurrence,
                Value = PlainText.Join(value, Notes.Of(request.Note)),
                By = references.Name(request.Requester, "by"),
            },
            request.IntentElement?.ToString() is "proposal" ? StatusWords.Proposed.Words : "Requested"
        );
    }
}
