namespace IntegrationHub.Access;

/// <summary>Who may tell of referrals to social care by one type of event.</summary>
public enum ReferralTellers
{
    /// <summary>Councils: systems, and staff who work referrals.</summary>
    Councils = 1,

    /// <summary>Every system that may send anything, and care staff.</summary>
    Parties,
}
