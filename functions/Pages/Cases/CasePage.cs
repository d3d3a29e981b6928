using IntegrationHub.Directory;
using IntegrationHub.Functions.Discharge.Shown;
using IntegrationHub.Functions.Pages.Boards;
using IntegrationHub.Functions.Pages.Record;
using IntegrationHub.Hypertext;

namespace IntegrationHub.Functions.Pages.Cases;

/// <summary>Pure: a discharge case as a page for people.</summary>
internal static class CasePage
{
    internal static Page Write(ShownCase shown, HubDirectory directory, CaseNews? news) =>
        new(
            news is { IsError: true } ? "Error: discharge case" : "Discharge case",
            Html.Of(
                $"""
                {(news is null ? Html.Empty : news.Write())}
                <div class="hub-record-head">
                <h1 class="nhsuk-heading-l">{CaseWords.State(shown.StateIs)}{(shown.Withdrawn ? ", withdrawn from the hub's list" : "")}</h1>
                <p class="hub-board-links">{Html.Each(
                    shown.Boards,
                    board => Html.Of($"<a href=\"/boards/{board.Board}\">{board.Name}</a> ")
                )} <a href="/records/{shown.RecordId}">Record</a></p>
                </div>
                <p class="hub-case-lead">Since {CaseTimes.Of(shown.Since, shown.AsAt)}.{(
                    shown.LeftAt is null ? $" Next to act: {CaseWords.Turn(shown.Turn)}." : ""
                )}</p>
                {Clocks(shown)}
                {Flags(shown)}
                {Conflicts(shown, directory)}
                {new AskPart(shown).Write()}
                {new AlertPart(shown, directory).Write()}
                {NoticePart.Write(shown)}
                {new CaseFacts(shown, directory).Write()}
                {HistoryPart.Write(shown, directory)}
                <p class="nhsuk-body-s">Shown as of {CaseTimes.Of(shown.AsAt, shown.AsAt)}. <a href="/cases/{shown.Case}">Refresh</a></p>
                """
            )
        )
        {
            Banner = Banner(shown.Person),
            Styles = ["board.css"],
        };

    private static Html Banner(ShownPerson? person) =>
        Html.Of(
            $"""
            <section class="hub-patient" aria-label="Patient">
            <div class="nhsuk-width-container">
            <p class="hub-patient__name"><bdi>{CardPart.NameOf(person)}</bdi></p>
            <dl class="hub-patient__facts">
            {Fact("Born", person?.BirthDate is { } birth ? PlainDates.Of(birth) : null)}
            {Fact("NHS number", CardPart.NumberOf(person))}
            </dl>
            </div>
            </section>
            """
        );

    private static Html Clocks(ShownCase shown) =>
        shown.Clocks.Count == 0
            ? Html.Empty
            : Html.Of(
                $"""
                <ul class="hub-case-clocks" aria-label="Clocks">
                {Html.Each(
                    shown.Clocks,
                    clock =>
                        Html.Of(
                            $"<li>{CardPart.Clock(clock)} {(clock.PausedSince is { } since ? $"since {CaseTimes.Of(since, shown.AsAt)}" : $"by {CaseTimes.Of(clock.DueAt, shown.AsAt)}")} <span class=\"hub-count\">rule {clock.Rule}</span></li>\n"
                        )
                )}
                </ul>
                """
            );

    private static Html Flags(ShownCase shown)
    {
        var flags = new[] { shown.LongStayRisk ? "Risk of long stay" : null, shown.ReadmissionOf is null ? null : "Readmission" }
            .OfType<string>()
            .ToList();
        return flags.Count == 0
            ? Html.Empty
            : Html.Of($"<ul class=\"hub-flags\">{Html.Each(flags, flag => Html.Of($"<li>{flag}</li>"))}</ul>");
    }

    private static Html Conflicts(ShownCase shown, HubDirectory directory) =>
        shown.Conflicts.Count == 0
            ? Html.Empty
            : Html.Of(
                $"""
                <section class="hub-section hub-conflicts" aria-labelledby="conflicts-title">
                <h2 class="nhsuk-heading-m" id="conflicts-title">Contradictions told <span class="hub-count">{shown.Conflicts.Count}</span></h2>
                <ul class="nhsuk-list">
                {Html.Each(
                    shown.Conflicts,
                    conflict =>
                        Html.Of(
                            $"<li>{conflict.Words} <span class=\"hub-entry__source\">{CaseTimes.Of(conflict.At, shown.AsAt)}, told by {HistoryPart.NameOf(conflict.Teller, directory)}</span></li>\n"
                        )
                )}
                </ul>
                </section>
                """
            );

    private static Html Fact(string name, string? value) =>
        Html.When(value, text => Html.Of($"<div><dt>{name}</dt><dd>{text}</dd></div>\n"));
}
