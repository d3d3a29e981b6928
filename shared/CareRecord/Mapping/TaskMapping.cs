using Hl7.Fhir.Model;

namespace IntegrationHub.CareRecord.Mapping;

internal static class TaskMapping
{
    private const string ReferralState = "https://integration-hub.example/CodeSystem/social-care-referral-state";

    private const string AboutReferral = "a council's or the referrer's, about a [referral to social care](referrals.md)";

    private static readonly SectionRule[] ByState =
    [
        new($"{AboutReferral}, and businessStatus", Section.Assessments, new CodeSet(new KnownCode(ReferralState, "assessed", "Assessed"))),
        new(
            $"{AboutReferral}, and businessStatus",
            Section.ServicesAndCare,
            new CodeSet(new KnownCode(ReferralState, "services-arranged", "Services arranged"))
        ),
    ];

    private static readonly SectionRule OfReferral = new(AboutReferral, Section.ReferralDetails);

    private static readonly SectionRule OfCouncil = new(
        "a council's, about no referral and no activity of a discharge",
        Section.ServicesAndCare
    );

    public static readonly TypeMapping Table = new("Task")
    {
        Sections = [.. ByState, OfReferral, OfCouncil],
        Otherwise = Section.PlanAndRequestedActions,
        Display =
            "code; else description; else what it is about; else, where it is about a [referral to social care](referrals.md), that and its step",
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

    /// <summary>Where a Task stands that is about social care, which its sender decides as much as its content.</summary>
    /// <param name="isOfReferral">Whether it is about a referral to social care; else it is a council's of another kind.</param>
    public static Section OfSocialCare(Hl7.Fhir.Model.Task task, bool isOfReferral) =>
        isOfReferral ? SectionRule.First(ByState, task.BusinessStatus) ?? OfReferral.Section : OfCouncil.Section;

    public static MappingOutcome Map(Hl7.Fhir.Model.Task task, References references)
    {
        var description = PlainText.Clean(task.Description);
        var about = references.Name(task.Focus, "about");
        var display = Concept.Text(task.Code) ?? description ?? about ?? references.Otherwise;
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
