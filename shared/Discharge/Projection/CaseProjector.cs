using IntegrationHub.CareRecord;
using IntegrationHub.Directory;
using IntegrationHub.Discharge.Boards;
using IntegrationHub.Discharge.Cases;
using IntegrationHub.Discharge.Clocks;
using IntegrationHub.Discharge.Fairness;
using IntegrationHub.Discharge.Stays;
using IntegrationHub.Identifiers;
using IntegrationHub.Messaging;
using IntegrationHub.Storage;

namespace IntegrationHub.Discharge.Projection;

/// <summary>
/// Makes of what was said of a person's stays the cases, their alerts and their places on the boards: commit by commit, so that each
/// commit raises its alerts however late it is projected. In this order: alerts, boards, clocks, then how far it came. A crash anywhere
/// does the same again, with the same ids. See docs/adr/0008.
/// </summary>
public sealed class CaseProjector(
    Tables tables,
    HubDirectory directory,
    CaseStore store,
    BoardStore boards,
    FairnessStore fairness,
    ClockSchedule clocks,
    WorkingCalendar calendar
)
{
    /// <summary>How often a projection that another process overtook begins again.</summary>
    private const int MaxAttempts = 20;

    /// <param name="send">Sends an alert. A rebuild sends nothing.</param>
    internal async Task ProjectAsync(
        RecordId record,
        Func<OutboxMessage, CancellationToken, Task> send,
        CancellationToken cancellationToken
    )
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (await ProjectOnceAsync(record, send, cancellationToken))
                return;
        }

        throw new TimeoutException("A person's cases are projected by too many at once.");
    }

    /// <summary>
    /// Takes the cases of a person whom only the sender could name off all boards: the person is known now, and all that was said stands in
    /// the record of the NHS number.
    /// </summary>
    internal async Task RetireAsync(RecordId sendersPerson, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var stays = await store.ReadAsync(sendersPerson, cancellationToken);
            if (stays.Cases.All(stored => stored.Boards.Count == 0))
                return;
            var retired = stays.Cases.Select(stored => stored with { Boards = [] }).ToList();
            foreach (var (was, now) in stays.Cases.Zip(retired))
                await ListAsync(was, now, stays.Through, person: null, cancellationToken);
            if (await store.WriteAsync(stays, stays.Through, retired, cancellationToken))
                return;
        }

        throw new TimeoutException("A person's cases are projected by too many at once.");
    }

    /// <returns>False when another process projected the person meanwhile.</returns>
    private async Task<bool> ProjectOnceAsync(
        RecordId record,
        Func<OutboxMessage, CancellationToken, Task> send,
        CancellationToken cancellationToken
    )
    {
        var stays = await store.ReadAsync(record, cancellationToken);
        var commits = await StayRows.ReadAsync(tables, record, after: 0, cancellationToken);
        if (stays.Through == 0 && commits.All(commit => commit.Statements.Count == 0))
            return true;
        IReadOnlyList<DischargeCase> cases = [.. stays.Cases.Select(stored => stored.Case)];
        var through = stays.Through;
        foreach (var commit in commits.Where(commit => commit.Commit > stays.Through))
        {
            var step = ProjectionStep.Of(record, cases, commits, commit, directory);
            foreach (var message in step.Alerts)
                await send(message, cancellationToken);
            (cases, through) = (step.Cases, commit.Commit);
        }

        if (through == stays.Through)
            return true;

        var before = stays.Cases.ToDictionary(stored => stored.Case.Id, StringComparer.Ordinal);
        var person = await PersonAsync(record, cancellationToken);
        var after = new List<StoredCase>();
        foreach (var made in cases)
        {
            var was = before.GetValueOrDefault(made.Id);
            var now = new StoredCase(made, BoardsOf(made));
            if (was is null || CaseStore.TextOf(was) != CaseStore.TextOf(now))
                await ListAsync(was, now, through, person, cancellationToken);
            after.Add(now);
        }

        return await store.WriteAsync(stays, through, after, cancellationToken);
    }

    private async Task ListAsync(StoredCase? was, StoredCase now, int through, CardPerson? person, CancellationToken cancellationToken)
    {
        IReadOnlyList<CaseClock> running =
            CaseClocks.RulesFor(now.Case, directory) is { } rules && now.Boards.Count > 0 ? CaseClocks.Of(now.Case, rules, calendar) : [];
        var card = BoardCard.Of(
            now.Case,
            person,
            NeighbourhoodOf(now.Case),
            [
                .. running
                    .Where(clock => clock.StoppedAt is null)
                    .Select(clock => new CardClock(
                        ClockAlerts.NameOf(clock.Kind),
                        clock.Rule,
                        clock.DueAt,
                        clock.WarnAt,
                        clock.PausedSince
                    )),
            ]
        );
        // On before off: a case that goes from one board to another is never on none.
        await Task.WhenAll(now.Boards.Select(board => boards.PutAsync(board, now.Case.Id, through, card, cancellationToken)));
        await Task.WhenAll([
            .. (was?.Boards ?? [])
                .Except(now.Boards, StringComparer.Ordinal)
                .Select(board => boards.PutAsync(board, now.Case.Id, through, card: null, cancellationToken)),
            .. Count(was, now, through, running, cancellationToken),
            clocks.SetAsync(now.Case.Id, running, cancellationToken),
        ]);
    }

    private IEnumerable<Task> Count(
        StoredCase? was,
        StoredCase now,
        int through,
        IReadOnlyList<CaseClock> running,
        CancellationToken cancellationToken
    )
    {
        var asked = now.Boards.Count > 0 ? AskedItem.Of(now.Case, running, directory) : [];
        var before = was is null ? [] : AskedItem.Of(was.Case, [], directory);
        // Whoever is no longer asked for anything is counted out.
        return asked
            .Concat(before)
            .Select(item => item.Organisation)
            .Distinct(StringComparer.Ordinal)
            .Select(organisation =>
                fairness.PutAsync(
                    organisation,
                    now.Case.Id,
                    through,
                    [.. asked.Where(item => item.Organisation == organisation)],
                    cancellationToken
                )
            );
    }

    /// <summary>Of the discharge hubs that have it, and of the council of the person's place. A stay that never was is on none.</summary>
    private static IReadOnlyList<string> BoardsOf(DischargeCase of) =>
        of.State is CaseState.Cancelled ? [] : [.. of.Hubs, .. of.Council is { } council ? [council] : Array.Empty<string>()];

    private string? NeighbourhoodOf(DischargeCase of) =>
        OdsCode.TryParse(of.Practice, out var practice) ? directory.Find(practice)?.Neighbourhood : null;

    private async Task<CardPerson?> PersonAsync(RecordId record, CancellationToken cancellationToken)
    {
        var row = await tables
            .Of(record)
            .GetEntityIfExistsAsync<Azure.Data.Tables.TableEntity>(record.Value, RecordHead.RowKey, cancellationToken: cancellationToken);
        if (!row.HasValue)
            return null;
        var head = RecordHead.From(row.Value!);
        return head.EverObjected
            ? new CardPerson(null, null, null, IsWithheld: true)
            : new CardPerson(head.Name, head.NhsNumber, head.BirthDate, IsWithheld: false);
    }
}
