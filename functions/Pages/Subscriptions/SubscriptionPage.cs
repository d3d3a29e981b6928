using System.Globalization;
using IntegrationHub.Functions.Pages.Record;
using IntegrationHub.Functions.Subscriptions;
using IntegrationHub.Hypertext;
using IntegrationHub.Subscriptions.Ledger;
using IntegrationHub.Subscriptions.Subscribers;
using IntegrationHub.Subscriptions.Topics;

namespace IntegrationHub.Functions.Pages.Subscriptions;

/// <summary>Pure: one subscription for its technical staff: its state, keys, last deliveries, and what can be done with it.</summary>
internal static class SubscriptionPage
{
    /// <param name="done">What was just done, with keys that are shown this once.</param>
    internal static Page Write(LedgerPage ledger, IReadOnlyList<string> publicKeys, DeskOutcome.Done? done = null, string? fault = null)
    {
        var of = ledger.Subscription;
        return new(
            fault is null ? "Subscription" : "Error: subscription",
            Html.Of(
                $"""
                {Html.When(fault, SubscriptionParts.Fault)}
                <p><a href="/subscriptions">All subscriptions</a></p>
                <h1 class="nhsuk-heading-l">{SubscriptionParts.NameOf(of)}</h1>
                {Outcome(done)}
                <p>{SubscriptionParts.State(of)} {of.StateReason}</p>
                <dl class="nhsuk-summary-list">
                {Row("Subscription", of.Id)}
                {Row("Organisation", of.Organisation.Value)}
                {Row("Topics", string.Join(", ", of.Topics.Select(topic => topic.Name())))}
                {Row("Filter", FilterOf(of))}
                {Row("Received by", SubscriptionAnswers.NameOf(of.Channel.Kind))}
                {(
                    of.CompleteFrom is { } complete
                        ? Row("Changes of records complete from", PlainDates.WithSeconds(complete))
                        : Html.Empty
                )}
                {Row(
                    "Events",
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{ledger.Head.Last}, of which {ledger.Head.Last - ledger.Head.Oldest + 1} are kept"
                    )
                )}
                {Html.Each(publicKeys, key => Row("Public key (ed25519)", key))}
                </dl>
                {(of.IsBuiltIn || of.State is SubscriptionState.Ended ? Html.Empty : Actions(of))}
                <h2 class="nhsuk-heading-m" id="deliveries">Last deliveries</h2>
                {(ledger.Lines.Count == 0 ? Html.Of($"<p>There was no event yet.</p>") : Deliveries(ledger))}
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
        return Html.Of(
            $"""
            {Html.When(done.Sent, sent => Html.Of($"<p id=\"sent\" role=\"status\">The address was sent to: {sent}.</p>"))}
            {(done.Count is { } count ? Html.Of($"<p id=\"replayed\" role=\"status\">{count} events are sent again.</p>") : Html.Empty)}
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

    private static Html Row(string name, string value) =>
        Html.Of(
            $"""
            <div class="nhsuk-summary-list__row"><dt class="nhsuk-summary-list__key">{name}</dt><dd class="nhsuk-summary-list__value hub-reference">{value}</dd></div>
            """
        );

    private static Html Actions(Subscription of) =>
        Html.Of(
            $"""
            <h2 class="nhsuk-heading-m">What you can do</h2>
            {(
                of.Channel.HasAddress
                    ? Html.Each(
                        [("verify", "Ask the address and send what waits"), ("test", "Send a test event"), ("keys", "Change the keys")],
                        pair => Button(of, pair.Item1, pair.Item2)
                    )
                    : Html.Empty
            )}
            {(of.State is SubscriptionState.Paused ? Button(of, "resume", "Go on") : Button(of, "pause", "Pause"))}
            {(of.Channel.IsPushed ? Replay(of) : Html.Empty)}
            {Button(of, "end", "End this subscription")}
            """
        );

    private static Html Button(Subscription of, string verb, string words) =>
        Html.Of(
            $"""
            <form method="post" action="/subscriptions/{of.Id}/{verb}"><button class="nhsuk-button nhsuk-button--secondary" id="{verb}" type="submit">{words}</button></form>
            """
        );

    private static Html Replay(Subscription of) =>
        Html.Of(
            $"""
            <form method="post" action="/subscriptions/{of.Id}/replay" autocomplete="off">
            <div class="nhsuk-form-group">
            <label class="nhsuk-label" for="from">Send again from number</label>
            <input class="nhsuk-input nhsuk-input--width-5" id="from" name="from" inputmode="numeric" required>
            </div>
            <div class="nhsuk-form-group">
            <label class="nhsuk-label" for="to">to number</label>
            <input class="nhsuk-input nhsuk-input--width-5" id="to" name="to" inputmode="numeric" required>
            </div>
            <button class="nhsuk-button nhsuk-button--secondary" id="replay" type="submit">Send again</button>
            </form>
            """
        );

    private static Html Deliveries(LedgerPage ledger) =>
        Html.Of(
            $"""
            <ul class="nhsuk-list">{Html.Each(ledger.Lines.Reverse(), Line)}</ul>
            """
        );

    private static Html Line(LedgerLine line)
    {
        var tries = line.Entry.Attempts;
        return Html.Of(
            $"""
            <li class="hub-delivery">
            <p><strong>{line.Entry.Number.ToString(CultureInfo.InvariantCulture)}</strong> {line.Entry.Event.Type}, {PlainDates.WithSeconds(
                line.Entry.At
            )}: <strong>{line.Outcome}</strong></p>
            {Html.Each(
                tries,
                one =>
                    Html.Of(
                        $"<p class=\"nhsuk-hint\">{PlainDates.WithSeconds(one.At)}: {one.Outcome} {one.Status?.ToString(CultureInfo.InvariantCulture)} ({one.Milliseconds} ms)</p>"
                    )
            )}
            </li>
            """
        );
    }

    private static Html Examples() =>
        Html.Of(
            $"""
            <h2 class="nhsuk-heading-m" id="verify-signatures">Check signatures</h2>
            {Html.Each(
                VerifyExamples.All,
                example =>
                    Html.Of(
                        $"<details class=\"nhsuk-details\"><summary class=\"nhsuk-details__summary\"><span class=\"nhsuk-details__summary-text\">{example.Title}</span></summary><div class=\"nhsuk-details__text\"><pre class=\"hub-original\">{example.Code}</pre></div></details>"
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
