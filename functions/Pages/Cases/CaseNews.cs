using IntegrationHub.Errors;
using IntegrationHub.Hypertext;

namespace IntegrationHub.Functions.Pages.Cases;

/// <summary>What came of what somebody has just done, said above the case.</summary>
internal sealed record CaseNews(string Text, bool IsError)
{
    /// <param name="done">The verb, as the address after a form says it; anything else says nothing.</param>
    internal static CaseNews? Said(string? done) =>
        done switch
        {
            "claim" => new("You have taken the alert. Acknowledge it before it goes to the next person.", IsError: false),
            "acknowledge" => new("The alert is acknowledged: it is yours.", IsError: false),
            "hand-back" => new("The alert is handed back for others to take.", IsError: false),
            "pass-on" => new("The case is passed on to the other discharge hub.", IsError: false),
            "escalate" => new("The alert is escalated. It stays with you.", IsError: false),
            "complete" => new("The alert is completed.", IsError: false),
            "withdraw" => new("The case is withdrawn from the hub's list.", IsError: false),
            "accept-assessment" => new("Your council takes the assessment.", IsError: false),
            "decline-assessment" => new("Your council has declined the assessment.", IsError: false),
            "assessment-done" => new("The assessment is told as done.", IsError: false),
            "care-arranged" => new("The care is told as arranged.", IsError: false),
            "accept-notice" => new("Your council has accepted the notice.", IsError: false),
            "decline-notice" => new("Your council has declined the notice.", IsError: false),
            _ => null,
        };

    internal static CaseNews Refused(HubError error) => new($"{error.Kind.Title} ({error.Code})", IsError: true);

    internal Html Write() =>
        IsError
            ? Html.Of(
                $"""
                <div class="nhsuk-error-summary" role="alert" aria-labelledby="news-title">
                <h2 class="nhsuk-error-summary__title" id="news-title">There is a problem</h2>
                <div class="nhsuk-error-summary__body"><p>{Text}</p></div>
                </div>
                """
            )
            : Html.Of($"<div class=\"nhsuk-inset-text hub-news\" role=\"status\"><p>{Text}</p></div>");
}
