using IntegrationHub.Functions.Referrals;
using IntegrationHub.Referrals;

namespace IntegrationHub.Functions.Pages.Referrals;

/// <summary>Pure: a referral in words for people.</summary>
internal static class ReferralWords
{
    internal static string State(string name) => ReferralStates.TryParse(name, out var state) ? ReferralStates.WordsOf(state) : name;

    internal static string Organisation(ShownOrganisation? organisation) =>
        organisation is null ? "not known"
        : organisation.Name is { } name ? $"{name} ({organisation.Code})"
        : organisation.Code;

    internal static string Rule(string rule) =>
        rule switch
        {
            CouncilRules.Rerouted => "a council passed it on",
            CouncilRules.Decided => "it took the referral up",
            CouncilRules.Named => "the referral names it",
            CouncilRules.None => "no council could be found",
            IntegrationHub.Directory.PlacedBy.UsualAddress => "the person's address",
            IntegrationHub.Directory.PlacedBy.RegisteredPractice => "the person's GP practice",
            IntegrationHub.Directory.PlacedBy.SenderDefault => "where the referrer works",
            _ => rule,
        };
}
