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
    public static MappingOutcome Map(Resource resource) => Map(resource, null);

    /// <inheritdoc cref="Map(Resource)"/>
    /// <param name="resource">The resource.</param>
    /// <param name="sameMessage">
    /// The resource that a reference of the same message names ("Medication/1", "urn:uuid:..."), or null. GP systems send a medicine and its
    /// prescription as two resources of one bundle; without this such a prescription has no name.
    /// </param>
    public static MappingOutcome Map(Resource resource, Func<string, Resource?>? sameMessage)
    {
        ArgumentNullException.ThrowIfNull(resource);
        if (resource is DomainResource { ModifierExtension.Count: > 0 })
            return new MappingOutcome.Unmapped(UnknownModifier);
        var outcome = ByType(resource, sameMessage);
        return outcome is MappingOutcome.Mapped mapped && SecurityLabels.Of(resource) is { Count: > 0 } labels
            ? new MappingOutcome.Mapped(mapped.Content with { Labels = labels })
            : outcome;
    }

    private static MappingOutcome ByType(Resource resource, Func<string, Resource?>? sameMessage) =>
        resource switch
        {
            Observation observation => ObservationMapping.Map(observation),
            Condition condition => ConditionMapping.Map(condition),
            MedicationRequest request => MedicationRequestMapping.Map(request, sameMessage),
            MedicationStatement statement => MedicationStatementMapping.Map(statement, sameMessage),
            Encounter encounter => EncounterMapping.Map(encounter),
            Patient patient => PatientMapping.Map(patient),
            AllergyIntolerance allergy => AllergyIntoleranceMapping.Map(allergy),
            Immunization immunization => ImmunizationMapping.Map(immunization),
            Procedure procedure => ProcedureMapping.Map(procedure),
            DocumentReference document => DocumentReferenceMapping.Map(document),
            ServiceRequest request => ServiceRequestMapping.Map(request),
            Flag flag => FlagMapping.Map(flag),
            CarePlan plan => CarePlanMapping.Map(plan),
            DiagnosticReport report => DiagnosticReportMapping.Map(report),
            MedicationDispense dispense => MedicationDispenseMapping.Map(dispense, sameMessage),
            MedicationAdministration administration => MedicationAdministrationMapping.Map(administration, sameMessage),
            FamilyMemberHistory history => FamilyMemberHistoryMapping.Map(history),
            RelatedPerson person => RelatedPersonMapping.Map(person),
            Practitioner practitioner => PractitionerMapping.Map(practitioner),
            PractitionerRole role => PractitionerRoleMapping.Map(role),
            CareTeam team => CareTeamMapping.Map(team),
            Appointment appointment => AppointmentMapping.Map(appointment),
            EpisodeOfCare episode => EpisodeOfCareMapping.Map(episode),
            Goal goal => GoalMapping.Map(goal),
            RiskAssessment assessment => RiskAssessmentMapping.Map(assessment),
            _ => new MappingOutcome.Unmapped(TypeNotMapped),
        };
}
