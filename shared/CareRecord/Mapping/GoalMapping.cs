using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

internal static class GoalMapping
{
    public static readonly TypeMapping Table = new("Goal")
    {
        Otherwise = Section.CareAndSupportPlan,
        Display = "description, after the word Goal: it is what is hoped for, not what is",
        Status = "lifecycleStatus",
        Date = "start as a date, else statusDate (said to be status)",
        Value = "achievement; each target's measure, detail and due date; outcome; notes",
        By = "expressedBy",
        Codings = "description",
        Words = [StatusWords.EnteredInError, StatusWords.Cancelled, new("proposed", "Proposed"), new("rejected", "Rejected")],
    };

    public static MappingOutcome Map(Goal goal, References references)
    {
        var start = ClinicalDate.Of(goal.Start);
        var value = PlainText.Named("achievement", Concept.Text(goal.AchievementStatus));
        foreach (var target in goal.Target)
            if (target is not null)
                value = PlainText.Join(value, PlainText.Named("target", Target(target)));
        value = PlainText.Join(value, PlainText.Named("outcome", Concept.All(goal.OutcomeCode)));
        return Table.Entry(
            Table.Otherwise,
            Concept.Text(goal.Description),
            new()
            {
                Codings = Concept.Codings(goal.Description),
                Status = PlainText.Clean(goal.LifecycleStatusElement?.ToString()),
                Date = start ?? PlainText.Clean(goal.StatusDate),
                DateIs = start is null ? "status" : null,
                Value = PlainText.Join(value, Notes.Of(goal.Note)),
                By = references.Name(goal.ExpressedBy, "by"),
            },
            "Goal"
        );
    }

    private static string? Target(Goal.TargetComponent target)
    {
        var said = PlainText.Join(Concept.Text(target.Measure), ValueText.Of(target.Detail), " ");
        return PlainText.Join(said, PlainText.Named("due", ValueText.Of(target.Due)), ", ");
    }
}
