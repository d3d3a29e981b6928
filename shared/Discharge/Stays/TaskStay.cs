using Hl7.Fhir.Model;
using IntegrationHub.Discharge.Cases;
using IntegrationHub.Intake;
using FhirTask = Hl7.Fhir.Model.Task;

namespace IntegrationHub.Discharge.Stays;

/// <summary>
/// Pure: what one version of a Task says of a stay: it was asked for when it was authored, and answered or done when it was last changed.
/// </summary>
internal static class TaskStay
{
    /// <returns>Null where the Task asks for nothing that a stay is about.</returns>
    internal static IReadOnlyList<StayFact>? Facts(FhirTask task, StayContext context)
    {
        if (Activities.Of(task.Code, context.Directory.LocalCodes) is not { } activity)
            return null;
        if (task.Status is null or FhirTask.TaskStatus.Draft or FhirTask.TaskStatus.Cancelled or FhirTask.TaskStatus.EnteredInError)
            return [];

        var changed = FhirTimes.Instant(task.LastModified) ?? context.SaidAt;
        var asked = FhirTimes.Instant(task.AuthoredOn) is { } authored && authored <= changed ? authored : changed;
        var answer = new Answer(
            task.Status switch
            {
                FhirTask.TaskStatus.Accepted or FhirTask.TaskStatus.InProgress or FhirTask.TaskStatus.OnHold => true,
                FhirTask.TaskStatus.Rejected or FhirTask.TaskStatus.Failed => false,
                FhirTask.TaskStatus.Completed => true,
                _ => null,
            },
            task.Status is FhirTask.TaskStatus.Completed,
            changed,
            task.StatusReason
        );
        var owner = context.OrganisationOf(task.Owner)?.Value;
        return activity switch
        {
            Activity.ReferralToHub => Referral(asked, answer),
            Activity.Assessment => Assessment(asked, owner, answer, FhirTimes.LatestInstant(task.ExecutionPeriod?.End)),
            Activity.CareArrangement => Arrangement(task, owner ?? context.Sender.Value, answer),
            _ => NoticeStay.Facts(Activities.NoticeOf(activity)!, task, asked, owner, answer, context),
        };
    }

    private static List<StayFact> Referral(DateTimeOffset asked, Answer answer)
    {
        var facts = new List<StayFact> { new(StayFactKind.ReferredToHub, asked) };
        // A hub that does not take a referral says that the person needs nothing of it.
        if (answer.Accepted is false)
            facts.Add(new(StayFactKind.Withdrawn, answer.At) { Code = answer.Code, Reason = answer.Reason });
        return facts;
    }

    private static List<StayFact> Assessment(DateTimeOffset asked, string? owner, Answer answer, DateTimeOffset? done)
    {
        var facts = new List<StayFact> { new(StayFactKind.AssessmentAsked, asked) { Organisation = owner } };
        if (answer.Accepted is false)
            facts.Add(
                new(StayFactKind.AssessmentDeclined, answer.At)
                {
                    Organisation = owner,
                    Code = answer.Code,
                    Reason = answer.Reason,
                }
            );
        else if (answer.IsDone)
            facts.Add(new(StayFactKind.AssessmentDone, done is { } end && end <= answer.At ? end : answer.At) { Organisation = owner });
        else if (answer.Accepted is true)
            facts.Add(new(StayFactKind.AssessmentAccepted, answer.At) { Organisation = owner });
        return facts;
    }

    private static List<StayFact> Arrangement(FhirTask task, string by, Answer answer) =>
        answer.IsDone ? [new(StayFactKind.Arranged, answer.At) { Organisation = by, Date = DateOf(task.ExecutionPeriod?.Start) }] : [];

    internal static DateOnly? DateOf(string? dateTime) =>
        dateTime is { Length: >= 10 } && DateOnly.TryParseExact(dateTime[..10], "yyyy-MM-dd", out var date) ? date : null;

    /// <summary>What a Task's status says of what it asks for.</summary>
    internal sealed record Answer(bool? Accepted, bool IsDone, DateTimeOffset At, CodeableConcept? Why)
    {
        public string? Code => StayCodes.Short(Why?.Coding.Find(coding => coding?.Code is not null)?.Code);

        public string? Reason =>
            StayCodes.Line(Why?.Text, StayCodes.LongestReason)
            ?? StayCodes.Line(Why?.Coding.Find(coding => coding?.Display is not null)?.Display, StayCodes.LongestReason);
    }
}
