namespace IntegrationHub.Discharge.Cases;

/// <summary>
/// The national criteria to reside (hospital discharge guidance, annex on the criteria to reside): any one of them, found at a ward
/// round, is a reason to stay. The guidance gives no codes; these are the hub's own.
/// </summary>
public static class CriteriaToReside
{
    public const string NotMet = "not-met";

    public static CaseCodeSystem System { get; } =
        new(
            "criteria-to-reside",
            "Criteria to reside in an acute hospital",
            [
                new("intensive-care", "Needs intensive or high dependency care"),
                new("oxygen", "Needs oxygen therapy or non-invasive ventilation"),
                new("intravenous-fluids", "Needs intravenous fluids"),
                new("news2-over-3", "NEWS2 over 3 (clinical judgement in atrial fibrillation and chronic respiratory disease)"),
                new("reduced-consciousness", "Reduced level of consciousness, where recovery is realistic"),
                new("functional-impairment", "Acute functional impairment beyond what home or community care can provide"),
                new("last-hours-of-life", "Last hours of life"),
                new("intravenous-medication", "Needs intravenous medication more than twice a day"),
                new("lower-limb-surgery", "Lower limb surgery within 48 hours"),
                new("trunk-surgery", "Surgery of thorax, abdomen or pelvis within 72 hours"),
                new("invasive-procedure", "Invasive procedure within 24 hours"),
                new(NotMet, "Meets none of the criteria to reside"),
            ]
        );
}
