using Hl7.Fhir.Model;
using IntegrationHub.Discharge.Cases;
using IntegrationHub.Intake;

namespace IntegrationHub.Discharge.Stays;

/// <summary>Pure: what one version of a ServiceRequest says of a stay: a referral to the hub, a pathway, or something asked for.</summary>
internal static class RequestStay
{
    /// <returns>Null where it asks for nothing that a stay is about.</returns>
    internal static IReadOnlyList<StayFact>? Facts(ServiceRequest request, StayContext context)
    {
        var codes = context.Directory.LocalCodes;
        var activity =
            Activities.Of(request.Code, codes)
            ?? request.Category.Select(category => Activities.Of(category, codes)).FirstOrDefault(found => found is not null);
        // A notice says more than a ServiceRequest can hold: it is given by a Task or an event.
        if (activity is { } asked && Activities.NoticeOf(asked) is not null)
            activity = null;
        var pathway = StayCodes.PathwayOf(
            StayCodes.In(StayCodes.Pathway, request.Code) ?? StayCodes.In(StayCodes.Pathway, request.Category)
        );
        if (activity is null && pathway is null)
            return null;
        if (request.Status is not (RequestStatus.Active or RequestStatus.OnHold or RequestStatus.Completed))
            return [];

        var at = FhirTimes.Instant(request.AuthoredOn) ?? context.SaidAt;
        var of = context.OrganisationOf(request.Performer)?.Value;
        var facts = new List<StayFact>();
        if (activity is Activity.ReferralToHub)
            facts.Add(new(StayFactKind.ReferredToHub, at));
        else if (activity is Activity.Assessment)
        {
            facts.Add(new(StayFactKind.AssessmentAsked, at) { Organisation = of });
            if (request.Status is RequestStatus.Completed)
                facts.Add(new(StayFactKind.AssessmentDone, at > context.SaidAt ? at : context.SaidAt) { Organisation = of });
        }
        if (pathway is { } number)
            facts.Add(new(IsProposal(request) ? StayFactKind.PathwayProposed : StayFactKind.PathwayAgreed, at) { Pathway = number });
        return facts;
    }

    private static bool IsProposal(ServiceRequest request) => request.Intent is RequestIntent.Proposal or RequestIntent.Plan;
}
