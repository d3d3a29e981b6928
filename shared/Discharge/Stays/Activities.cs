using Hl7.Fhir.Model;

namespace IntegrationHub.Discharge.Stays;

/// <summary>What somebody is asked to do about a stay.</summary>
internal enum Activity
{
    /// <summary>Take the person on the discharge hub's list.</summary>
    ReferralToHub = 1,

    /// <summary>Assess what the person needs after the stay.</summary>
    Assessment,

    /// <summary>Put the care after the stay in place.</summary>
    CareArrangement,
    AssessmentNotice,
    DischargeNotice,
    WithdrawalNotice,
}

/// <summary>
/// Pure: the codes by which a Task or a ServiceRequest says what is asked. The notices are those of SCCI2075 (Assessment, Discharge and
/// Withdrawal), which have SNOMED CT codes.
/// </summary>
internal static class Activities
{
    private const string Snomed = "http://snomed.info/sct";

    private static readonly Dictionary<(string System, string Code), Activity> Known = new()
    {
        [(StayCodes.Activity, "referral-to-hub")] = Activity.ReferralToHub,
        [(StayCodes.Activity, "assessment")] = Activity.Assessment,
        [(StayCodes.Activity, "care-arrangement")] = Activity.CareArrangement,
        [(StayCodes.Activity, "assessment-notice")] = Activity.AssessmentNotice,
        [(StayCodes.Activity, "discharge-notice")] = Activity.DischargeNotice,
        [(StayCodes.Activity, "withdrawal-notice")] = Activity.WithdrawalNotice,
        [(Snomed, "975701000000106")] = Activity.AssessmentNotice,
        [(Snomed, "975731000000100")] = Activity.DischargeNotice,
        [(Snomed, "975841000000102")] = Activity.WithdrawalNotice,
    };

    internal static Activity? Of(CodeableConcept? concept)
    {
        foreach (var coding in concept?.Coding ?? [])
            if (coding is { System: { } system, Code: { } code } && Known.TryGetValue((system, code), out var activity))
                return activity;
        return null;
    }

    /// <summary>The word for a notice in <see cref="Cases.StayFact.Code"/>; null for what is no notice.</summary>
    internal static string? NoticeOf(Activity activity) =>
        activity switch
        {
            Activity.AssessmentNotice => "assessment",
            Activity.DischargeNotice => "discharge",
            Activity.WithdrawalNotice => "withdrawal",
            _ => null,
        };
}
