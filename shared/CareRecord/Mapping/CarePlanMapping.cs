using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

internal static class CarePlanMapping
{
    // The record types of the National Record Locator that are plans for an emergency or for the end of life.
    private static readonly SectionRule[] ByCategory =
    [
        new(
            "category",
            Section.EndOfLifeCare,
            new(
                new(Concept.Snomed, "736373009", "End of life care plan"),
                new(Concept.Snomed, "861421000000109", "End of life care coordination summary"),
                new(Concept.Snomed, "1382601000000107", "ReSPECT form"),
                new(Concept.Snomed, "736366004", "Advance care plan")
            )
        ),
        new(
            "category",
            Section.ContingencyPlans,
            new(
                new(Concept.Snomed, "325691000000100", "Contingency plan"),
                new(Concept.Snomed, "887701000000100", "Emergency health care plan"),
                new(Concept.Snomed, "735324008", "Treatment escalation plan"),
                new(Concept.Snomed, "736253002", "Mental health crisis plan")
            )
        ),
    ];

    public static readonly TypeMapping Table = new("CarePlan")
    {
        Sections = ByCategory,
        Otherwise = Section.CareAndSupportPlan,
        Display = "title; else category; else description; else the first activity, or its first outcome",
        Date = "period.start; else created; else period.end",
        Value =
            "category and description that are not the display; each activity's code or description with its status; outcomes; period.end as until",
        Codings = "category",
        Words = [StatusWords.EnteredInError, StatusWords.Revoked, StatusWords.Draft],
        AlsoSaidFirst = ["intent proposal: Proposed", "in the value, an activity's doNotPerform: do not"],
    };

    public static MappingOutcome Map(CarePlan plan)
    {
        var title = PlainText.Clean(plan.Title);
        var category = Concept.All(plan.Category);
        var description = PlainText.Clean(plan.Description);
        var display = title ?? category ?? description ?? First(plan.Activity);
        var value = category == display ? null : category;
        value = PlainText.Join(value, description == display ? null : description);
        value = PlainText.Join(value, PlainText.Named("activities", Activities(plan.Activity)));
        foreach (var activity in plan.Activity)
            if (activity is not null)
                value = PlainText.Join(value, PlainText.Named("outcome", Concept.All(activity.OutcomeCodeableConcept)));
        value = PlainText.Join(value, PlainText.Named("until", PlainText.Clean(plan.Period?.End)));
        return Table.Entry(
            SectionRule.First(ByCategory, plan.Category) ?? Table.Otherwise,
            display,
            new()
            {
                Codings = Concept.Codings(plan.Category),
                Status = PlainText.Clean(plan.StatusElement?.ToString()),
                Date = PlainText.Clean(plan.Period?.Start) ?? PlainText.Clean(plan.Created) ?? PlainText.Clean(plan.Period?.End),
                Value = value,
            },
            plan.IntentElement?.ToString() is "proposal" ? StatusWords.Proposed.Words : null
        );
    }

    private static string? Activities(List<CarePlan.ActivityComponent> activities)
    {
        string? all = null;
        foreach (var activity in activities)
            all = PlainText.Join(all, Text(activity), ", ");
        return all;
    }

    private static string? First(List<CarePlan.ActivityComponent> activities)
    {
        foreach (var activity in activities)
            if (activity is not null && (Text(activity) ?? Concept.First(activity.OutcomeCodeableConcept)) is { } said)
                return said;
        return null;
    }

    private static string? Text(CarePlan.ActivityComponent? activity)
    {
        if (activity?.Detail is not { } detail)
            return PlainText.Clean(activity?.Reference?.Display);
        if ((Concept.Text(detail.Code) ?? PlainText.Clean(detail.Description)) is not { } said)
            return null;
        if (detail.DoNotPerform is true)
            said = "do not: " + said;
        return PlainText.Clean(detail.StatusElement?.ToString()) is { } status ? $"{said} ({status})" : said;
    }
}
