using System.Collections.Frozen;
using IntegrationHub.Access;

namespace IntegrationHub.Functions.Http;

/// <summary>
/// Which requests count against an organisation's quota: what its systems could ask for without end. Not counted are alerts of discharge
/// cases with their claims and answers, and what people read on the way to a decision: a person waits behind each, and what there is of
/// it is bounded by the cases themselves. Nor is the list of subscriptions or the page of one, on which its technician sees what runs wild.
/// </summary>
internal static class CountedFunctions
{
    private static readonly FrozenDictionary<string, QuotaUse> Uses = new Dictionary<string, QuotaUse>
    {
        ["PostBundle"] = QuotaUse.Sending,
        ["ProcessMessage"] = QuotaUse.Sending,
        ["CreateResource"] = QuotaUse.Sending,
        ["UpdateResource"] = QuotaUse.Sending,
        ["DeleteResource"] = QuotaUse.Sending,
        ["PostEvent"] = QuotaUse.Sending,
        ["StepReferral"] = QuotaUse.Sending,
        ["PutImportBlock"] = QuotaUse.Sending,
        ["StartImport"] = QuotaUse.Sending,
        ["PullEvents"] = QuotaUse.Receiving,
        ["ReadDeliveries"] = QuotaUse.Receiving,
        ["WhyDelivered"] = QuotaUse.Receiving,
        ["CreateSubscription"] = QuotaUse.Receiving,
        ["ChangeSubscription"] = QuotaUse.Receiving,
        ["WorkSubscription"] = QuotaUse.Receiving,
        ["CreateFhirSubscription"] = QuotaUse.Receiving,
        ["ChangeFhirSubscription"] = QuotaUse.Receiving,
        ["FhirSubscriptionStatus"] = QuotaUse.Receiving,
        ["FhirSubscriptionEvents"] = QuotaUse.Receiving,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Null for a function whose requests are not counted.</summary>
    internal static QuotaUse? UseOf(string function) => Uses.TryGetValue(function, out var use) ? use : null;
}
