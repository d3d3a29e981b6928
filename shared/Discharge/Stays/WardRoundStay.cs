using Hl7.Fhir.Model;
using IntegrationHub.Discharge.Cases;
using IntegrationHub.Intake;

namespace IntegrationHub.Discharge.Stays;

/// <summary>
/// Pure: what a Flag or a Communication says of a stay: which criterion to reside a ward round found met, or that none is, and why a
/// discharge is delayed.
/// </summary>
internal static class WardRoundStay
{
    /// <returns>Null where the Flag is about something else.</returns>
    internal static IReadOnlyList<StayFact>? Facts(Flag flag, StayContext context)
    {
        var (criterion, delay) = Codes([flag.Code, .. flag.Category], context);
        if (criterion is null && delay is null)
            return null;
        if (flag.Status is null or Flag.FlagStatus.EnteredInError)
            return [];

        var at = FhirTimes.Instant(flag.Period?.Start) ?? context.SaidAt;
        var facts = Facts(criterion, delay, at);
        // A delay ends with its flag. That a flag of the criteria ends says nothing of them: it ends with the stay, too.
        var end = FhirTimes.LatestInstant(flag.Period?.End);
        if (delay is not null && (end is not null || flag.Status is Flag.FlagStatus.Inactive))
            facts.Add(new(StayFactKind.DelayEnded, Later(end ?? context.SaidAt, at)) { Code = delay });
        return facts;
    }

    /// <returns>Null where the Communication is about something else.</returns>
    internal static IReadOnlyList<StayFact>? Facts(Communication communication, StayContext context)
    {
        var (criterion, delay) = Codes([communication.Topic, .. communication.ReasonCode, .. communication.Category], context);
        if (criterion is null && delay is null)
            return null;
        return communication.Status is EventStatus.Completed or EventStatus.InProgress
            ? Facts(criterion, delay, FhirTimes.Instant(communication.Sent) ?? context.SaidAt)
            : [];
    }

    private static List<StayFact> Facts(string? criterion, string? delay, DateTimeOffset at)
    {
        var facts = new List<StayFact>();
        if (criterion is StayCodes.NoneMet)
            facts.Add(new(StayFactKind.CriteriaNotMet, at));
        else if (criterion is not null)
            facts.Add(new(StayFactKind.CriteriaMet, at) { Code = criterion });
        if (delay is not null)
            facts.Add(new(StayFactKind.Delayed, at) { Code = delay });
        return facts;
    }

    /// <summary>
    /// A sender's own codes by the directory. A reason for a delay that is not known is one all the same; a criterion that is not known could
    /// say that one is met or that none is, so it says nothing.
    /// </summary>
    private static (string? Criterion, string? Delay) Codes(List<CodeableConcept?> concepts, StayContext context)
    {
        var codes = context.Directory.LocalCodes;
        var criterion = StayCodes.Local(CriteriaToReside.System, concepts, codes);
        return (
            criterion is { IsKnown: true } or { IsOwn: true } ? criterion.Code : null,
            StayCodes.Local(DelayReasons.System, concepts, codes)?.Code
        );
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
