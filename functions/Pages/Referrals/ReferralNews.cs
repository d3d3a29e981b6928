using IntegrationHub.Functions.Pages.Cases;

namespace IntegrationHub.Functions.Pages.Referrals;

/// <summary>What came of what somebody has just done, said above the referral.</summary>
internal static class ReferralNews
{
    /// <param name="done">The verb, as the address after a form says it; anything else says nothing.</param>
    internal static CaseNews? Said(string? done) =>
        done switch
        {
            "receive" => Of("Receipt is confirmed. The referrer is told."),
            "accept" => Of("The referral is accepted. The referrer is told."),
            "reject" => Of("The referral is rejected. The referrer is told why."),
            "ask" => Of("The question is sent to the referrer."),
            "answer" => Of("The answer is sent to the council."),
            "assess" => Of("The assessment is recorded. The referrer is told."),
            "arrange" => Of("The services are recorded. The referrer is told."),
            "complete" => Of("The referral is completed. The referrer is told."),
            "cancel" => Of("The referral is cancelled. The other side is told."),
            "reroute" => Of("The referral is passed on. The other council and the referrer are told."),
            _ => null,
        };

    private static CaseNews Of(string text) => new(text, IsError: false);
}
