using Hl7.Fhir.Model;
using IntegrationHub.CareRecord;
using IntegrationHub.CareRecord.Mapping;
using IntegrationHub.Discharge.Stays;
using IntegrationHub.Identifiers;
using FhirTask = Hl7.Fhir.Model.Task;
using Kind = IntegrationHub.Referrals.ReferralFactKind;

namespace IntegrationHub.Referrals.Told;

/// <summary>
/// Pure: what one version of a Task says of the referral that it is about (<c>focus</c>, else <c>basedOn</c>, else by <c>groupIdentifier</c> a
/// ServiceRequest of the same message). Each version is a step of its own. A council's Task says how it gets on; the referrer's, that the referral is taken back.
/// </summary>
internal static class ReferralTask
{
    /// <summary>Task.businessStatus, for what Task.status cannot say.</summary>
    internal const string StateSystem = "https://integration-hub.example/CodeSystem/social-care-referral-state";

    private const string Name = "Referral to social care";

    /// <returns>Null where it is about no referral to social care.</returns>
    internal static ReferralTold? Of(FhirTask task, ToldResource resource, StayContext context)
    {
        if (ReferralOf(task, context) is not { } referral)
            return null;
        var isOwn = referral.IsOf(context.Sender);
        var isCouncil = ReferralStatements.IsCouncil(context.Sender, context.Directory);
        if (task.Status is null or FhirTask.TaskStatus.Draft or FhirTask.TaskStatus.EnteredInError)
            return null;

        var facts = isOwn
            ? task.Status is FhirTask.TaskStatus.Cancelled
                ? (IReadOnlyList<Kind>)[Kind.CancelledByReferrer]
                : []
            : isCouncil
                ? KindsOf(task)
                : [];
        var at = ReferralStatements.ChangedAt(task, context);
        var told = facts
            .Select(kind => new ReferralFact(kind, at)
            {
                Code = StayCodes.Short(task.StatusReason?.Coding.Find(coding => coding?.Code is not null)?.Code),
                Words = StayCodes.Line(
                    task.StatusReason?.Text ?? task.StatusReason?.Coding.Find(coding => coding?.Display is not null)?.Display,
                    StayCodes.LongestReason
                ),
            })
            .ToList();
        return new(ReferralStatements.Statement(referral, resource, context, told) with { IsStep = true });
    }

    /// <summary>
    /// Where a Task stands in the record that is about social care: one about a referral, and any of a council's but those about a person's
    /// discharge. Null for all others.
    /// </summary>
    internal static Section? SectionOf(FhirTask task, StayContext context)
    {
        if (Activities.Of(task.Code, context.Directory.LocalCodes) is not null)
            return null;
        var isCouncil = ReferralStatements.IsCouncil(context.Sender, context.Directory);
        // What is neither the sender's own nor a council's may be anybody's request.
        var isOfReferral = ReferralOf(task, context) is { } referral && (isCouncil || referral.IsOf(context.Sender));
        return isOfReferral || isCouncil ? TaskMapping.OfSocialCare(task, isOfReferral) : null;
    }

    /// <summary>
    /// What a Task about a referral is called that has no words of its own: R4 asks for no more than status and intent, and with those it
    /// says how the referral gets on. Null for all others, of which nobody knows what is to be done.
    /// </summary>
    internal static string? NameOf(FhirTask task, StayContext context)
    {
        if (ReferralOf(task, context) is not { } referral)
            return null;
        var kinds = !referral.IsOf(context.Sender) && ReferralStatements.IsCouncil(context.Sender, context.Directory) ? KindsOf(task) : [];
        // Rejected and cancelled are said first, by the mapping.
        if (kinds is not [var kind] || kind is Kind.Rejected or Kind.CancelledByCouncil)
            return Name;
        var words = ReferralFactKinds.WordsOf(kind);
        return $"{Name}: {char.ToLowerInvariant(words[0])}{words[1..]}";
    }

    private static ResourceKey? ReferralOf(FhirTask task, StayContext context)
    {
        if (Activities.Of(task.Code, context.Directory.LocalCodes) is not null)
            return null;
        if (RequestOf(task, context) is not var (referral, told))
            return null;
        // A referrer's Task is about social care where its owner is a council, or its request is seen to be.
        var isSeen =
            !referral.IsOf(context.Sender)
            || ReferralStatements.IsCouncil(context.OrganisationOf(task.Owner), context.Directory)
            || told is not null && ReferralRequest.Facts(told, context, null) is not null;
        return isSeen ? referral : null;
    }

    /// <summary>The ServiceRequest that it is about, and its content where the message has it.</summary>
    private static (ResourceKey Key, ServiceRequest? Told)? RequestOf(FhirTask task, StayContext context)
    {
        foreach (var reference in task.BasedOn.Prepend(task.Focus))
        {
            if (context.KeyOf(reference, "ServiceRequest") is { } key)
                return (key, context.Target(reference!) as ServiceRequest);
        }

        // Requests of one requisition may be several: then none of them is meant more than the others.
        var grouped = context
            .Keys.Where(pair => pair.Key is ServiceRequest request && IsSame(request.Requisition, task.GroupIdentifier))
            .Take(2)
            .ToList();
        return grouped is [var only] ? (only.Value, (ServiceRequest)only.Key) : null;
    }

    private static bool IsSame(Identifier? one, Identifier? other) =>
        one is { System.Length: > 0, Value.Length: > 0 } && one.System == other?.System && one.Value == other.Value;

    internal static IReadOnlyList<Kind> KindsOf(FhirTask task)
    {
        var business = task.BusinessStatus?.Coding.Find(coding => coding.System is StateSystem)?.Code;
        if (
            ReferralStates.TryParse(business, out var state)
            && task.Status is FhirTask.TaskStatus.InProgress or FhirTask.TaskStatus.Accepted
        )
        {
            if (state is ReferralState.Assessed)
                return [Kind.Assessed];
            if (state is ReferralState.ServicesArranged)
                return [Kind.ServicesArranged];
        }

        return task.Status switch
        {
            FhirTask.TaskStatus.Received => [Kind.Received],
            FhirTask.TaskStatus.Accepted or FhirTask.TaskStatus.Ready or FhirTask.TaskStatus.InProgress => [Kind.Accepted],
            FhirTask.TaskStatus.OnHold => [Kind.InformationAsked],
            FhirTask.TaskStatus.Rejected or FhirTask.TaskStatus.Failed => [Kind.Rejected],
            FhirTask.TaskStatus.Completed => [Kind.Completed],
            FhirTask.TaskStatus.Cancelled => [Kind.CancelledByCouncil],
            _ => [],
        };
    }
}
