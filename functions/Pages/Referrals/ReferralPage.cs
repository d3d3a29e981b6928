using System.Globalization;
using IntegrationHub.Functions.Pages.Cases;
using IntegrationHub.Functions.Pages.Record;
using IntegrationHub.Functions.Referrals;
using IntegrationHub.Hypertext;
using IntegrationHub.Referrals.Work;

namespace IntegrationHub.Functions.Pages.Referrals;

/// <summary>Pure: a referral as a page for people: how it stands, the steps they may take, and its history.</summary>
internal static class ReferralPage
{
    internal static Page Write(ShownReferral shown, CaseNews? news) =>
        new(
            news is { IsError: true } ? "Error: referral to social care" : "Referral to social care",
            Html.Of(
                $"""
                {(news is null ? Html.Empty : news.Write())}
                <h1 class="nhsuk-heading-l">{ReferralWords.State(shown.State)}</h1>
                <p class="hub-board-links"><a href="/referrals">Referrals</a> <a href="/records/{shown.RecordId}">Record</a></p>
                <p>Since {PlainDates.Of(shown.Since)}.</p>
                {Facts(shown)}
                {Packages(shown)}
                {Steps(shown)}
                {History(shown)}
                """
            )
        )
        {
            Banner = Banner(shown.Person),
            Styles = ["board.css"],
        };

    private static Html Banner(ShownReferredPerson person) =>
        Html.Of(
            $"""
            <section class="hub-patient" aria-label="Patient">
            <div class="nhsuk-width-container">
            <p class="hub-patient__name"><bdi>{person.Name ?? "Name not known"}</bdi></p>
            <dl class="hub-patient__facts">
            {Fact("Born", person.BirthDate is { } birth ? PlainDates.Of(birth) : null)}
            {Fact("NHS number", person.NhsNumber is { Length: 10 } number ? $"{number[..3]} {number[3..6]} {number[6..]}" : null)}
            </dl>
            </div>
            </section>
            """
        );

    private static Html Facts(ShownReferral shown) =>
        Html.Of(
            $"""
            <dl class="nhsuk-summary-list">
            {Row("Council", ReferralWords.Organisation(shown.Council))}
            {Row("Found by", ReferralWords.Rule(shown.CouncilRule))}
            {Row("Referrer", ReferralWords.Organisation(shown.Referrer))}
            {Row("Sent", shown.SentAt is { } sent ? PlainDates.Of(sent) : null)}
            {Row("Priority", shown.Priority)}
            </dl>
            """
        );

    private static Html Packages(ShownReferral shown) =>
        shown.Packages.Count == 0
            ? Html.Empty
            : Html.Of(
                $"""
                <h2 class="nhsuk-heading-m">Services</h2>
                <ul class="nhsuk-list nhsuk-list--bullet">{Html.Each(
                    shown.Packages,
                    package =>
                        Html.Of(
                            $"<li>{package.Service ?? "Package of care"}{Day(" from ", package.From)}{Day(" until ", package.Until)}</li>\n"
                        )
                )}</ul>
                """
            );

    private static Html Steps(ShownReferral shown) =>
        shown.Actions.Count == 0
            ? Html.Empty
            : Html.Of(
                $"""
                <h2 class="nhsuk-heading-m">What you can do</h2>
                {Html.Each(ReferralActions.All.Where(action => shown.Actions.Contains(action.Verb)), action => Form(shown, action))}
                """
            );

    private static Html Form(ShownReferral shown, ReferralAction action) =>
        action.Fields.Count == 0
            ? Html.Of(
                $"""
                <form method="post" action="/referrals/{shown.Referral}/{action.Verb}">{Token(
                    shown
                )}<button class="nhsuk-button" type="submit">{action.Words}</button></form>

                """
            )
            : Html.Of(
                $"""
                <details class="nhsuk-details" id="{action.Verb}">
                <summary class="nhsuk-details__summary"><span class="nhsuk-details__summary-text">{action.Words}</span></summary>
                <div class="nhsuk-details__text">
                <form method="post" action="/referrals/{shown.Referral}/{action.Verb}">{Token(shown)}
                {Html.Each(action.Fields, field => Field(action, field))}
                <button class="nhsuk-button nhsuk-button--secondary" type="submit">{action.Words}</button>
                </form>
                </div>
                </details>

                """
            );

    private static Html Field(ReferralAction action, ReferralField field) =>
        Html.Of(
            $"""
            <div class="nhsuk-form-group">
            <label class="nhsuk-label" for="{action.Verb}-{field.Name}">{field.Label}{(field.Needed ? "" : " (optional)")}</label>
            <input class="nhsuk-input" id="{action.Verb}-{field.Name}" name="{field.Name}" type="{(field.IsDate ? "date" : "text")}" maxlength="500" autocomplete="off"{(
                field.Needed ? Html.Of($" minlength=\"3\" required=\"required\"") : Html.Empty
            )}>
            </div>

            """
        );

    /// <summary>A form that is sent twice is one step.</summary>
    private static Html Token(ShownReferral shown) =>
        Html.Of($"<input type=\"hidden\" name=\"token\" value=\"{shown.Steps.Count.ToString(CultureInfo.InvariantCulture)}\">");

    private static Html History(ShownReferral shown) =>
        Html.Of(
            $"""
            <section class="hub-section" aria-labelledby="history-title">
            <h2 class="nhsuk-heading-m" id="history-title">History</h2>
            <ol class="nhsuk-list">{Html.Each(shown.Steps.Reverse(), Step)}</ol>
            </section>
            """
        );

    private static Html Step(ShownReferralStep step) =>
        Html.Of(
            $"""
            <li><strong>{step.What}</strong>{Text(": ", step.Words)}{Text(" – ", step.Service)}{Text(
                " – ",
                step.Organisation is null ? null : ReferralWords.Organisation(step.Organisation)
            )}
            <span class="hub-entry__source">{PlainDates.Of(step.At)}, told by {ReferralWords.Organisation(step.Teller)}</span>
            {Html.When(step.Conflict, conflict => Html.Of($"<br><span class=\"hub-conflicts\">Contradicts: {conflict}</span>"))}</li>

            """
        );

    private static string Day(string before, DateOnly? day) =>
        day is { } known ? before + known.ToString("d MMMM yyyy", CultureInfo.InvariantCulture) : "";

    private static string Text(string before, string? text) => text is null ? "" : before + text;

    private static Html Row(string name, string? value) =>
        Html.When(
            value,
            text =>
                Html.Of(
                    $"<div class=\"nhsuk-summary-list__row\"><dt class=\"nhsuk-summary-list__key\">{name}</dt><dd class=\"nhsuk-summary-list__value\">{text}</dd></div>\n"
                )
        );

    private static Html Fact(string name, string? value) =>
        Html.When(value, text => Html.Of($"<div><dt>{name}</dt><dd>{text}</dd></div>\n"));
}
