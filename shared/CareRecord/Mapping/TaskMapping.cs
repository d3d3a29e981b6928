using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

internal static class TaskMapping
{
    public static readonly TypeMapping Table = new("Task")
    {
        Otherwise = Section.PlanAndRequestedActions,
        Display = "code; else description; else what it is about",
        Date = "authoredOn, else executionPeriod",
        Value =
            "description that is not the display; what it is about; priority other than routine; to whom; by when; business status; reason for the status; reason; notes",
        By = "requester",
        Words =
        [
            StatusWords.EnteredInError,
            StatusWords.Cancelled,
            StatusWords.Draft,
            new("rejected", "Rejected"),
            new("failed", "Failed"),
            new("on-hold", "On hold"),
        ],
        AlsoSaidFirst = ["intent proposal: Proposed"],
    };

    public static MappingOutcome Map(Hl7.Fhir.Model.Task task, References references)
    {
        var description = PlainText.Clean(task.Description);
        var about = references.Name(task.Focus, "about");
        var display = Concept.Text(task.Code) ?? description ?? about;
        var priority = PlainText.Clean(task.PriorityElement?.ToString());
        var value = description == display ? null : description;
        value = PlainText.Join(value, about == display ? null : PlainText.Named("about", about));
        value = PlainText.Join(value, priority is "routine" ? null : PlainText.Named("priority", priority));
        value = PlainText.Join(value, PlainText.Named("to", references.Name(task.Owner, "to")));
        value = PlainText.Join(value, PlainText.Named("by when", PlainText.Clean(task.Restriction?.Period?.End)));
        value = PlainText.Join(value, PlainText.Named("state", Concept.Text(task.BusinessStatus)));
        value = PlainText.Join(value, PlainText.Named("status reason", Concept.Text(task.StatusReason)));
        value = PlainText.Join(value, PlainText.Named("reason", Concept.Text(task.ReasonCode)));
        return Table.Entry(
            Table.Otherwise,
            display,
            new()
            {
                Codings = Concept.Codings(task.Code),
                Status = PlainText.Clean(task.StatusElement?.ToString()),
                Date = PlainText.Clean(task.AuthoredOn) ?? ClinicalDate.Of(task.ExecutionPeriod),
                Value = PlainText.Join(value, Notes.Of(task.Note)),
                By = references.Name(task.Requester, "by"),
            },
            task.IntentElement?.ToString() is "proposal" ? StatusWords.Proposed.Words : null
        );
    }
}
