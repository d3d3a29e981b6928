using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

internal static class CarePlanMapping
{
    public static readonly TypeMapping Table = new("CarePlan")
    {
        Sections = PlanSections.ByCategory,
        TakesHeadings = "category",
        Otherwise = Section.CareAndSupportPlan,
        Display = "title; else category; else description; else the first activity, or its first outcome",
        Date = "period.start; else created; else period.end",
        Value =
            "category and description that are not the display; each activity's code or description with its status; outcomes; what it addresses; period.end as until; notes",
        By = "author",
        Codings = "category",
        Words = [StatusWords.EnteredInError, StatusWords.Revoked, StatusWords.Draft, new("on-hold", "On hold")],
        AlsoSaidFirst = ["intent proposal: Proposed", "in the value, an activity's doNotPerform: do not"],
    };

    public static MappingOutcome Map(CarePlan plan, References references)
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
        value = PlainText.Join(value, PlainText.Named("addresses", references.Names(plan.Addresses, "addresses")));
        value = PlainText.Join(value, PlainText.Named("until", PlainText.Clean(plan.Period?.End)));
        return Table.Entry(
            SectionRule.First(PlanSections.ByCategory, plan.Category) ?? Headings.Of(plan.Category) ?? Table.Otherwise,
            display,
            new()
            {
                Codings = Concept.Codings(plan.Category),
                Status = PlainText.Clean(plan.StatusElement?.ToString()),
                Date = PlainText.Clean(plan.Period?.Start) ?? PlainText.Clean(plan.Created) ?? PlainText.Clean(plan.Period?.End),
                Value = PlainText.Join(value, Notes.Of(plan.Note)),
                By = references.Name(plan.Author, "by"),
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
