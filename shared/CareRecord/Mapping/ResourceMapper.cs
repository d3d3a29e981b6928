using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

/// <summary>Pure: from a resource to what the shared care record says of it. One file a resource type; docs/mapping.md lists the rules.</summary>
public static class ResourceMapper
{
    /// <summary>The reason for every type that has no mapping.</summary>
    public const string TypeNotMapped = "type-not-mapped";

    /// <summary>
    /// A modifier extension can turn a resource's meaning round, and FHIR forbids to use a resource with one that is not understood
    /// (R4, 2.4.1.1). None is understood here.
    /// </summary>
    public const string UnknownModifier = "unknown-modifier-extension";

    /// <summary>Never throws on a resource that was read; the same resource always gives an equal outcome.</summary>
    public static MappingOutcome Map(Resource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        if (resource is DomainResource { ModifierExtension.Count: > 0 })
            return new MappingOutcome.Unmapped(UnknownModifier);
        var outcome = ByType(resource);
        return outcome is MappingOutcome.Mapped mapped && SecurityLabels.Of(resource) is { Count: > 0 } labels
            ? new MappingOutcome.Mapped(mapped.Content with { Labels = labels })
            : outcome;
    }

    private static MappingOutcome ByType(Resource resource) =>
        resource switch
        {
            Observation observation => ObservationMapping.Map(observation),
            Condition condition => ConditionMapping.Map(condition),
            MedicationRequest request => MedicationRequestMapping.Map(request),
            MedicationStatement statement => MedicationStatementMapping.Map(statement),
            Encounter encounter => EncounterMapping.Map(encounter),
            Patient patient => PatientMapping.Map(patient),
            AllergyIntolerance allergy => AllergyIntoleranceMapping.Map(allergy),
            Immunization immunization => ImmunizationMapping.Map(immunization),
            Procedure procedure => ProcedureMapping.Map(procedure),
            DocumentReference document => DocumentReferenceMapping.Map(document),
            ServiceRequest request => ServiceRequestMapping.Map(request),
            Flag flag => FlagMapping.Map(flag),
            CarePlan plan => CarePlanMapping.Map(plan),
            _ => new MappingOutcome.Unmapped(TypeNotMapped),
        };
}
