namespace IntegrationHub.CareRecord.Mapping;

/// <summary>The record types of the National Record Locator that are plans for an emergency or for the end of life, as plans and as documents.</summary>
internal static class PlanSections
{
    private static readonly CodeSet EndOfLife = new(
        new(Concept.Snomed, "736373009", "End of life care plan"),
        new(Concept.Snomed, "861421000000109", "End of life care coordination summary"),
        new(Concept.Snomed, "1382601000000107", "ReSPECT form"),
        new(Concept.Snomed, "736366004", "Advance care plan")
    );

    private static readonly CodeSet Contingency = new(
        new(Concept.Snomed, "325691000000100", "Contingency plan"),
        new(Concept.Snomed, "887701000000100", "Emergency health care plan"),
        new(Concept.Snomed, "735324008", "Treatment escalation plan"),
        new(Concept.Snomed, "736253002", "Mental health crisis plan")
    );

    public static readonly SectionRule[] ByCategory =
    [
        new("category", Section.EndOfLifeCare, EndOfLife),
        new("category", Section.ContingencyPlans, Contingency),
    ];

    public static readonly SectionRule[] ByType =
    [
        new("type", Section.EndOfLifeCare, EndOfLife),
        new("type", Section.ContingencyPlans, Contingency),
    ];
}
