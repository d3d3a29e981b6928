using IntegrationHub.Hypertext;

namespace IntegrationHub.Functions.Pages.Record;

/// <summary>Pure: where people begin, by giving an NHS number in a form's body.</summary>
internal static class StartPage
{
    /// <param name="fault">What was wrong with the number given before.</param>
    /// <param name="unseen">The record's id where there is none that the reader may see, and the reader may break a glass.</param>
    internal static Page Write(string? fault = null, string? unseen = null) =>
        new(
            fault is null ? "Find a record" : "Error: find a record",
            Html.Of(
                $"""
                <div class="nhsuk-grid-row"><div class="nhsuk-grid-column-two-thirds">
                {Html.When(
                    fault,
                    text =>
                        Html.Of(
                            $"<div class=\"nhsuk-error-summary\" role=\"alert\" aria-labelledby=\"error-title\"><h2 class=\"nhsuk-error-summary__title\" id=\"error-title\">There is a problem</h2><div class=\"nhsuk-error-summary__body\"><ul class=\"nhsuk-list nhsuk-error-summary__list\"><li><a href=\"#nhs-number\">{text}</a></li></ul></div></div>"
                        )
                )}
                <h1 class="nhsuk-heading-xl">Find a record</h1>
                <form method="post" action="/records" autocomplete="off">
                <div class="nhsuk-form-group{(fault is null ? "" : " nhsuk-form-group--error")}">
                <label class="nhsuk-label" for="nhs-number">NHS number</label>
                <div class="nhsuk-hint" id="nhs-number-hint">10 digits, such as 999 000 0018</div>
                {Html.When(
                    fault,
                    text =>
                        Html.Of(
                            $"<span class=\"nhsuk-error-message\" id=\"nhs-number-error\"><span class=\"nhsuk-u-visually-hidden\">Error: </span>{text}</span>"
                        )
                )}
                <input class="nhsuk-input nhsuk-input--width-10" id="nhs-number" name="nhsNumber" inputmode="numeric" spellcheck="false" required aria-describedby="nhs-number-hint{(
                    fault is null ? "" : " nhs-number-error"
                )}">
                </div>
                <button class="nhsuk-button" type="submit">Open the record</button>
                </form>
                {Html.When(
                    unseen,
                    id => Html.Of($"<p>If the person's life or safety needs it, you can <a href=\"/records/{id}\">break the glass</a>.</p>")
                )}
                </div></div>
                """
            )
        );
}
