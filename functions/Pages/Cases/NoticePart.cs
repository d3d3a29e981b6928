using IntegrationHub.Discharge.Cases;
using IntegrationHub.Functions.Discharge.Shown;
using IntegrationHub.Hypertext;

namespace IntegrationHub.Functions.Pages.Cases;

/// <summary>Pure: the notices of a case, and what the council answered.</summary>
internal static class NoticePart
{
    internal static Html Write(ShownCase shown) =>
        shown.Notices.Count == 0
            ? Html.Empty
            : Html.Of(
                $"""
                <section class="hub-section" aria-labelledby="notices-title">
                <h2 class="nhsuk-heading-m" id="notices-title">Notices by local agreement</h2>
                <ul class="nhsuk-list">{Html.Each(shown.Notices, notice => Line(notice, shown))}</ul>
                </section>
                """
            );

    internal static string NameOf(string kind) =>
        kind switch
        {
            CaseNotice.Assessment => "Assessment notice",
            CaseNotice.Discharge => "Discharge notice",
            CaseNotice.Withdrawal => "Withdrawal notice",
            _ => "Notice",
        };

    private static Html Line(ShownNotice notice, ShownCase shown) =>
        Html.Of(
            $"""
            <li><strong>{NameOf(notice.Kind)}</strong>{(
                notice.Date is { } day ? $" for {CaseTimes.Of(day, shown.AsAt)}" : ""
            )}: {StandingOf(notice, shown)}
            {(notice.Late ? Html.Of($"<strong class=\"nhsuk-tag nhsuk-tag--orange\">Later than agreed</strong>") : Html.Empty)}
            <span class="hub-entry__source">given {CaseTimes.Of(notice.GivenAt, shown.AsAt)} by {notice.By}</span>
            {Html.When(notice.Says, says => Html.Of($"<br>{says}"))}</li>

            """
        );

    private static string StandingOf(ShownNotice notice, ShownCase shown) =>
        notice switch
        {
            { Kind: CaseNotice.Withdrawal, Withdraws: null } => "withdraws nothing that is known here",
            { Kind: CaseNotice.Withdrawal } => "withdraws an earlier notice",
            { WithdrawnAt: { } at } => $"withdrawn {CaseTimes.Of(at, shown.AsAt)}",
            { Accepted: { } accepted, AnsweredAt: { } at } =>
                $"{(accepted ? "accepted" : "declined")} {CaseTimes.Of(at, shown.AsAt)}{(notice.Offered is { } day ? $", offered {CaseTimes.Of(day, shown.AsAt)}" : "")}",
            _ => "not answered yet",
        };
}
