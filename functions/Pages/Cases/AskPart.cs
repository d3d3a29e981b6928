using IntegrationHub.Discharge.Answers;
using IntegrationHub.Discharge.Cases;
using IntegrationHub.Functions.Discharge;
using IntegrationHub.Functions.Discharge.Shown;
using IntegrationHub.Hypertext;

namespace IntegrationHub.Functions.Pages.Cases;

/// <summary>Pure: what waits for an answer of the council whose page it is, with the forms to give it.</summary>
internal sealed class AskPart(ShownCase shown)
{
    internal Html Write() =>
        shown.Asks.Count == 0
            ? Html.Empty
            : Html.Of(
                $"""
                <section class="hub-section" id="asks" aria-labelledby="asks-title">
                <h2 class="nhsuk-heading-m" id="asks-title">Waits for your council <span class="hub-count">{shown.Asks.Count}</span></h2>
                <ul class="hub-alerts">{Html.Each(shown.Asks, Ask)}</ul>
                </section>
                """
            );

    private Html Ask(CaseAsk ask) =>
        ask switch
        {
            CaseAsk.TakeAssessment asked => Item(
                "Assessment asked",
                $"Asked {CaseTimes.Of(asked.AskedAt, shown.AsAt)}. Do you take it?",
                Html.Of($"{Button(AnswerVerb.AcceptAssessment, "Accept", null)}{Decline(AnswerVerb.DeclineAssessment, "assessment", null)}")
            ),
            CaseAsk.DoAssessment asked => Item(
                "Assessment to do",
                $"Asked {CaseTimes.Of(asked.AskedAt, shown.AsAt)}, and accepted.",
                Html.Of(
                    $"{Button(AnswerVerb.AssessmentDone, "The assessment is done", null)}{Decline(AnswerVerb.DeclineAssessment, "assessment", null)}"
                )
            ),
            CaseAsk.StartOfCare => Item("Start of care", "From when is the care after the stay in place?", StartOfCare()),
            CaseAsk.AnswerNotice { Notice: var notice } => Item(NoticePart.NameOf(notice.Kind), SaidBy(notice), AnswerNotice(notice)),
            _ => throw new InvalidOperationException("An ask of no known kind."),
        };

    private static Html Item(string what, string words, Html forms) =>
        Html.Of(
            $"""
            <li class="hub-alert">
            <h3 class="nhsuk-heading-s">{what}</h3>
            <p>{words}</p>
            {forms}
            </li>
            """
        );

    private string SaidBy(CaseNotice notice) =>
        $"Given {CaseTimes.Of(notice.GivenAt, shown.AsAt)}{(notice.Date is { } day ? $" for {CaseTimes.Of(day, shown.AsAt)}" : "")}. {notice.Says}";

    private Html AnswerNotice(CaseNotice notice) =>
        Html.Of(
            $"""
            <form method="post" action="{AddressOf(AnswerVerb.AcceptNotice)}">
            <input type="hidden" name="notice" value="{notice.Id}">
            {Day($"offered-{notice.Id}", "From which day, if it is another (optional)", isNeeded: false)}
            <button class="nhsuk-button" type="submit">Accept</button>
            </form>
            {Decline(AnswerVerb.DeclineNotice, notice.Id, notice.Id)}
            """
        );

    private Html StartOfCare() =>
        Html.Of(
            $"""
            <form method="post" action="{AddressOf(AnswerVerb.CareArranged)}">
            {Day("care-from", "Care is in place from", isNeeded: true)}
            <button class="nhsuk-button" type="submit">Care is arranged</button>
            </form>
            """
        );

    private Html Button(AnswerVerb verb, string label, string? notice) =>
        Html.Of(
            $"""
            <form method="post" action="{AddressOf(verb)}">{Hidden(
                notice
            )}<button class="nhsuk-button" type="submit">{label}</button></form>

            """
        );

    private Html Decline(AnswerVerb verb, string id, string? notice) =>
        Html.Of(
            $"""
            <details class="nhsuk-details">
            <summary class="nhsuk-details__summary"><span class="nhsuk-details__summary-text">Decline</span></summary>
            <div class="nhsuk-details__text">
            <form method="post" action="{AddressOf(verb)}">
            {Hidden(notice)}
            <div class="nhsuk-form-group">
            <label class="nhsuk-label" for="decline-{id}">Reason</label>
            <input class="nhsuk-input" id="decline-{id}" name="reason" minlength="3" maxlength="500" required="required" autocomplete="off">
            </div>
            {(notice is null ? Html.Empty : Day($"instead-{id}", "The day you offer instead (optional)", isNeeded: false))}
            <button class="nhsuk-button nhsuk-button--secondary" type="submit">Decline</button>
            </form>
            </div>
            </details>
            """
        );

    private static Html Day(string id, string label, bool isNeeded) =>
        Html.Of(
            $"""
            <div class="nhsuk-form-group">
            <label class="nhsuk-label" for="{id}">{label}</label>
            <input class="nhsuk-input nhsuk-input--width-10" id="{id}" name="day" type="date"{(
                isNeeded ? Html.Of($" required=\"required\"") : Html.Empty
            )}>
            </div>
            """
        );

    private static Html Hidden(string? notice) =>
        Html.When(notice, id => Html.Of($"<input type=\"hidden\" name=\"notice\" value=\"{id}\">"));

    private string AddressOf(AnswerVerb verb) => $"/cases/{shown.Case}/answers/{AnswerVerbs.NameOf(verb)}";
}
