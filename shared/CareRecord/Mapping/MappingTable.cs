namespace IntegrationHub.CareRecord.Mapping;

/// <summary>Every type that becomes entries, in the order of docs/mapping.md, which is written from this.</summary>
internal static class MappingTable
{
    public static IReadOnlyList<TypeMapping> All { get; } =
    [
        PatientMapping.Table,
        EncounterMapping.Table,
        ConditionMapping.Table,
        AllergyIntoleranceMapping.Table,
        MedicationRequestMapping.Table,
        MedicationStatementMapping.Table,
        ObservationMapping.Table,
        ProcedureMapping.Table,
        ImmunizationMapping.Table,
        DocumentReferenceMapping.Table,
        ServiceRequestMapping.Table,
        FlagMapping.Table,
        CarePlanMapping.Table,
        DiagnosticReportMapping.Table,
        MedicationDispenseMapping.Table,
        MedicationAdministrationMapping.Table,
        FamilyMemberHistoryMapping.Table,
        RelatedPersonMapping.Table,
        PractitionerMapping.Table,
        PractitionerRoleMapping.Table,
        CareTeamMapping.Table,
        AppointmentMapping.Table,
        EpisodeOfCareMapping.Table,
        GoalMapping.Table,
        RiskAssessmentMapping.Table,
    ];
}
