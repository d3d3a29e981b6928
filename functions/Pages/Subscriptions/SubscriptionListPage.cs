using IntegrationHub.Directory;
using IntegrationHub.Errors;
using IntegrationHub.Functions.Subscriptions;
using IntegrationHub.Hypertext;
using IntegrationHub.Messaging;
using IntegrationHub.Subscriptions.Subscribers;
using IntegrationHub.Subscriptions.Topics;

namespace IntegrationHub.Functions.Pages.Subscriptions;

/// <summary>Pure: an organisation's subscriptions, and the form for a new one.</summary>
internal static class SubscriptionListPage
{
    /// <param name="asker">Whose page it is; null where the directory has no such organisation, which can subscribe to nothing.</param>
    /// <param name="refused">What was wrong with what was asked for before.</param>
    /// <param name="form">What that was, to be mended.</param>
    internal static Page Write(
        IReadOnlyList<Subscription> subscriptions,
        Organisation? asker,
        HubDirectory directory,
        HubError? refused,
        SubscriptionForm form
    )
    {
        IReadOnlyList<EventTopic> topics = asker is null ? [] : [.. TopicRules.For(asker.Kind)];
        return new(
            refused is null ? "Subscriptions" : "Error: subscriptions",
            Html.Of(
                $"""
                {(refused is null ? Html.Empty : SubscriptionParts.Refused(refused, FieldOf(refused, topics)))}
                <h1 class="nhsuk-heading-xl">Subscriptions</h1>
                {(
                    subscriptions.Count == 0
                        ? Html.Of($"<p>There is no subscription yet.</p>")
                        : Html.Of($"<ul class=\"nhsuk-list hub-boards\">{Html.Each(subscriptions, Line)}</ul>")
                )}
                {(topics.Count == 0 ? Html.Empty : Form(topics, NarrowingPart.Write(asker!, directory, form, refused), refused, form))}
                """
            )
        )
        {
            Styles = ["board.css"],
        };
    }

    private static Html Form(IReadOnlyList<EventTopic> topics, Html narrowing, HubError? refused, SubscriptionForm form)
    {
        var field = refused is null ? null : FieldOf(refused, topics);
        var ofUrl = field is SubscriptionForm.Url ? refused : null;
        var ofTopics = field == SubscriptionForm.NameOf(topics[0]) ? refused : null;
        var way = form[SubscriptionForm.Way];
        return Html.Of(
            $"""
            <h2 class="nhsuk-heading-l" id="new">Subscribe</h2>
            <form method="post" action="/subscriptions" autocomplete="off">
            {SubscriptionParts.Group(
                ofTopics,
                "topics",
                Html.Of(
                    $"""
                    <fieldset class="nhsuk-fieldset">
                    <legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--m">What to hear of</legend>
                    {SubscriptionParts.Message(ofTopics, "topics")}
                    <div class="nhsuk-checkboxes">{Html.Each(topics, topic => Topic(topic, form.Names(topic)))}</div>
                    </fieldset>
                    """
                )
            )}
            <div class="nhsuk-form-group">
            <fieldset class="nhsuk-fieldset">
            <legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--m">How to receive</legend>
            <div class="nhsuk-radios">
            {Way("webhook", "The hub sends each event to our web address", way)}
            {Way("pull", "Our system asks the hub for events", way)}
            {Way("drop", "The hub puts files into our folder", way)}
            </div>
            </fieldset>
            </div>
            {SubscriptionParts.Group(
                ofUrl,
                "url",
                Html.Of(
                    $"""
                    <label class="nhsuk-label nhsuk-label--m" for="url">Web address</label>
                    <div class="nhsuk-hint" id="url-hint">Only if the hub sends to you. For example, https://events.northfield.example/hub. Its host is one that the hub's operators have listed for you, and it answers OPTIONS with WebHook-Allowed-Origin.</div>
                    {SubscriptionParts.Message(ofUrl, "url")}
                    <input class="nhsuk-input{(ofUrl is not null ? " nhsuk-input--error" : "")}" id="url" name="url" type="url" value="{form[SubscriptionForm.Url]}" spellcheck="false" aria-describedby="url-hint{(
                        ofUrl is not null ? " url-error" : ""
                    )}">
                    """
                )
            )}
            {narrowing}
            <button class="nhsuk-button" id="subscribe" type="submit">Subscribe</button>
            </form>
            """
        );
    }

    /// <summary>Where in the form a refusal is mended; null where nowhere.</summary>
    private static string? FieldOf(HubError refused, IReadOnlyList<EventTopic> topics)
    {
        var kind = refused.Kind;
        if (
            kind == ErrorCatalogue.AddressRefused
            || kind == ErrorCatalogue.HostNotListed
            || kind == ErrorCatalogue.AddressTaken
            || kind == ErrorCatalogue.ChannelInvalid
        )
            return SubscriptionForm.Url;
        if (topics.Count == 0)
            return null;
        if (kind == ErrorCatalogue.TopicUnknown || kind == ErrorCatalogue.TopicNotAllowed)
            return SubscriptionForm.NameOf(topics[0]);
        return NarrowingPart.FieldOf(refused);
    }

    private static Html Line(Subscription of) =>
        Html.Of(
            $"""
            <li>
            <h2 class="nhsuk-heading-m"><a href="/subscriptions/{of.Id}">{SubscriptionParts.NameOf(of)}</a></h2>
            <p>{SubscriptionParts.State(of)} <span>{of.Organisation.Value}: {string.Join(
                ", ",
                of.Topics.Select(topic => topic.Name())
            )}</span></p>
            </li>
            """
        );

    private static Html Topic(EventTopic topic, bool chosen) =>
        Html.Of(
            $"""
            <div class="nhsuk-checkboxes__item">
            <input class="nhsuk-checkboxes__input" id="{SubscriptionForm.NameOf(topic)}" name="{SubscriptionForm.NameOf(topic)}" type="checkbox" value="1"{Checked(
                chosen
            )}>
            <label class="nhsuk-label nhsuk-checkboxes__label" for="{SubscriptionForm.NameOf(topic)}">{topic.Description()}</label>
            </div>
            """
        );

    private static Html Way(string kind, string words, string chosen) =>
        Html.Of(
            $"""
            <div class="nhsuk-radios__item">
            <input class="nhsuk-radios__input" id="way-{kind}" name="channel" type="radio" value="{kind}"{Checked(kind == chosen)}>
            <label class="nhsuk-label nhsuk-radios__label" for="way-{kind}">{words}</label>
            </div>
            """
        );

    private static Html Checked(bool chosen) => chosen ? Html.Of($" checked=\"checked\"") : Html.Empty;
}
