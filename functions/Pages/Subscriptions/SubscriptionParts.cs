using IntegrationHub.Errors;
using IntegrationHub.Functions.Subscriptions;
using IntegrationHub.Hypertext;
using IntegrationHub.Subscriptions.Feed;
using IntegrationHub.Subscriptions.Subscribers;

namespace IntegrationHub.Functions.Pages.Subscriptions;

/// <summary>What the pages of subscriptions share.</summary>
internal static class SubscriptionParts
{
    internal static string NameOf(Subscription of) =>
        of.Channel.Kind switch
        {
            ChannelKind.Webhook or ChannelKind.FhirHook => of.Channel.Url ?? of.Id,
            ChannelKind.Pull => "Events that your system asks for",
            ChannelKind.Drop => "Files in your folder",
            _ => "Service Bus subscription",
        };

    internal static string WayOf(Subscription of) =>
        of.Channel.Kind switch
        {
            ChannelKind.Webhook => "Webhook, CloudEvents",
            ChannelKind.FhirHook => "Webhook, FHIR notifications",
            ChannelKind.Pull => "Asked for by your system",
            ChannelKind.Drop => "Files in your folder",
            _ => "Service Bus",
        };

    internal static Html State(Subscription of) =>
        Tag(
            of.State switch
            {
                SubscriptionState.Active => "green",
                SubscriptionState.Error => "red",
                SubscriptionState.Ended => "grey",
                _ => "yellow",
            },
            SubscriptionAnswers.StateOf(of)
        );

    internal static Html Outcome(string outcome) =>
        Tag(
            outcome switch
            {
                FeedOutcome.Delivered or "fetched" => "green",
                FeedOutcome.Failed => "red",
                FeedOutcome.Withheld => "yellow",
                FeedOutcome.Sending => "blue",
                _ => "grey",
            },
            outcome
        );

    /// <summary>As the form asks it. What it offers are topics of the catalogue: only none can be wrong.</summary>
    internal static string WordsOf(HubError error) =>
        error.Kind == ErrorCatalogue.TopicUnknown ? "Choose at least one thing to hear of."
        : error.Kind == ErrorCatalogue.EndInvalid ? "The last day has to be today or later."
        : error.Kind.Title;

    /// <param name="field">The element in which it is mended; null where there is none.</param>
    internal static Html Refused(HubError error, string? field) =>
        Html.Of(
            $"""
            <div class="nhsuk-error-summary" role="alert" aria-labelledby="error-title">
            <h2 class="nhsuk-error-summary__title" id="error-title">There is a problem</h2>
            <div class="nhsuk-error-summary__body"><ul class="nhsuk-list nhsuk-error-summary__list"><li>{(
                field is null ? Html.Of($"{WordsOf(error)}") : Html.Of($"<a href=\"#{field}\">{WordsOf(error)}</a>")
            )}</li></ul></div>
            </div>
            """
        );

    /// <summary>A field, or some, with what was wrong in it.</summary>
    internal static Html Group(HubError? refused, string name, Html content) =>
        Html.Of(
            $"""
            <div class="nhsuk-form-group{(refused is null ? "" : " nhsuk-form-group--error")}" id="group-{name}">{content}</div>
            """
        );

    internal static Html Message(HubError? refused, string name) =>
        refused is null
            ? Html.Empty
            : Html.Of(
                $"""
                <span class="nhsuk-error-message" id="{name}-error"><span class="nhsuk-u-visually-hidden">Error: </span>{WordsOf(
                    refused
                )}</span>
                """
            );

    private static Html Tag(string colour, string words) =>
        Html.Of($"<strong class=\"nhsuk-tag nhsuk-tag--{colour}\">{char.ToUpperInvariant(words[0]) + words[1..]}</strong>");
}
