using Hl7.Fhir.Model;
using IntegrationHub.CareRecord;
using IntegrationHub.Discharge.Stays;
using IntegrationHub.Identifiers;
using Kind = IntegrationHub.Referrals.ReferralFactKind;

namespace IntegrationHub.Referrals.Told;

/// <summary>
/// Pure: what a council's servicerequest-response says of the referral it answers. It holds the referrer's ServiceRequest under the
/// referrer's own id, so whose that is must be told by the header's receiver, or by the requester.
/// </summary>
internal static class ReferralAnswer
{
    /// <returns>Null where a council does not answer a referral.</returns>
    internal static ReferralTold? Of(
        ServiceRequest request,
        ToldResource resource,
        IReadOnlyList<ToldResource> message,
        StayContext context,
        BarsHeader bars
    )
    {
        if (!ReferralStatements.IsCouncil(context.Sender, context.Directory) || request.Id is not { Length: > 0 } id)
            return null;
        var referrer = context.OrganisationOf(bars.Receiver) ?? context.OrganisationOf(request.Requester);
        if (referrer is not { } of || of == context.Sender)
            return null;
        var kind = TaskIn(message, request, context) is [var told] ? told : KindOf(request, Visit(message, request), bars);
        var fact = new ReferralFact(kind, ReferralStatements.ChangedAt(request, context))
        {
            Words = StayCodes.Line(
                request.Note.Select(note => note.Text).FirstOrDefault(text => text is not null),
                StayCodes.LongestReason
            ),
        };
        return new(
            ReferralStatements.Statement(ResourceKey.Of(of, "ServiceRequest", id), resource, context, [fact]) with
            {
                IsStep = true,
            },
            ResourceKey.Of(of, "ServiceRequest", $"urn:uuid:{id}")
        );
    }

    /// <summary>A Task about the request says more exactly how far the council has come.</summary>
    private static IReadOnlyList<Kind> TaskIn(IReadOnlyList<ToldResource> message, ServiceRequest request, StayContext context) =>
        message
            .Select(told => told.Resource)
            .OfType<Hl7.Fhir.Model.Task>()
            .FirstOrDefault(task => task.Focus is { } focus && ReferenceEquals(context.Target(focus), request))
            is { } about
            ? ReferralTask.KindsOf(about)
            : [];

    /// <summary>The council's own visit: the one that is not the referrer's.</summary>
    private static Encounter? Visit(IReadOnlyList<ToldResource> message, ServiceRequest request) =>
        message
            .Select(told => told.Resource)
            .OfType<Encounter>()
            .FirstOrDefault(visit =>
                visit.Id is not { } id || request.Encounter?.Reference?.EndsWith(id, StringComparison.Ordinal) is not true
            );

    private static Kind KindOf(ServiceRequest request, Encounter? visit, BarsHeader bars)
    {
        if (bars.Reason is BarsHeader.Delete)
            return Kind.CancelledByCouncil;
        if (bars.Response is false || request.Status is RequestStatus.Revoked or RequestStatus.EnteredInError)
            return Kind.Rejected;
        if (request.Status is RequestStatus.Completed)
            return Kind.Completed;
        if (request.Status is RequestStatus.OnHold)
            return Kind.InformationAsked;
        return visit?.Status switch
        {
            Encounter.EncounterStatus.Planned or Encounter.EncounterStatus.Arrived => Kind.Received,
            Encounter.EncounterStatus.Finished => Kind.Completed,
            Encounter.EncounterStatus.Cancelled => Kind.Rejected,
            _ => Kind.Accepted,
        };
    }
}
