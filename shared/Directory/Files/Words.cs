namespace IntegrationHub.Directory.Files;

/// <summary>The words that the files use for the directory's closed sets. Exact: no other case, no numbers. 0 is no member of any set.</summary>
internal static class Words
{
    public static OrganisationKind Kind(string text) =>
        text switch
        {
            "integrated-care-board" => OrganisationKind.IntegratedCareBoard,
            "practice" => OrganisationKind.Practice,
            "trust" => OrganisationKind.Trust,
            "site" => OrganisationKind.Site,
            "council" => OrganisationKind.Council,
            "provider" => OrganisationKind.Provider,
            _ => 0,
        };

    public static AlertEvent Event(string text) =>
        text switch
        {
            "admitted" => AlertEvent.Admitted,
            "transferred" => AlertEvent.Transferred,
            "ready-for-discharge" => AlertEvent.ReadyForDischarge,
            "discharged" => AlertEvent.Discharged,
            _ => 0,
        };

    public static AlertDatum Datum(string text) =>
        text switch
        {
            "nhs-number" => AlertDatum.NhsNumber,
            "usual-address" => AlertDatum.UsualAddress,
            "registered-practice" => AlertDatum.RegisteredPractice,
            "start-time" => AlertDatum.StartTime,
            "end-time" => AlertDatum.EndTime,
            "discharge-destination" => AlertDatum.DischargeDestination,
            _ => 0,
        };

    public static AlertRecipient Recipient(string text) =>
        text switch
        {
            "registered-practice" => AlertRecipient.RegisteredPractice,
            "council" => AlertRecipient.Council,
            _ => 0,
        };

    public static Reading Reading(string text) =>
        text switch
        {
            "strict" => Directory.Reading.Strict,
            "lenient" => Directory.Reading.Lenient,
            _ => 0,
        };
}
