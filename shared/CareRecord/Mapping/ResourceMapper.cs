using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

/// <summary>Pure: from a resource to what the shared care record says of it. One file a resource type; docs/mapping.md lists the rules.</summary>
public static class ResourceMapper
{
    /// <summary>The reason for a type that nobody has thought of: see <see cref="UnmappedTypes"/> for those left out on purpose.</summary>
    public const string TypeNotMapped = "type-not-mapped";

    /// <summary>
    /// A modifier extension can turn a resource's meaning round, and FHIR forbids to use a resource with one that is not understood
    /// (R4, 2.4.1.1). None is understood here.
    /// </summary>
    public const string UnknownModifier = "unknown-modifier-extension";

    /// <summary>FHIR forbids the same of a resource made under rules that are not known (R4, Resource.implicitRules). None are known here.</summary>
    public const string UnknownRules = "unknown-implicit-rules";

    /// <summary>Never throws on a resource that was read; the same resource always gives an equal outcome.</summary>
    public static MappingOutcome Map(Resource resource) => Map(resource, null);

    /// <inheritdoc cref="Map(Resource)"/>
    /// <param name="resource">The resource.</param>
    /// <param name="sameMessage">
    /// The resource that a reference of the same message names ("Medication/1", "urn:uuid:...", or an identifier as "system|value"), or
    /// null. GP systems send a medicine and its prescription as two resources of one bundle; without this such a prescription has no name.
    /// </param>
    /// <param name="otherwise">What a Task is called that says nothing but its status.</param>
    public static MappingOutcome Map(Resource resource, Func<string, Resource?>? sameMessage, string? otherwise = null)
    {
        ArgumentNullException.ThrowIfNull(resource);
        if (resource is DomainResource { ModifierExtension.Count: > 0 })
            return new MappingOutcome.Unmapped(UnknownModifier);
        if (resource.ImplicitRules is not null)
            return new MappingOutcome.Unmapped(UnknownRules);
        var references = new References(resource, sameMessage) { Otherwise = otherwise };
        var labels = SecurityLabels.Of(resource);
        return ByType(resource, references) switch
        {
            MappingOutcome.Mapped mapped when labels.Count + references.Pending.Count > 0 => new MappingOutcome.Mapped(
                mapped.Content with
                {
                    Labels = labels,
                    Pending = references.Pending,
                }
            ),
            MappingOutcome.Unmapped { Content: { } named } unmapped when labels.Count > 0 => unmapped with
            {
                Content = named with { Labels = labels },
            },
            var outcome => outcome,
        };
    }

    private static MappingOutcome ByType(Resource resource, References references) =>
        resource switch
        {
            Observation observation => ObservationMapping.Map(observation, references),
            Condition condition => ConditionMapping.Map(condition, references),
            MedicationRequest request => MedicationRequestMapping.Map(request, references),
            MedicationStatement statement => MedicationStatementMapping.Map(statement, references),
            Encounter encounter => EncounterMapping.Map(encounter, references),
            Patient patient => PatientMapping.Map(patient, references),
            AllergyIntolerance allergy => AllergyIntoleranceMapping.Map(allergy, references),
            Immunization immunization => ImmunizationMapping.Map(immunization, references),
            Procedure procedure => ProcedureMapping.Map(procedure, references),
            DocumentReference document => DocumentReferenceMapping.Map(document, references),
            ServiceRequest request => ServiceRequestMapping.Map(request, references),
            Flag flag => FlagMapping.Map(flag, references),
            CarePlan plan => CarePlanMapping.Map(plan, references),
            DiagnosticReport report => DiagnosticReportMapping.Map(report, references),
            MedicationDispense dispense => MedicationDispenseMapping.Map(dispense, references),
            MedicationAdministration administration => MedicationAdministrationMapping.Map(administration, references),
            Medication medication => MedicationMapping.Map(medication),
            FamilyMemberHistory history => FamilyMemberHistoryMapping.Map(history),
            RelatedPerson person => RelatedPersonMapping.Map(person),
            Practitioner practitioner => PractitionerMapping.Map(practitioner),
            PractitionerRole role => PractitionerRoleMapping.Map(role, references),
            Organization organization => OrganizationMapping.Map(organization),
            Location location => LocationMapping.Map(location),
            HealthcareService service => HealthcareServiceMapping.Map(service, references),
            CareTeam team => CareTeamMapping.Map(team, references),
            Appointment appointment => AppointmentMapping.Map(appointment, references),
            EpisodeOfCare episode => EpisodeOfCareMapping.Map(episode, references),
            Goal goal => GoalMapping.Map(goal, references),
            RiskAssessment assessment => RiskAssessmentMapping.Map(assessment, references),
            Specimen specimen => SpecimenMapping.Map(specimen, references),
            ImagingStudy study => ImagingStudyMapping.Map(study, references),
            Device device => DeviceMapping.Map(device),
            DeviceUseStatement statement => DeviceUseStatementMapping.Map(statement, references),
            DeviceRequest request => DeviceRequestMapping.Map(request, references),
            Consent consent => ConsentMapping.Map(consent, references),
            Composition composition => CompositionMapping.Map(composition, references),
            List list => ListMapping.Map(list, references),
            QuestionnaireResponse response => QuestionnaireResponseMapping.Map(response, references),
            ClinicalImpression impression => ClinicalImpressionMapping.Map(impression, references),
            DetectedIssue issue => DetectedIssueMapping.Map(issue, references),
            AdverseEvent adverse => AdverseEventMapping.Map(adverse, references),
            RequestGroup group => RequestGroupMapping.Map(group, references),
            NutritionOrder order => NutritionOrderMapping.Map(order, references),
            Hl7.Fhir.Model.Task task => TaskMapping.Map(task, references),
            Communication communication => CommunicationMapping.Map(communication, references),
            CommunicationRequest request => CommunicationRequestMapping.Map(request, references),
            ResearchSubject subject => ResearchSubjectMapping.Map(subject, references),
            _ => new MappingOutcome.Unmapped(UnmappedTypes.ReasonFor(resource.TypeName)),
        };
}
