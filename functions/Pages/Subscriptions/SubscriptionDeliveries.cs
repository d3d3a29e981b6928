using System.Globalization;
using IntegrationHub.Functions.Pages.Record;
using IntegrationHub.Hypertext;
using IntegrationHub.Subscriptions.Feed;
using IntegrationHub.Subscriptions.Ledger;

namespace IntegrationHub.Functions.Pages.Subscriptions;

/// <summary>Pure: the newest lines of a subscription's ledger, newest first.</summary>
internal static class SubscriptionDeliveries
{
    internal static Html Write(IReadOnlyList<LedgerLine> lines) =>
        Html.Of(
            $"""
            <table role="table" class="nhsuk-table-responsive">
            <caption class="nhsuk-table__caption nhsuk-u-visually-hidden">Last deliveries, newest first</caption>
            <thead role="rowgroup" class="nhsuk-table__head"><tr role="row">
            <th role="columnheader" scope="col">Number</th><th role="columnheader" scope="col">Event</th><th role="columnheader" scope="col">Came in</th><th role="columnheader" scope="col">Outcome</th><th role="columnheader" scope="col">Attempts</th>
            </tr></thead>
            <tbody class="nhsuk-table__body">
            {Html.Each(lines.Reverse(), Line)}
            </tbody>
            </table>
            """
        );

    private static Html Line(LedgerLine line) =>
        Html.Of(
            $"""
            <tr role="row" class="nhsuk-table__row hub-delivery">
            {Cell("Number", Html.Of($"{line.Entry.Number.ToString(CultureInfo.InvariantCulture)}"))}
            {Cell("Event", Html.Of($"{line.Entry.Event.Type}"))}
            {Cell("Came in", Html.Of($"{PlainDates.WithSeconds(line.Entry.At)}"))}
            {Cell("Outcome", SubscriptionParts.Outcome(line.Outcome))}
            {Cell("Attempts", Attempts(line.Entry.Attempts))}
            </tr>
            """
        );

    private static Html Cell(string name, Html value) =>
        Html.Of(
            $"""
            <td role="cell" class="nhsuk-table__cell"><span class="nhsuk-table-responsive__heading" aria-hidden="true">{name} </span><span class="hub-delivery__value">{value}</span></td>
            """
        );

    private static Html Attempts(IReadOnlyList<Attempt> attempts) =>
        attempts.Count == 0 ? Html.Of($"none") : Html.Each(attempts, one => Html.Of($"<span class=\"hub-attempt\">{Words(one)}</span>"));

    private static string Words(Attempt one)
    {
        var status = one.Status is { } code ? string.Create(CultureInfo.InvariantCulture, $" {code}") : "";
        var withheld = one.NotShown is { } named ? $"; named and not shown: {string.Join(", ", named)}" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{PlainDates.WithSeconds(one.At)}: {one.Outcome}{status}, {one.Milliseconds} ms{withheld}"
        );
    }
}
