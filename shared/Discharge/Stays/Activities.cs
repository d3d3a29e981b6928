using System.Collections.Frozen;
using Hl7.Fhir.Model;
using IntegrationHub.Directory;
using IntegrationHub.Discharge.Cases;

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

    private static readonly FrozenDictionary<string, Activity> Own = new Dictionary<string, Activity>
    {
        [DischargeActivities.ReferralToHub] = Activity.ReferralToHub,
        [DischargeActivities.Assessment] = Activity.Assessment,
        [DischargeActivities.CareArrangement] = Activity.CareArrangement,
        [DischargeActivities.AssessmentNotice] = Activity.AssessmentNotice,
        [DischargeActivities.DischargeNotice] = Activity.DischargeNotice,
        [DischargeActivities.WithdrawalNotice] = Activity.WithdrawalNotice,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    internal static Activity? Of(CodeableConcept? concept, LocalCodes codes)
    {
        foreach (var coding in concept?.Coding ?? [])
        {
            if (coding is { System: Snomed, Code: { } snomed } && InSnomed(snomed) is { } notice)
                return notice;
            if (codes.Find(DischargeActivities.System, coding?.System, coding?.Code) is { } own)
                return Own[own];
        }

        return null;
    }

    private static Activity? InSnomed(string code) =>
        code switch
        {
            "975701000000106" => Activity.AssessmentNotice,
            "975731000000100" => Activity.DischargeNotice,
            "975841000000102" => Activity.WithdrawalNotice,
            _ => null,
        };

    /// <summary>The word for a notice in <see cref="Cases.StayFact.Code"/>; null for what is no notice.</summary>
    internal static string? NoticeOf(Activity activity) =>
        activity switch
        {
            Activity.AssessmentNotice => CaseNotice.Assessment,
            Activity.DischargeNotice => CaseNotice.Discharge,
            Activity.WithdrawalNotice => CaseNotice.Withdrawal,
            _ => null,
        };
}
