using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

/// <summary>A medicine that nobody is said to take: under no heading, for it would read as if the person took it.</summary>
internal static class MedicationMapping
{
    public static MappingOutcome Map(Medication medication) =>
        NamedByOthers.As(Concept.Text(medication.Code), Concept.Codings(medication.Code));
}
