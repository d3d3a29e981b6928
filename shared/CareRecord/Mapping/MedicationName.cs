using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

/// <summary>
/// What a medication[x] names: a concept, a Medication contained in the resource or sent beside it, or the display of a reference.
/// </summary>
internal static class MedicationName
{
    /// <summary>The reason when nothing names the medicine.</summary>
    public const string Unnamed = "medication-not-named";

    public const string Rule =
        "medication: its concept, else the Medication it refers to (contained, or in the same message), else the reference's display";

    public static (string? Text, IReadOnlyList<EntryCoding> Codings) Of(
        DataType? medication,
        DomainResource resource,
        Func<string, Resource?>? sameMessage
    )
    {
        if (medication is CodeableConcept concept)
            return (Concept.Text(concept), Concept.Codings(concept));
        if (medication is not ResourceReference reference)
            return (null, []);
        var code = (Contained(reference, resource) ?? Beside(reference, sameMessage))?.Code;
        return (Concept.Text(code) ?? PlainText.Clean(reference.Display), Concept.Codings(code));
    }

    private static Medication? Beside(ResourceReference reference, Func<string, Resource?>? sameMessage) =>
        sameMessage is not null && reference.Reference is { Length: > 0 } address ? sameMessage(address) as Medication : null;

    private static Medication? Contained(ResourceReference reference, DomainResource resource)
    {
        if (reference.Reference is not ['#', ..] local)
            return null;
        foreach (var contained in resource.Contained)
            if (contained is Medication { Id: { } id } medication && local.AsSpan(1).SequenceEqual(id))
                return medication;
        return null;
    }
}
