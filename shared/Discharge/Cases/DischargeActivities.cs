namespace IntegrationHub.Discharge.Cases;

/// <summary>What a Task or a ServiceRequest about a stay asks for.</summary>
public static class DischargeActivities
{
    public const string ReferralToHub = "referral-to-hub";
    public const string Assessment = "assessment";
    public const string CareArrangement = "care-arrangement";
    public const string AssessmentNotice = "assessment-notice";
    public const string DischargeNotice = "discharge-notice";
    public const string WithdrawalNotice = "withdrawal-notice";

    public static CaseCodeSystem System { get; } =
        new(
            "discharge-activity",
            "What is asked about a stay",
            [
                new(ReferralToHub, "Take the person on the discharge hub's list"),
                new(Assessment, "Assess what the person needs after the stay"),
                new(CareArrangement, "Put the care after the stay in place"),
                new(AssessmentNotice, "Notice by local agreement: the person is likely to need care and support after the stay"),
                new(DischargeNotice, "Notice by local agreement: the day on which the trust means to discharge the person"),
                new(WithdrawalNotice, "Notice by local agreement: an earlier notice no longer counts"),
            ]
        );
}
