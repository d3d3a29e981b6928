using IntegrationHub.Hypertext;

namespace IntegrationHub.Functions.Pages.Record;

/// <summary>Asks for a reason to read past what is withheld, and ends it.</summary>
internal static class BreakGlassForm
{
    internal static Html Ask(string recordId) =>
        Html.Of(
            $"""
            <details class="nhsuk-details hub-no-print">
            <summary class="nhsuk-details__summary"><span class="nhsuk-details__summary-text">Break the glass</span></summary>
            <div class="nhsuk-details__text">
            <p>If the person's life or safety needs it, you can read what is withheld. Say why. Your name, the time and your reason are kept, and your privacy officer looks at each one.</p>
            <form method="post" action="/records/{recordId}/break-glass">
            <div class="nhsuk-form-group">
            <label class="nhsuk-label" for="reason">Reason</label>
            <div class="nhsuk-hint" id="reason-hint">10 to 200 characters. Name nobody.</div>
            <input class="nhsuk-input" id="reason" name="reason" aria-describedby="reason-hint" minlength="10" maxlength="200" required autocomplete="off">
            </div>
            <button class="nhsuk-button nhsuk-button--warning" type="submit">Break the glass</button>
            </form>
            </div>
            </details>
            """
        );

    internal static Html End(string recordId) =>
        Html.Of(
            $"""
            <div class="nhsuk-card nhsuk-card--warning hub-broken"><div class="nhsuk-card__content">
            <p class="nhsuk-heading-s">The glass is broken</p>
            <p>You see what is otherwise withheld, for the reason you gave. It ends after 15 minutes.</p>
            <form method="post" action="/records/{recordId}/break-glass"><input type="hidden" name="end" value="1"><button class="nhsuk-button nhsuk-button--secondary" type="submit">End it now</button></form>
            </div></div>
            """
        );
}
