using IntegrationHub.Directory;
using IntegrationHub.Functions.Discharge.Shown;
using IntegrationHub.Hypertext;

namespace IntegrationHub.Functions.Pages.Cases;

/// <summary>Pure: a case's alerts, and what the caller can do with them.</summary>
internal sealed class AlertPart(ShownCase shown, HubDirectory directory)
{
    internal Html Write() =>
        Html.Of(
            $"""
            <section class="hub-section" aria-labelledby="alerts-title">
            <h2 class="nhsuk-heading-m" id="alerts-title">Alerts</h2>
            {(shown.Alerts.Count == 0 ? Html.Of($"<p>This case has raised none.</p>") : Html.Empty)}
            {(shown.MayTake ? Take() : Html.Empty)}
            <ul class="hub-alerts">{Html.Each(shown.Alerts, Line)}</ul>
            </section>
            """
        );

    private Html Take() =>
        Html.Of(
            $"""
            <form method="post" action="/cases/{shown.Case}/alerts/claim"><button class="nhsuk-button hub-take" type="submit">Take this case's alert</button></form>
            """
        );

    private Html Line(ShownAlert alert) =>
        Html.Of(
            $"""
            <li class="hub-alert hub-alert--{alert.Stage}" id="alert-{alert.Id}">
            <h3 class="nhsuk-heading-s">{CaseWords.Alert(alert.Kind)}</h3>
            <p>{alert.Words}{(alert.EscalatedAt is { } at ? $". Escalated {CaseTimes.Of(at, shown.AsAt)}" : "")}</p>
            <p class="hub-entry__source">Raised {CaseTimes.Of(alert.RaisedAt, shown.AsAt)} for {HubName(alert.Hub)}</p>
            {Html.When(alert.LockToken, token => Forms(alert, token))}
            </li>
            """
        );

    private Html Forms(ShownAlert alert, string token) =>
        Html.Of(
            $"""
            <div class="hub-work">
            {(alert.Stage == "held" ? Button(alert, token, "acknowledge", "Acknowledge", "nhsuk-button") : Html.Empty)}
            {Button(alert, token, "complete", "Complete", "nhsuk-button nhsuk-button--secondary")}
            {(alert.Stage == "held" ? Button(alert, token, "hand-back", "Hand back", "nhsuk-button nhsuk-button--secondary") : Html.Empty)}
            </div>
            {WithReason(alert, token, "escalate", "Escalate", "Somebody above must look at it; it stays with you.", Html.Empty)}
            {WithReason(alert, token, "pass-on", "Pass on", "The case goes to another discharge hub.", HubChoice(alert))}
            {WithReason(alert, token, "withdraw", "Withdraw", "The case needs nothing of a hub and leaves the list.", Html.Empty)}
            """
        );

    private Html Button(ShownAlert alert, string token, string verb, string label, string look) =>
        Html.Of(
            $"""
            <form method="post" action="/cases/{shown.Case}/alerts/{alert.Id}/{verb}"><input type="hidden" name="lockToken" value="{token}"><button class="{look}" type="submit">{label}</button></form>

            """
        );

    private Html WithReason(ShownAlert alert, string token, string verb, string label, string hint, Html more) =>
        Html.Of(
            $"""
            <details class="nhsuk-details" id="{verb}-{alert.Id}">
            <summary class="nhsuk-details__summary"><span class="nhsuk-details__summary-text">{label}</span></summary>
            <div class="nhsuk-details__text">
            <form method="post" action="/cases/{shown.Case}/alerts/{alert.Id}/{verb}">
            <input type="hidden" name="lockToken" value="{token}">
            {more}
            <div class="nhsuk-form-group">
            <label class="nhsuk-label" for="{verb}-reason-{alert.Id}">Reason</label>
            <div class="nhsuk-hint" id="{verb}-hint-{alert.Id}">{hint}</div>
            <input class="nhsuk-input" id="{verb}-reason-{alert.Id}" name="reason" aria-describedby="{verb}-hint-{alert.Id}" minlength="3" maxlength="500" required="required" autocomplete="off">
            </div>
            <button class="nhsuk-button nhsuk-button--secondary" type="submit">{label}</button>
            </form>
            </div>
            </details>
            """
        );

    private Html HubChoice(ShownAlert alert) =>
        Html.Of(
            $"""
            <div class="nhsuk-form-group">
            <label class="nhsuk-label" for="to-hub-{alert.Id}">Discharge hub</label>
            <select class="nhsuk-select" id="to-hub-{alert.Id}" name="toHub">
            <option value="">The one of the person's place</option>
            {Html.Each(
                directory.DischargeHubs.Values.Where(hub => hub.Id != alert.Hub).OrderBy(hub => hub.Name, StringComparer.Ordinal),
                hub => Html.Of($"<option value=\"{hub.Id}\">{hub.Name}</option>\n")
            )}
            </select>
            </div>
            """
        );

    private string HubName(string id) => directory.DischargeHubs.GetValueOrDefault(id)?.Name ?? id;
}
