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
        "medication: its concept, else the Medication it refers to (contained, in the same message, or in the record), else the reference's display";

    public static (string? Text, IReadOnlyList<EntryCoding> Codings) Of(DataType? medication, References references)
    {
        if (medication is CodeableConcept concept)
            return (Concept.Text(concept), Concept.Codings(concept));
        if (medication is not ResourceReference reference)
            return (null, []);
        var code = (references.Find(reference) as Medication)?.Code;
        return (Concept.Text(code) ?? references.NameItself(reference), Concept.Codings(code));
    }
}
