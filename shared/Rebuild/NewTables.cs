using Azure.Data.Tables;
using IntegrationHub.Access;
using IntegrationHub.CareRecord;
using IntegrationHub.Directory;
using IntegrationHub.Discharge.Boards;
using IntegrationHub.Discharge.Clocks;
using IntegrationHub.Discharge.Fairness;
using IntegrationHub.Discharge.Projection;
using IntegrationHub.Fhir;
using IntegrationHub.Identifiers;
using IntegrationHub.Intake;
using IntegrationHub.Messaging;
using IntegrationHub.Referrals.Projection;
using IntegrationHub.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace IntegrationHub.Rebuild;

/// <summary>What a message needs on its way into a record, but for the storage it ends in.</summary>
public sealed record RebuildParts(
    TableServiceClient Service,
    Tables Serving,
    Snapshots Snapshots,
    HubDirectory Directory,
    AccessPolicy Access,
    Pseudonyms Pseudonyms,
    IOptions<JsonLimits> Limits,
    TimeProvider Time,
    ILogger<OutboxDispatcher> OutboxLogger,
    ILogger<ParkedWork> ParkedLogger
);

/// <summary>
/// The way of every message, as it is, into other tables: the same intake, planner and store. What a commit leaves to do is done at
/// once, but nothing is sent: the alerts went out when the commits were first made.
/// </summary>
internal sealed class NewTables : IDisposable
{
    private readonly Outbox outbox = new() { RemembersLinks = false };
    private readonly OutboxDispatcher dispatcher;
    private readonly IntakeService intake;
    private readonly RecordStore store;
    private readonly CaseProjector cases;
    private readonly ReferralProjector referrals;

    internal NewTables(RebuildParts parts, int number)
    {
        Tables = TablesOf(parts.Service, number);
        store = new RecordStore(Tables, parts.Snapshots);
        var order = new OldOrder(parts.Serving, Tables, ReplayAsync, LinkAsync);
        var reader = new RecordReader(Tables);
        intake = new IntakeService(
            parts.Directory,
            parts.Access,
            parts.Pseudonyms,
            store,
            reader,
            parts.Snapshots,
            outbox,
            parts.Limits,
            events: null
        )
        {
            BeforeCommit = order.BeforeCommitAsync,
        };
        var parked = new ParkedWork(Tables, parts.Time, parts.ParkedLogger);
        cases = new CaseProjector(
            Tables,
            parts.Directory,
            new CaseStore(Tables),
            new BoardStore(Tables),
            new FairnessStore(Tables, parts.Time),
            new ClockSchedule(Tables, parts.Time),
            new WorkingCalendar(parts.Directory.BankHolidays)
        );
        referrals = new ReferralProjector(Tables, parts.Directory, new ReferralStore(Tables), new ReferralLists(Tables));
        dispatcher = new OutboxDispatcher(
            outbox,
            Tables,
            sender: null,
            intake,
            reader,
            cases: null,
            referrals: null,
            parked,
            // Who waits is told of the tables that serve.
            waiting: null,
            parts.Time,
            parts.OutboxLogger
        )
        {
            BeforeLink = order.BringUpAsync,
        };
        BringUpAsync = order.BringUpAsync;
        BeforeAsync = order.BeforeCommitAsync;
    }

    internal Tables Tables { get; }

    /// <summary>Brings in every commit that the old record has and the new one lacks.</summary>
    internal Func<RecordId, CancellationToken, Task> BringUpAsync { get; }

    /// <summary>Brings a record to where it was before a message (by its identity) came to it.</summary>
    internal Func<RecordId, string, CancellationToken, Task<bool>> BeforeAsync { get; }

    internal static Tables TablesOf(TableServiceClient service, int number) =>
        new(
            service,
            FormattableString.Invariant($"{StoreNames.CareRecord}R{number}"),
            FormattableString.Invariant($"{StoreNames.Unmatched}R{number}"),
            FormattableString.Invariant($"{StoreNames.Cases}R{number}"),
            FormattableString.Invariant($"{StoreNames.Referrals}R{number}"),
            FormattableString.Invariant($"{StoreNames.Clocks}R{number}"),
            StoreNames.Rebuilds
        );

    /// <summary>All of them: made at the start of a rebuild, dropped at its end.</summary>
    internal static IReadOnlyList<TableClient> All(Tables tables) =>
        [tables.CareRecord, tables.Unmatched, tables.Cases, tables.Referrals, tables.Clocks];

    /// <summary>Works one snapshot in, with all that follows from it. Harmless when it is in already.</summary>
    internal async Task<IntakeOutcome> ReplayAsync(string snapshot, CancellationToken cancellationToken)
    {
        var outcome = await intake.ReplayAsync(snapshot, cancellationToken);
        while (outbox.TryTake(out var work))
            await dispatcher.DoAsync(work, cancellationToken);
        return outcome;
    }

    /// <summary>Leads every sender's own id that a new record has been told of to it, in case a crash cut that off.</summary>
    internal async Task LinkAsync(RecordId record, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {record.Value} and RowKey ge {Commit.Prefix} and RowKey lt {"d"}");
        var commits = new List<Commit>();
        await foreach (var row in Tables.Of(record).QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            commits.Add(Commit.From(row));
        foreach (var commit in commits.OrderBy(commit => commit.Number))
        {
            foreach (var sendersPerson in commit.Links)
                await dispatcher.LinkAsync(sendersPerson, record, commit.Provenance.ReceivedAt, cancellationToken);
        }
    }

    /// <summary>
    /// Makes the person's cases and referrals of what their record says of them. Once a person, and not after each message: the outcome is the same, for
    /// a projection goes from commit to commit.
    /// </summary>
    internal async Task ProjectAsync(RecordId record, CancellationToken cancellationToken)
    {
        await cases.ProjectAsync(record, static (_, _) => Task.CompletedTask, cancellationToken);
        await referrals.ProjectAsync(record, static (_, _) => Task.CompletedTask, cancellationToken);
        if ((await store.ReadHeadAsync(record, cancellationToken))?.MatchedTo is null)
            return;
        await cases.RetireAsync(record, cancellationToken);
        await referrals.RetireAsync(record, cancellationToken);
    }

    public void Dispose()
    {
        dispatcher.Dispose();
        outbox.Dispose();
    }
}
