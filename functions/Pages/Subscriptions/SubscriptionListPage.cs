using IntegrationHub.Functions.Subscriptions;
using IntegrationHub.Hypertext;
using IntegrationHub.Messaging;
using IntegrationHub.Subscriptions.Subscribers;
using IntegrationHub.Subscriptions.Topics;

namespace IntegrationHub.Functions.Pages.Subscriptions;

/// <summary>Pure: an organisation's subscriptions, and the form for a new one.</summary>
internal static class SubscriptionListPage
{
    /// <param name="topics">Those that the organisation may hear of.</param>
    /// <param name="fault">What was wrong with what was asked for before.</param>
    internal static Page Write(IReadOnlyList<Subscription> subscriptions, IReadOnlyList<EventTopic> topics, string? fault = null) =>
        new(
            fault is null ? "Subscriptions" : "Error: subscriptions",
            Html.Of(
                $"""
                {Html.When(fault, SubscriptionParts.Fault)}
                <h1 class="nhsuk-heading-xl">Subscriptions</h1>
                {(
                    subscriptions.Count == 0
                        ? Html.Of($"<p>Your organisation has no subscription yet.</p>")
                        : Html.Of($"<ul class=\"nhsuk-list hub-boards\">{Html.Each(subscriptions, Line)}</ul>")
                )}
                <h2 class="nhsuk-heading-l" id="new">Subscribe</h2>
                <form method="post" action="/subscriptions" autocomplete="off">
                <fieldset class="nhsuk-fieldset nhsuk-form-group">
                <legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--m">What to hear of</legend>
                <div class="nhsuk-checkboxes">{Html.Each(topics, Topic)}</div>
                </fieldset>
                <fieldset class="nhsuk-fieldset nhsuk-form-group">
                <legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--m">How to receive</legend>
                <div class="nhsuk-radios">
                {Way("webhook", "The hub sends to a web address", " checked")}
                {Way("pull", "Our system asks for events", "")}
                {Way("drop", "Files in our folder", "")}
                </div>
                </fieldset>
                <div class="nhsuk-form-group">
                <label class="nhsuk-label" for="url">Web address</label>
                <div class="nhsuk-hint" id="url-hint">Only where the hub sends, such as https://events.council.example/hub. It must allow the hub by WebHook-Allowed-Origin.</div>
                <input class="nhsuk-input" id="url" name="url" type="url" spellcheck="false" aria-describedby="url-hint">
                </div>
                <button class="nhsuk-button" type="submit">Subscribe</button>
                </form>
                """
            )
        )
        {
            Styles = ["board.css"],
        };

    private static Html Line(Subscription of) =>
        Html.Of(
            $"""
            <li>
            <h2 class="nhsuk-heading-m"><a href="/subscriptions/{of.Id}">{SubscriptionParts.NameOf(of)}</a></h2>
            <p>{SubscriptionParts.State(of)} {of.Organisation.Value}: {string.Join(", ", of.Topics.Select(topic => topic.Name()))}</p>
            </li>
            """
        );

    private static Html Topic(EventTopic topic) =>
        Html.Of(
            $"""
            <div class="nhsuk-checkboxes__item">
            <input class="nhsuk-checkboxes__input" id="topic-{topic.Name()}" name="topic-{topic.Name()}" type="checkbox" value="1">
            <label class="nhsuk-label nhsuk-checkboxes__label" for="topic-{topic.Name()}">{topic.Description()}</label>
            </div>
            """
        );

    private static Html Way(string kind, string words, string mark) =>
        Html.Of(
            $"""
            <div class="nhsuk-radios__item">
            <input class="nhsuk-radios__input" id="way-{kind}" name="channel" type="radio" value="{kind}"{(
                mark.Length > 0 ? Html.Of($" checked=\"checked\"") : Html.Empty
            )}>
            <label class="nhsuk-label nhsuk-radios__label" for="way-{kind}">{words}</label>
            </div>
            """
        );
}

/// <summary>What the pages of subscriptions share.</summary>
internal static class SubscriptionParts
{
    internal static string NameOf(Subscription of) =>
        of.Channel.Kind switch
        {
            ChannelKind.Webhook or ChannelKind.FhirHook => of.Channel.Url ?? of.Id,
            ChannelKind.Pull => $"Events that your system asks for ({of.Id})",
            ChannelKind.Drop => $"Files in your folder ({of.Id})",
            _ => "Service Bus subscription",
        };

    internal static Html State(Subscription of) =>
        Html.Of(
            $"<strong class=\"nhsuk-tag nhsuk-tag--{(of.State is SubscriptionState.Active ? "green" : of.State is SubscriptionState.Error ? "red" : "yellow")}\">{SubscriptionAnswers.StateOf(of)}</strong>"
        );

    internal static Html Fault(string text) =>
        Html.Of(
            $"""
            <div class="nhsuk-error-summary" role="alert" aria-labelledby="error-title">
            <h2 class="nhsuk-error-summary__title" id="error-title">There is a problem</h2>
            <div class="nhsuk-error-summary__body"><p>{text}</p></div>
            </div>
            """
        );
}
