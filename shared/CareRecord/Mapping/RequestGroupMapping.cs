using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

internal static class RequestGroupMapping
{
    public static readonly TypeMapping Table = new("RequestGroup")
    {
        Otherwise = Section.PlanAndRequestedActions,
        Display = "code; else the actions",
        Date = "authoredOn",
        Value = "each action's title, description or what it refers to; priority other than routine; reason; notes",
        By = "author",
        Words = [StatusWords.EnteredInError, StatusWords.Revoked, StatusWords.Draft, new("on-hold", "On hold")],
        AlsoSaidFirst = ["intent proposal: Proposed"],
    };

    public static MappingOutcome Map(RequestGroup group, References references)
    {
        string? actions = null;
        foreach (var action in group.Action)
            actions = PlainText.Join(actions, Action(action, references), ", ");
        var display = Concept.Text(group.Code) ?? actions;
        var priority = PlainText.Clean(group.PriorityElement?.ToString());
        var value = actions == display ? null : PlainText.Named("actions", actions);
        value = PlainText.Join(value, priority is "routine" ? null : PlainText.Named("priority", priority));
        value = PlainText.Join(value, PlainText.Named("reason", Concept.All(group.ReasonCode)));
        return Table.Entry(
            Table.Otherwise,
            display,
            new()
            {
                Codings = Concept.Codings(group.Code),
                Status = PlainText.Clean(group.StatusElement?.ToString()),
                Date = PlainText.Clean(group.AuthoredOn),
                Value = PlainText.Join(value, Notes.Of(group.Note)),
                By = references.Name(group.Author, "by"),
            },
            group.IntentElement?.ToString() is "proposal" ? StatusWords.Proposed.Words : null
        );
    }

    private static string? Action(RequestGroup.ActionComponent? action, References references) =>
        action is null
            ? null
            : PlainText.Clean(action.Title)
                ?? PlainText.Clean(action.Description)
                ?? Concept.First(action.Code)
                ?? references.Name(action.Resource, "action");
}
