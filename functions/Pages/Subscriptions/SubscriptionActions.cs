using IntegrationHub.Hypertext;
using IntegrationHub.Subscriptions.Subscribers;

namespace IntegrationHub.Functions.Pages.Subscriptions;

/// <summary>Pure: what can be done with a subscription, each with what comes of it; what cannot be undone is opened first.</summary>
internal static class SubscriptionActions
{
    internal static Html Write(Subscription of, bool own) =>
        Html.Of(
            $"""
            <h2 class="nhsuk-heading-m" id="actions">What you can do</h2>
            <ul class="nhsuk-list hub-actions">
            {(of.Channel.HasAddress ? Address(of, own) : Html.Empty)}
            {(
                of.State is SubscriptionState.Paused
                    ? Action(of, "resume", "Go on", "What waited is sent or can be asked for at once.")
                    : Action(of, "pause", "Pause", "Events wait until you go on, 30 days at most.")
            )}
            </ul>
            {(of.Channel.IsPushed ? Replay(of) : Html.Empty)}
            {(of.IsBuiltIn ? Html.Empty : Ending(of))}
            """
        );

    /// <summary>What the directory makes does not end.</summary>
    private static Html Ending(Subscription of) =>
        Html.Of(
            $"""
            <details class="nhsuk-details" id="ending">
            <summary class="nhsuk-details__summary"><span class="nhsuk-details__summary-text">End this subscription</span></summary>
            <div class="nhsuk-details__text">
            <p>Nothing more comes into it, and it cannot be taken up again. What is in it is kept for 30 days.</p>
            <form method="post" action="/subscriptions/{of.Id}/end"><button class="nhsuk-button nhsuk-button--warning" id="end" type="submit">End it</button></form>
            </div>
            </details>
            """
        );

    private static Html Address(Subscription of, bool own) =>
        Html.Of(
            $"""
            {Action(
                of,
                "verify",
                of.State is SubscriptionState.Active ? "Ask the address again" : "Ask the address",
                "The hub asks whether the address wants events, and sends what waits."
            )}
            {Action(of, "test", "Send a test event", "Signed as all are, about nobody, and not in the list below.")}
            {(own ? Action(of, "keys", "Change the keys", "You are shown a new secret. The former key signs beside it for some days.") : Html.Empty)}
            """
        );

    private static Html Action(Subscription of, string verb, string words, string hint) =>
        Html.Of(
            $"""
            <li><form method="post" action="/subscriptions/{of.Id}/{verb}"><button class="nhsuk-button nhsuk-button--secondary" id="{verb}" type="submit" aria-describedby="{verb}-hint">{words}</button></form><span class="nhsuk-hint" id="{verb}-hint">{hint}</span></li>
            """
        );

    private static Html Replay(Subscription of) =>
        Html.Of(
            $"""
            <form class="hub-range" method="post" action="/subscriptions/{of.Id}/replay" autocomplete="off">
            <fieldset class="nhsuk-fieldset">
            <legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">Send events again, by their numbers</legend>
            <div class="hub-range__fields">
            <div><label class="nhsuk-label" for="from">From</label>
            <input class="nhsuk-input nhsuk-input--width-5" id="from" name="from" inputmode="numeric" required="required"></div>
            <div><label class="nhsuk-label" for="to">To</label>
            <input class="nhsuk-input nhsuk-input--width-5" id="to" name="to" inputmode="numeric" required="required"></div>
            <button class="nhsuk-button nhsuk-button--secondary" id="replay" type="submit">Send again</button>
            </div>
            </fieldset>
            </form>
            """
        );
}
