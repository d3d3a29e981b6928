using IntegrationHub.Functions.Discharge.Shown;
using IntegrationHub.Functions.Pages.Record;
using IntegrationHub.Hypertext;

namespace IntegrationHub.Functions.Pages.Boards;

/// <summary>Pure: one case as a card of a board.</summary>
internal sealed class CardPart(ShownBoard board)
{
    internal static string NameOf(ShownPerson? person) =>
        person switch
        {
            { Withheld: true } => "Name withheld: open the record",
            { Name: { } name } => name,
            _ => "Name not known",
        };

    internal static Html Clock(ShownClock clock) =>
        Html.Of(
            $"<span class=\"hub-clock hub-clock--{clock.Standing}\"><strong>{clock.Words}</strong> to {CaseWords.Clock(clock.Kind)}</span>\n"
        );

    internal static string? NumberOf(ShownPerson? person) =>
        person?.NhsNumber is { Length: 10 } number ? $"{number[..3]} {number[3..6]} {number[6..]}" : null;

    internal Html Write(ShownCard card) =>
        Html.Of(
            $"""
            <li class="hub-card{(
                card.Clocks.Any(clock => clock.Standing == "late") ? " hub-card--late" : ""
            )}" id="c-{card.Case}" data-card="{card.Case}">
            <h3 class="hub-card__name"><a id="a-{card.Case}" href="/cases/{card.Case}"><bdi>{NameOf(card.Person)}</bdi></a></h3>
            {Who(card.Person)}
            <p class="hub-card__where">{card.Ward ?? "Ward not told"}{(board.Kind == "council" && card.Hospital is { } hospital ? $", {hospital}" : "")}</p>
            {Html.Each(card.Clocks, Clock)}
            <dl class="hub-card__facts">
            {Fact("Pathway", PathwayOf(card))}
            {Fact("Ready for", card is { ReadyHours: { } hours, LeftAt: null } ? InHours(hours) : null)}
            {Fact(IsOverdue(card) ? "Was expected to leave" : "Expected to leave", card.LeftAt is null ? Day(card.ExpectedDischarge) : null)}
            {Fact("Left", card.LeftAt is { } left ? $"{CaseTimes.Of(left, board.AsAt)}, {CaseWords.State(card.StateIs)}" : null)}
            {Fact("Delayed", card.Delay is { } delay ? CaseWords.Delay(delay.Code) : null)}
            {Fact("Next to act", card.LeftAt is null ? CaseWords.Turn(card.Turn) : null)}
            </dl>
            {Flags(card)}
            <details class="hub-card__more" id="d-{card.Case}"><summary>More<span class="nhsuk-u-visually-hidden"> about {NameOf(
                card.Person
            )}</span></summary>
            <dl class="hub-card__facts">
            {Fact("State", CaseWords.State(card.StateIs))}
            {Fact("Since", CaseTimes.Of(card.Since, board.AsAt))}
            {Fact("Admitted", card.AdmittedAt is { } admitted ? CaseTimes.Of(admitted, board.AsAt) : null)}
            {Fact("Hospital", card.Hospital)}
            {Fact("Assessment", AssessmentOf(card))}
            {Fact("Care from", Day(card.CareFrom))}
            {Fact("Delayed since", card.Delay is { } since ? CaseTimes.Of(since.Since, board.AsAt) : null)}
            {Fact("Neighbourhood", NeighbourhoodOf(card))}
            {Fact("Tag on the wall", card.Tag)}
            </dl>
            <p><a href="/records/{card.RecordId}">Record<span class="nhsuk-u-visually-hidden"> of {NameOf(card.Person)}</span></a></p>
            </details>
            {(board.MayWork && card.OpenAlerts > 0 ? Take(card) : Html.Empty)}
            </li>
            """
        );

    private static Html Take(ShownCard card) =>
        Html.Of(
            $"""
            <form class="hub-card__take" method="post" action="/cases/{card.Case}/alerts/claim"><button class="hub-small-button" type="submit" id="b-{card.Case}">Take this case's alert<span class="nhsuk-u-visually-hidden">: {NameOf(
                card.Person
            )}</span></button></form>
            """
        );

    private static Html Flags(ShownCard card)
    {
        List<string> flags =
        [
            .. card.Conflicts > 0 ? [card.Conflicts == 1 ? "1 contradiction" : $"{card.Conflicts} contradictions"] : Array.Empty<string>(),
            .. card.OpenAlerts > 0 ? [card.OpenAlerts == 1 ? "1 open alert" : $"{card.OpenAlerts} open alerts"] : Array.Empty<string>(),
            .. card.LongStayRisk ? ["Risk of long stay"] : Array.Empty<string>(),
            .. card.Readmission ? ["Readmission"] : Array.Empty<string>(),
            .. card.Withdrawn ? ["Withdrawn"] : Array.Empty<string>(),
        ];
        return flags.Count == 0
            ? Html.Empty
            : Html.Of($"<ul class=\"hub-flags\">{Html.Each(flags, flag => Html.Of($"<li>{flag}</li>"))}</ul>");
    }

    private static Html Who(ShownPerson? person)
    {
        if (person is null or { Withheld: true } || person.BirthDate is null && person.NhsNumber is null)
            return Html.Empty;
        var born = person.BirthDate is { } birth ? $"Born {PlainDates.Of(birth)}" : null;
        return Html.Of($"<p class=\"hub-card__who\">{Html.When(born, Part)}{Html.When(NumberOf(person), Part)}</p>");

        static Html Part(string text) => Html.Of($"<span>{text}</span> ");
    }

    private static string? PathwayOf(ShownCard card) =>
        card.Pathway is { } pathway ? $"{pathway}, {(card.PathwayAgreed ? "agreed" : "proposed")}" : null;

    private string? AssessmentOf(ShownCard card) =>
        card.Assessment switch
        {
            null => null,
            { DoneAt: { } done } => $"Done {CaseTimes.Of(done, board.AsAt)}",
            { Accepted: true } => "Accepted, not done yet",
            { Accepted: false } => "Declined",
            var asked => $"Asked {CaseTimes.Of(asked.AskedAt, board.AsAt)}, not answered yet",
        };

    private string? NeighbourhoodOf(ShownCard card) =>
        card.Neighbourhood is { } id
            ? board.Choices.FirstOrDefault(choice => choice.By == "neighbourhood" && choice.Value == id)?.Label ?? id
            : null;

    private bool IsOverdue(ShownCard card) => card.ExpectedDischarge < CaseTimes.DayOf(board.AsAt);

    private string? Day(DateOnly? day) => day is { } known ? CaseTimes.Of(known, board.AsAt) : null;

    private static string InHours(int hours) => hours == 1 ? "1 hour" : $"{hours} hours";

    private static Html Fact(string name, string? value) =>
        Html.When(value, text => Html.Of($"<div><dt>{name}</dt><dd>{text}</dd></div>\n"));
}
