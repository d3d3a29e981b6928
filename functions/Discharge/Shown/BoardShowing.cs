using System.Globalization;
using IntegrationHub.CareRecord;
using IntegrationHub.Directory;
using IntegrationHub.Discharge.Boards;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Functions.Discharge.Shown;

/// <summary>Pure: from a board as it was read to what is answered.</summary>
internal sealed class BoardShowing(HubDirectory directory, DateTimeOffset now)
{
    internal ShownBoard Board(CaseBoard board, BoardView view, IReadOnlyList<BoardAsk> asked, bool mayWork) =>
        new(
            board.Id,
            board.Name,
            ShownBoardName.KindOf(board),
            now,
            view.Open,
            [.. view.Choices.Select(choice => Choice(choice, asked)), .. asked.Where(one => !IsIn(view, one)).Select(Nobody)],
            [.. view.Columns.Select(column => new ShownColumn(column.Name, column.Count, column.IsAtLeast, [.. column.Cards.Select(Card)]))]
        )
        {
            Tag = view.Tag,
            IsNarrowed = asked.Count > 0,
            MayWork = mayWork,
        };

    /// <summary>With what waits for the council set before the rest.</summary>
    /// <param name="tasks">The same board, narrowed to whose turn is the council's.</param>
    internal ShownBoard WithTasks(ShownBoard board, BoardView tasks) =>
        board with
        {
            TaskCount = tasks.Columns.Sum(column => column.Count ?? 0),
            Tasks = [.. tasks.Columns.SelectMany(column => column.Cards).OrderBy(DueAt).ThenBy(card => card.Since).Select(Card)],
        };

    internal ShownCard Card(BoardCard card)
    {
        if (!HubResourceId.TryParse(card.Case, out var id))
            throw new InvalidDataException("A case's id names no record.");
        return new ShownCard(card.Case, id.Record.Value, WallTag.Of(card.Case), CaseWords.StateCode(card.State), card.Since, card.Turn)
        {
            StateIs = card.State,
            Hospital = (card.Site ?? card.Trust) is { } code ? OrganisationName(code) : null,
            Person = Person(card.Person),
            Trust = card.Trust,
            Site = card.Site,
            Ward = card.Ward,
            Pathway = card.Pathway,
            PathwayAgreed = card.IsPathwayAgreed,
            AdmittedAt = card.AdmittedAt,
            ExpectedDischarge = card.ExpectedDischarge,
            ReadyAt = card.ReadyAt,
            ReadyHours = card.ReadyAt is { } ready ? (int)Math.Max(0, ((card.LeftAt ?? now) - ready).TotalHours) : null,
            LeftAt = card.LeftAt,
            Delay = card.Delay,
            Assessment = card.Assessment,
            NoticeToAnswer = card.NoticeToAnswer,
            CareFrom = card.CareFrom,
            Neighbourhood = card.Neighbourhood,
            LongStayRisk = card.LongStayRisk,
            Readmission = card.IsReadmission,
            Withdrawn = card.IsWithdrawn,
            Conflicts = card.Conflicts,
            OpenAlerts = card.OpenAlerts,
            Clocks = [.. card.Clocks.OrderBy(clock => clock.PausedSince is not null).ThenBy(clock => clock.DueAt).Select(Clock)],
        };
    }

    internal ShownClock Clock(CardClock clock)
    {
        var reading = ClockReading.Of(clock, now);
        return new ShownClock(
            clock.Kind,
            clock.Rule,
            clock.DueAt,
            clock.WarnAt,
            clock.PausedSince,
            reading.Standing.ToString().ToLowerInvariant(),
            reading.Words
        );
    }

    /// <summary>Of a person who objected, who it is stands in the record alone, where the objection is weighed.</summary>
    internal static ShownPerson? Person(CardPerson? person) =>
        person switch
        {
            null => null,
            { IsWithheld: true } => new ShownPerson(null, null, null, Withheld: true),
            _ => new ShownPerson(person.Name, person.NhsNumber, person.BirthDate, Withheld: false),
        };

    internal string OrganisationName(string code) => OdsCode.TryParse(code, out var ods) ? directory.Find(ods)?.Name ?? code : code;

    private ShownChoice Choice(BoardChoice choice, IReadOnlyList<BoardAsk> asked)
    {
        var filter = choice.Filter;
        var label = filter.By switch
        {
            BoardDimension.Pathway => CaseWords.Pathway(int.Parse(filter.Value, CultureInfo.InvariantCulture)),
            BoardDimension.Neighbourhood => directory.Neighbourhoods.GetValueOrDefault(filter.Value)?.Name ?? filter.Value,
            BoardDimension.Turn => CaseWords.Turn(filter.Value),
            _ => filter.Value,
        };
        return new ShownChoice(
            BoardQueries.NameOf(filter.By),
            filter.Value,
            filter.Token,
            label,
            choice.Count,
            asked.Contains(new BoardAsk(filter.By, filter.Token))
        );
    }

    private static bool IsIn(BoardView view, BoardAsk one) =>
        view.Choices.Any(choice => choice.Filter.By == one.By && choice.Filter.Token == one.Token);

    /// <summary>Of what is asked for and nobody answers to any more, only the token is known.</summary>
    private static ShownChoice Nobody(BoardAsk one) =>
        new(BoardQueries.NameOf(one.By), "", one.Token, "What you chose before", Count: 0, Chosen: true);

    private static DateTimeOffset DueAt(BoardCard card) => card.NextClock?.DueAt ?? DateTimeOffset.MaxValue;
}
