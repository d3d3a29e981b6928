using System.Globalization;
using IntegrationHub.Errors;
using IntegrationHub.Functions.Pages.Record;
using IntegrationHub.Hypertext;
using IntegrationHub.Subscriptions.Ledger;
using IntegrationHub.Subscriptions.Subscribers;
using IntegrationHub.Subscriptions.Topics;

namespace IntegrationHub.Functions.Pages.Subscriptions;

/// <summary>Pure: one subscription for its technical staff: its state, keys, last deliveries, and what can be done with it.</summary>
internal static class SubscriptionPage
{
    /// <param name="own">Whether whoever looks may say where it sends to and by which keys.</param>
    /// <param name="done">What was just done, with keys that are shown this once.</param>
    internal static Page Write(
        LedgerPage ledger,
        IReadOnlyList<string> publicKeys,
        bool own,
        DeskOutcome.Done? done = null,
        HubError? refused = null
    )
    {
        var of = ledger.Subscription;
        return new(
            refused is null ? "Subscription" : "Error: subscription",
            Html.Of(
                $"""
                {(
                    refused is null
                        ? Html.Empty
                        : SubscriptionParts.Refused(refused, refused.Kind == ErrorCatalogue.RangeInvalid ? "from" : null)
                )}
                <p><a href="/subscriptions">All subscriptions</a></p>
                <h1 class="nhsuk-heading-l hub-address">{SubscriptionParts.NameOf(of)}</h1>
                {Outcome(done)}
                <p>{SubscriptionParts.State(of)} {of.StateReason}</p>
                <dl class="nhsuk-summary-list">
                {Row("Received by", SubscriptionParts.WayOf(of))}
                {Row("Organisation", of.Organisation.Value)}
                {Row("Topics", string.Join(", ", of.Topics.Select(topic => topic.Name())))}
                {Row("Filter", FilterOf(of))}
                {(of.End is { } end ? Row("Ends", PlainDates.Of(end)) : Html.Empty)}
                {(
                    of.CompleteFrom is { } complete
                        ? Row("Changes of records complete from", PlainDates.WithSeconds(complete))
                        : Html.Empty
                )}
                {Row("Events", EventsOf(ledger))}
                {Code("Subscription", of.Id)}
                {Html.Each(publicKeys, key => Code("Public key (ed25519)", key))}
                </dl>
                {(of.Channel.Kind is ChannelKind.Bus || of.State is SubscriptionState.Ended ? Html.Empty : SubscriptionActions.Write(of, own))}
                <h2 class="nhsuk-heading-m" id="deliveries">Last deliveries</h2>
                {(ledger.Lines.Count == 0 ? Html.Of($"<p>There was no event yet.</p>") : SubscriptionDeliveries.Write(ledger.Lines))}
                {(of.Channel.HasAddress ? Examples() : Html.Empty)}
                """
            )
        )
        {
            Styles = ["board.css"],
        };
    }

    private static Html Outcome(DeskOutcome.Done? done)
    {
        if (done is null)
            return Html.Empty;
        var words = new List<(string Id, string Text)>();
        if (done.Sent is { } sent)
            words.Add(("sent", $"Sent to the address: {sent}."));
        if (done.Count is { } count)
            words.Add(
                (
                    "replayed",
                    count == 1 ? "1 event is sent again." : string.Create(CultureInfo.InvariantCulture, $"{count} events are sent again.")
                )
            );
        return Html.Of(
            $"""
            {(
                words.Count == 0
                    ? Html.Empty
                    : Html.Of(
                        $"<div class=\"nhsuk-inset-text\" role=\"status\">{Html.Each(words, one => Html.Of($"<p id=\"{one.Id}\">{one.Text}</p>"))}</div>"
                    )
            )}
            {(done.Keys is { } keys ? Keys(keys.Secret) : Html.Empty)}
            """
        );
    }

    private static Html Keys(string secret) =>
        Html.Of(
            $"""
            <div class="nhsuk-inset-text">
            <p>This is the secret that messages to you are signed with. It is shown this once: keep it where your system finds it and nobody else does.</p>
            <p class="hub-token" id="secret">{secret}</p>
            </div>
            """
        );

    private static Html Row(string name, string value) => Row(name, value, "");

    private static Html Code(string name, string value) => Row(name, value, " hub-reference");

    private static Html Row(string name, string value, string look) =>
        Html.Of(
            $"""
            <div class="nhsuk-summary-list__row"><dt class="nhsuk-summary-list__key">{name}</dt><dd class="nhsuk-summary-list__value{look}">{value}</dd></div>
            """
        );

    private static string EventsOf(LedgerPage ledger)
    {
        var (last, kept) = (ledger.Head.Last, ledger.Head.Last - ledger.Head.Oldest + 1);
        return last == 0 ? "none yet"
            : kept == last ? last.ToString(CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{last}, of which the last {kept} are kept");
    }

    private static Html Examples() =>
        Html.Of(
            $"""
            <h2 class="nhsuk-heading-m" id="verify-signatures">Check signatures</h2>
            <p>Ready to copy: each says whether a message came from the hub.</p>
            {Html.Each(
                VerifyExamples.All,
                example =>
                    Html.Of(
                        $"<details class=\"nhsuk-details\"><summary class=\"nhsuk-details__summary\"><span class=\"nhsuk-details__summary-text\">{example.Title}</span></summary><div class=\"nhsuk-details__text\"><pre class=\"hub-original hub-example\" tabindex=\"0\" role=\"region\" aria-label=\"{example.Title}\">{example.Code}</pre></div></details>"
                    )
            )}
            """
        );

    private static string FilterOf(Subscription of)
    {
        var words = FilterWords.Of(of.Filter).Select(list => $"{list.Name}: {string.Join(", ", list.Values)}").ToList();
        return words.Count == 0 ? "none" : string.Join("; ", words);
    }
}
