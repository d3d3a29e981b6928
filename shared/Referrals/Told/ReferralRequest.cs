using Hl7.Fhir.Model;
using IntegrationHub.Discharge.Stays;
using IntegrationHub.Intake;

namespace IntegrationHub.Referrals.Told;

/// <summary>
/// Pure: which ServiceRequests are referrals to adult social care, and what one version of one says. By category or code, or by a performer
/// that is a council of the directory; what asks for something about a hospital stay is no referral.
/// </summary>
internal static class ReferralRequest
{
    private const string Snomed = "http://snomed.info/sct";

    /// <summary>Referral to social services.</summary>
    private const string SocialServices = "306238000";

    /// <returns>Null where it is no referral to social care.</returns>
    internal static IReadOnlyList<ReferralFact>? Facts(ServiceRequest request, StayContext context, BarsHeader? bars)
    {
        var named = request
            .Performer.Select(context.OrganisationOf)
            .FirstOrDefault(code => ReferralStatements.IsCouncil(code, context.Directory));
        if (
            Activities.Of(request.Code, context.Directory.LocalCodes) is not null
            || request.Category.Exists(category => Activities.Of(category, context.Directory.LocalCodes) is not null)
        )
            return null;
        if (!IsSocialServices([request.Code, .. request.Category]) && named is null)
            return null;
        if (
            request.DoNotPerform is true
            || request.Intent is RequestIntent.Proposal or RequestIntent.Option
            || request.Status is null or RequestStatus.Draft or RequestStatus.Unknown
        )
            return [];

        var at = FhirTimes.Instant(request.AuthoredOn) ?? context.SaidAt;
        var facts = new List<ReferralFact>
        {
            new(ReferralFactKind.Sent, at)
            {
                Organisation = named?.Value,
                Priority = request.PriorityElement?.ToString() is { Length: > 0 } priority ? priority : null,
                Code = StayCodes.Short(
                    request.ReasonCode.SelectMany(reason => reason.Coding).FirstOrDefault(coding => coding.Code is not null)?.Code
                ),
                Words = StayCodes.Line(
                    request.ReasonCode.Select(reason => reason.Text).FirstOrDefault(text => text is not null),
                    StayCodes.LongestReason
                ),
            },
        };
        if (request.Status is RequestStatus.Revoked or RequestStatus.EnteredInError || bars?.Reason is BarsHeader.Delete)
        {
            var cancelled = ReferralStatements.ChangedAt(request, context);
            facts.Add(
                new(ReferralFactKind.CancelledByReferrer, cancelled > at ? cancelled : at)
                {
                    Code = request.Status is RequestStatus.EnteredInError ? "entered-in-error" : null,
                }
            );
        }

        return facts;
    }

    private static bool IsSocialServices(IEnumerable<CodeableConcept?> concepts) =>
        concepts.Any(concept => concept?.Coding.Exists(coding => coding is { System: Snomed, Code: SocialServices }) is true);
}
