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

    public static AlertEvent Event(string text) => AlertEvents.Of(text) ?? 0;

    public static ClockKind Clock(string text) =>
        text switch
        {
            "acknowledge" => ClockKind.Acknowledge,
            "assess" => ClockKind.Assess,
            "arrange" => ClockKind.Arrange,
            _ => 0,
        };

    public static EscalationTarget Escalation(string text) =>
        text switch
        {
            "hub-host" => EscalationTarget.HubHost,
            "council" => EscalationTarget.Council,
            "trust" => EscalationTarget.Trust,
            "board" => EscalationTarget.Board,
            _ => 0,
        };

    public static ClockPause Pause(string text) =>
        text switch
        {
            "withdrawn" => ClockPause.Withdrawn,
            "declined" => ClockPause.Declined,
            _ => 0,
        };

    public static NoticeKind Notice(string text) => NoticeKinds.Of(text);

    public static NoticeDatum NoticeDatum(string text) => NoticeData.Of(text);

    public static AlertDatum Datum(string text) => AlertData.Of(text);

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
