using System.Globalization;
using IntegrationHub.Functions.Operations;
using IntegrationHub.Hypertext;
using IntegrationHub.Messaging;
using IntegrationHub.Operations;
using static IntegrationHub.Functions.Pages.Operations.OperationsParts;

namespace IntegrationHub.Functions.Pages.Operations;

/// <summary>Pure: the operator's page.</summary>
internal static class OperationsPage
{
    /// <summary>How many dead letters of a queue are listed one by one.</summary>
    private const int Listed = 20;

    internal static Page Write(ShownOperations shown, string? done) =>
        new(
            "Operations",
            Html.Of(
                $"""
                <h1 class="nhsuk-heading-xl">Operations</h1>
                {Html.When(Said(done), words => Html.Of($"<div class=\"nhsuk-inset-text\" role=\"status\"><p>{words}</p></div>"))}
                <p>As of {At(shown.AsAt)}. <a href="/operations">Look again</a></p>
                <h2 class="nhsuk-heading-l">What the hub stands on</h2>
                {Table(
                    "Dependencies and whether they answer",
                    ["Dependency", "State"],
                    shown.Dependencies,
                    state => Html.Of($"<td>{state.Name}</td><td>{(state.IsWell ? "" : "Not well: ")}{state.Words}</td>")
                )}
                <h2 class="nhsuk-heading-l">Throughput of this instance</h2>
                <p>Counted since {At(shown.Since)}; the newest minutes of the last hour in which anything happened.</p>
                {Throughput(shown)}
                {Refusals(shown)}
                {TroublePart.Write(shown.Subscribers, shown.AsAt)}
                {WaitingPart.Write(shown.Unmatched, shown.AsAt)}
                <h2 class="nhsuk-heading-l">Dead letters</h2>
                {(
                    shown.DeadLetters.Count == 0
                        ? Html.Of($"<p>There are none.</p>")
                        : Html.Each(shown.DeadLetters, Queue)
                )}
                <h2 class="nhsuk-heading-l">Set aside</h2>
                {(shown.Parked.Count == 0 ? Html.Of($"<p>Nothing is set aside.</p>") : Parked(shown.Parked))}
                """
            )
        );

    private static Html Throughput(ShownOperations shown) =>
        shown.Minutes.Count == 0
            ? Html.Of($"<p>Nothing yet.</p>")
            : Table(
                "Throughput by minute",
                ["Minute", "Messages", "Entries", "Refused", "Sent on", "Claimed", "Delivered", "Not delivered", "Longest lag"],
                shown.Minutes.Take(15),
                minute =>
                    Html.Of(
                        $"<td>{minute.Minute.ToString("HH:mm", CultureInfo.InvariantCulture)}</td><td>{Number(minute.Accepted)}</td><td>{Number(minute.Entries)}</td><td>{Number(minute.Refused)}</td><td>{Number(minute.Sent)}</td><td>{Number(minute.Claimed)}</td><td>{Number(minute.Delivered)}</td><td>{Number(minute.Undelivered)}</td><td>{minute.LongestLagSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s</td>"
                    )
            );

    private static Html Refusals(ShownOperations shown) =>
        shown.RefusedByCode.Count == 0
            ? Html.Empty
            : Html.Of(
                $"""
                <h3 class="nhsuk-heading-m">Refused, by code</h3>
                {Table(
                    "Refusals by code",
                    ["Code", "Times"],
                    shown.RefusedByCode,
                    pair => Html.Of($"<td>{pair.Key}</td><td>{Number(pair.Value)}</td>")
                )}
                """
            );

    private static Html Queue(DeadLetterList queue) =>
        Html.Of(
            $"""
            <h3 class="nhsuk-heading-m">{queue.Name}</h3>
            <p>{queue.Count}{(queue.AtLeast ? " or more" : "")}, the oldest queued {At(queue.Oldest)}:
            {string.Join(", ", queue.Reasons.Select(reason => $"{reason.Reason} ({reason.Count.ToString(CultureInfo.InvariantCulture)})"))}.</p>
            <form method="post" action="/operations/dead-letters/{queue.Name}/replay">
            <button class="nhsuk-button nhsuk-button--secondary" type="submit">Work all of {queue.Name} again</button>
            </form>
            {Table(
                $"Dead letters of {queue.Name}",
                ["Number", "Reason", "Queued", "Again"],
                queue.Messages.Take(Listed),
                message =>
                    Html.Of(
                        $"""
                        <td>{Number(message.SequenceNumber)}</td><td>{message.Reason}</td><td>{At(message.QueuedAt)}</td>
                        <td><form method="post" action="/operations/dead-letters/{queue.Name}/replay"><input type="hidden" name="sequenceNumber" value="{Number(message.SequenceNumber)}"><button class="hub-link-button" type="submit">Work again<span class="nhsuk-u-visually-hidden"> number {Number(message.SequenceNumber)} of {queue.Name}</span></button></form></td>
                        """
                    )
            )}
            """
        );

    private static Html Parked(IReadOnlyList<ParkedItem> items) =>
        Table(
            "What is set aside",
            ["What", "Code", "Since", "Again"],
            items,
            item =>
                Html.Of(
                    $"""
                    <td>{item.InWords}</td><td>{item.Code}</td><td>{At(item.ParkedAt)}</td>
                    <td><form method="post" action="/operations/parked/{item.Id}/replay"><button class="hub-link-button" type="submit">Try again<span class="nhsuk-u-visually-hidden"> {item.Id}</span></button></form></td>
                    """
                )
        );

    private static string? Said(string? done) =>
        done switch
        {
            "replayed" => "What could be worked is done; what is listed below was refused as before.",
            "parked" => "It is done, and off the list.",
            _ => null,
        };
}
