using IntegrationHub.Hypertext;
using IntegrationHub.Subscriptions.Ledger;

namespace IntegrationHub.Functions.Pages.Operations;

/// <summary>Pure: subscribers that somebody should look at, each with what to do.</summary>
internal static class TroublePart
{
    internal static Html Write(TroubleList shown, DateTimeOffset now) =>
        Html.Of(
            $"""
            <h2 class="nhsuk-heading-l" id="subscribers">Subscribers in trouble</h2>
            {(
                shown.Subscribers.Count == 0
                    ? Html.Of($"<p>None of {OperationsParts.Number(shown.Looked)}.</p>")
                    : OperationsParts.Table(
                        "Subscribers in trouble",
                        ["Subscriber", "What", "Waits", "What to do"],
                        shown.Subscribers,
                        one => Html.Of(
                            $"<td><a href=\"/subscriptions/{one.Subscription}\">{one.Name ?? one.Organisation}<span class=\"nhsuk-u-visually-hidden\">, subscription {one.Subscription}</span></a><br>{one.Channel}</td><td>{Tag(one)} {one.Words}{Failing(one, now)}</td><td>{Waits(one.Backlog, now)}</td><td>{one.Do}</td>"
                        )
                    )
            )}
            {(shown.NotLooked > 0 ? Html.Of($"<p>{OperationsParts.Number(shown.NotLooked)} more were not looked at.</p>") : Html.Empty)}
            """
        );

    private static Html Tag(SubscriberTrouble of) =>
        Html.Of(
            $"<strong class=\"nhsuk-tag nhsuk-tag--{(of.Trouble is "stopped" or "failing" ? "red" : "yellow")}\">{of.Trouble}</strong>"
        );

    private static string Failing(SubscriberTrouble of, DateTimeOffset now) =>
        of.Health.FailingSince is { } since
            ? $" {OperationsParts.Number(of.Health.Failures)} failures, the first {OperationsParts.Ago(since, now)}."
            : "";

    private static string Waits(Backlog backlog, DateTimeOffset now) =>
        backlog.Next is { } next
            ? $"From number {OperationsParts.Number(next)} of {OperationsParts.Number(backlog.Last)}{(backlog.Since is { } since ? $", {OperationsParts.Ago(since, now)}" : "")}"
            : "Nothing";
}
