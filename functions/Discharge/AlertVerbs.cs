using System.Collections.Frozen;
using IntegrationHub.Discharge.Alerts;

namespace IntegrationHub.Functions.Discharge;

/// <summary>The last part of an address at which an alert is worked.</summary>
internal static class AlertVerbs
{
    private static readonly FrozenDictionary<string, AlertAction> ByVerb = new Dictionary<string, AlertAction>
    {
        ["acknowledge"] = AlertAction.Acknowledge,
        ["hand-back"] = AlertAction.HandBack,
        ["pass-on"] = AlertAction.PassOn,
        ["escalate"] = AlertAction.Escalate,
        ["complete"] = AlertAction.Complete,
        ["withdraw"] = AlertAction.Withdraw,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    internal static bool TryParse(string verb, out AlertAction action) => ByVerb.TryGetValue(verb, out action);
}
