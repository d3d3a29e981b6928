using IntegrationHub.Directory;
using IntegrationHub.Errors;
using IntegrationHub.Hypertext;
using IntegrationHub.Subscriptions.Subscribers;

namespace IntegrationHub.Functions.Pages.Subscriptions;

/// <summary>Pure: the part of the form for a new subscription that asks for some of the events only, or until some day.</summary>
internal static class NarrowingPart
{
    private static readonly string FirstField = SubscriptionForm.NameOf(FilterWords.Names[0]);

    /// <summary>Where in it a refusal is mended; null for one that is not about it.</summary>
    internal static string? FieldOf(HubError refused) =>
        refused.Kind == ErrorCatalogue.EndInvalid ? SubscriptionForm.LastDay
        : refused.Kind == ErrorCatalogue.FilterInvalid || refused.Kind == ErrorCatalogue.FilterNotOwn ? FirstField
        : null;

    internal static Html Write(Organisation asker, HubDirectory directory, SubscriptionForm form, HubError? refused)
    {
        var field = refused is null ? null : FieldOf(refused);
        var ofEnd = field == SubscriptionForm.LastDay ? refused : null;
        var ofFilter = field == FirstField ? refused : null;
        return Html.Of(
            $"""
            <details class="nhsuk-details" id="narrow"{(form.Narrows || field is not null ? Html.Of($" open=\"open\"") : Html.Empty)}>
            <summary class="nhsuk-details__summary"><span class="nhsuk-details__summary-text">Only some of these events, or only until some day</span></summary>
            <div class="nhsuk-details__text">
            {SubscriptionParts.Group(
                ofFilter,
                "filter",
                Html.Of(
                    $"""
                    <fieldset class="nhsuk-fieldset"{(ofFilter is null ? Html.Empty : Html.Of($" aria-describedby=\"filter-error\""))}>
                    <legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">Which events</legend>
                    {SubscriptionParts.Message(ofFilter, "filter")}
                    <p>Several words in one field take any of them; several fields take only what each of them takes. An empty field takes all.</p>
                    {Html.Each(FilterWords.Names, list => Field(list, WordsOf(list, asker, directory), form))}
                    </fieldset>
                    """
                )
            )}
            {SubscriptionParts.Group(
                ofEnd,
                SubscriptionForm.LastDay,
                Html.Of(
                    $"""
                    <label class="nhsuk-label nhsuk-label--s" for="{SubscriptionForm.LastDay}">Last day</label>
                    <div class="nhsuk-hint" id="{SubscriptionForm.LastDay}-hint">The subscription ends when this day is over. Empty: it does not end by itself.</div>
                    {SubscriptionParts.Message(ofEnd, SubscriptionForm.LastDay)}
                    <input class="nhsuk-input nhsuk-input--width-10{(ofEnd is null ? "" : " nhsuk-input--error")}" id="{SubscriptionForm.LastDay}" name="{SubscriptionForm.LastDay}" type="date" value="{form[
                        SubscriptionForm.LastDay
                    ]}" aria-describedby="{SubscriptionForm.LastDay}-hint{(ofEnd is null ? "" : $" {SubscriptionForm.LastDay}-error")}">
                    """
                )
            )}
            </div>
            </details>
            """
        );
    }

    private static Html Field(string list, (string Label, string Hint) words, SubscriptionForm form)
    {
        var name = SubscriptionForm.NameOf(list);
        return Html.Of(
            $"""
            <div class="nhsuk-form-group">
            <label class="nhsuk-label" for="{name}">{words.Label}</label>
            <div class="nhsuk-hint" id="{name}-hint">{words.Hint}</div>
            <input class="nhsuk-input" id="{name}" name="{name}" value="{form[
                name
            ]}" autocapitalize="none" spellcheck="false" aria-describedby="{name}-hint">
            </div>
            """
        );
    }

    private static (string Label, string Hint) WordsOf(string list, Organisation asker, HubDirectory directory) =>
        list switch
        {
            "place" => ("Places", $"Any of: {string.Join(", ", asker.Places.Order(StringComparer.Ordinal))}."),
            "neighbourhood" => ("Neighbourhoods", $"Any of: {string.Join(", ", NeighbourhoodsOf(asker, directory))}."),
            "organisation" => ("Organisations that the event must concern too", "ODS codes, for example RX1."),
            "kind" => ("Kinds of event", "As the events say, for example sent or discharged."),
            "pathway" => ("Discharge pathways", "Any of: 0, 1, 2, 3."),
            "priority" => ("Priorities of referrals", "Any of: routine, urgent, asap, stat."),
            "tier" => ("Tiers", "Any of: neighbourhood, place, system."),
            "section" => ("Headings of the record, for changes of records", "Codes, as records have them, for example problem-list."),
            _ => throw new ArgumentOutOfRangeException(nameof(list)),
        };

    private static IEnumerable<string> NeighbourhoodsOf(Organisation asker, HubDirectory directory) =>
        directory.Neighbourhoods.Values.Where(asker.Serves).Select(one => one.Id).Order(StringComparer.Ordinal);
}
