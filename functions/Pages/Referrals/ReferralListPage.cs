using IntegrationHub.Functions.Pages.Record;
using IntegrationHub.Functions.Referrals;
using IntegrationHub.Hypertext;
using IntegrationHub.Referrals;

namespace IntegrationHub.Functions.Pages.Referrals;

/// <summary>Pure: an organisation's referrals to social care, oldest state first. It names nobody; who it is, the referral says.</summary>
internal static class ReferralListPage
{
    internal static Page Write(ShownReferrals shown) =>
        new(
            "Referrals to social care",
            Html.Of(
                $"""
                <h1 class="nhsuk-heading-xl">Referrals to social care</h1>
                <p>{(shown.Side == "council" ? "Sent to" : "Sent by")} {ReferralWords.Organisation(shown.Organisation)}.</p>
                {Filter(shown)}
                {(shown.Referrals.Count == 0 ? Html.Of($"<p>There are none in these states.</p>") : Table(shown))}
                {Html.When(shown.Next, next => Html.Of($"<p><a href=\"{next}\">More referrals</a></p>"))}
                """
            )
        );

    private static Html Filter(ShownReferrals shown) =>
        Html.Of(
            $"""
            <form method="get" action="/referrals" class="nhsuk-form-group">
            <input type="hidden" name="{shown.Side}" value="{shown.Organisation.Code}">
            <label class="nhsuk-label" for="state">State</label>
            <select class="nhsuk-select" id="state" name="state">
            <option value="">All that are open</option>
            {Html.Each(Enum.GetValues<ReferralState>(), state => Option(state, shown))}
            </select>
            <button class="nhsuk-button nhsuk-button--secondary" type="submit">Show</button>
            </form>
            """
        );

    private static Html Option(ReferralState state, ShownReferrals shown)
    {
        var name = ReferralStates.NameOf(state);
        return shown.States is [var only] && only == name
            ? Html.Of($"<option value=\"{name}\" selected>{ReferralStates.WordsOf(state)}</option>\n")
            : Html.Of($"<option value=\"{name}\">{ReferralStates.WordsOf(state)}</option>\n");
    }

    private static Html Table(ShownReferrals shown) =>
        Html.Of(
            $"""
            <table class="nhsuk-table">
            <caption class="nhsuk-table__caption nhsuk-u-visually-hidden">Referrals</caption>
            <thead class="nhsuk-table__head"><tr><th scope="col">Referral</th><th scope="col">State</th><th scope="col">Since</th><th scope="col">{(
                shown.Side == "council" ? "Referrer" : "Council"
            )}</th></tr></thead>
            <tbody class="nhsuk-table__body">
            {Html.Each(shown.Referrals.OrderBy(line => line.Since), Line)}
            </tbody>
            </table>
            """
        );

    private static Html Line(ShownReferralLine line) =>
        Html.Of(
            $"""
            <tr class="nhsuk-table__row"><td class="nhsuk-table__cell"><a href="/referrals/{line.Referral}">Sent {(
                line.SentAt is { } sent ? PlainDates.Of(sent) : "at a time not told"
            )}</a>{(line.Priority is { } priority and not "routine" ? $", {priority}" : "")}</td><td class="nhsuk-table__cell">{ReferralWords.State(
                line.State
            )}{(line.Conflicts > 0 ? ", with contradictions" : "")}</td><td class="nhsuk-table__cell">{PlainDates.Of(
                line.Since
            )}</td><td class="nhsuk-table__cell">{ReferralWords.Organisation(line.Other)}</td></tr>

            """
        );
}
