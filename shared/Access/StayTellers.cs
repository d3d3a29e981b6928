namespace IntegrationHub.Access;

/// <summary>Who may tell of hospital stays by one type of event.</summary>
public enum StayTellers
{
    /// <summary>Every system that may send anything.</summary>
    AnySystem = 1,

    /// <summary>Systems of trusts and their sites.</summary>
    HospitalSystems,

    /// <summary>The same, and their staff who work discharges.</summary>
    Hospitals,

    /// <summary>Trusts, sites and councils: systems, and staff who work discharges.</summary>
    HospitalsAndCouncils,

    /// <summary>Who may claim alerts of the discharge hub that the event names.</summary>
    DischargeHubs,
}
