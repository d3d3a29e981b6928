using System.Collections.Concurrent;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using IntegrationHub.CareRecord;
using IntegrationHub.Discharge.Projection;
using IntegrationHub.Errors;
using IntegrationHub.Identifiers;
using IntegrationHub.Intake;
using IntegrationHub.Operations;
using IntegrationHub.Referrals.Projection;
using IntegrationHub.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Messaging;

/// <summary>
/// Does what commits left to do, record by record, in the order of the commits. A row is deleted only after what it says is done, so
/// a crash in between does it twice: message ids derive from content, and the broker and every consumer drop the second.
/// </summary>
public sealed partial class OutboxDispatcher(
    Outbox outbox,
    Tables tables,
    MessageSender? sender,
    IntakeService intake,
    RecordReader records,
    CaseProjector? cases,
    ReferralProjector? referrals,
    ParkedWork parked,
    WaitingPersons? waiting,
    TimeProvider time,
    ILogger<OutboxDispatcher> logger
) : BackgroundService
{
    /// <summary>Column of a pointer: everything that waited for it has been worked in.</summary>
    private const string WaitsNoMore = "WaitsNoMore";

    /// <summary>Column of a pointer: when the message that made it was received.</summary>
    private const string MatchedAt = "MatchedAt";

    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromMinutes(1);

    private readonly RecordLocks locks = new();
    private readonly ConcurrentDictionary<RecordId, int> failures = new();
    private readonly ConcurrentDictionary<RecordId, ITimer> retries = new();

    /// <summary>What a rebuild has done before a sender's own id of a person is led elsewhere.</summary>
    internal Func<RecordId, CancellationToken, Task>? BeforeLink { get; init; }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, Outbox.Lanes).Select(lane => WorkAsync(outbox.Lane(lane), stoppingToken)));

    private async Task WorkAsync(System.Threading.Channels.ChannelReader<OutboxWork> lane, CancellationToken cancellationToken)
    {
        await foreach (var work in lane.ReadAllAsync(cancellationToken))
        {
            using var activity = HubTrace.Continue("Outbox", work.Trace);
            HubMeter.CountFor(work.Bearer);
            try
            {
                await DoAsync(work, cancellationToken);
                if (!work.IsRepeat)
                    HubMeter.Lagged(time.GetUtcNow() - work.At);
                failures.TryRemove(work.Record, out _);
                if (work.Snapshot is { } snapshot)
                    outbox.Settled(snapshot);
            }
            catch (Exception fault) when (Outage.Is(fault) || ParkedWork.IsItsOwn(fault))
            {
                // Nothing is lost: the rows stay, and the record comes round again. A row that cannot be done holds up its own record
                // only, and is set aside in the end.
                RetryLater(work, fault);
            }
        }
    }

    internal async Task DoAsync(OutboxWork work, CancellationToken cancellationToken)
    {
        foreach (var link in work.Links)
            await LinkAsync(link, work.Record, work.At, cancellationToken);
        if (work.BeginsToWait && waiting is not null)
            await waiting.NoteAsync(work.Record, work.At, cancellationToken);
        if (work.Sends)
            await DrainAsync(work.Record, cancellationToken);
    }

    /// <summary>Does what a commit left to do. Safe to run anywhere at any time.</summary>
    internal async Task FinishAsync(Commit commit, CancellationToken cancellationToken)
    {
        foreach (var link in commit.Links)
            await LinkAsync(link, commit.Record, commit.Provenance.ReceivedAt, cancellationToken);
        if (commit.BeginsToWait && waiting is not null)
            await waiting.NoteAsync(commit.Record, commit.Provenance.ReceivedAt, cancellationToken);
        await DrainAsync(commit.Record, cancellationToken);
    }

    /// <summary>Works off one record's outbox. Safe to run anywhere at any time.</summary>
    public async Task DrainAsync(RecordId record, CancellationToken cancellationToken)
    {
        // The sweeper may come by while a lane is at work: one after the other, so that order holds.
        using var turn = await locks.EnterAsync(record, cancellationToken);
        var table = tables.Of(record);
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {record.Value} and RowKey ge {OutboxRows.From} and RowKey lt {OutboxRows.To}"
        );
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            using var activity = HubTrace.Resume("Outbox", row.GetString(OutboxRows.Trace));
            try
            {
                foreach (var message in OutboxRows.Read(row))
                    await DoAsync(record, message, cancellationToken);
            }
            catch (Exception fault) when (ParkedWork.IsItsOwn(fault))
            {
                if (!await parked.SetAsideAsync(record, row, fault, cancellationToken))
                    throw;
                continue;
            }

            await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellationToken);
        }
    }

    private Task DoAsync(RecordId record, OutboxMessage message, CancellationToken cancellationToken) =>
        message.Kind switch
        {
            // A rebuild projects each person once, when all messages are in.
            OutboxMessage.ProjectCases => ProjectAsync(record, message.Subject is OutboxMessage.WithReferrals, cancellationToken),
            OutboxMessage.ToSubscribers when message.Subject is OutboxMessage.UnlessObjected => TellAsync(
                record,
                message,
                cancellationToken
            ),
            _ => SendAsync(message, cancellationToken),
        };

    private async Task TellAsync(RecordId record, OutboxMessage message, CancellationToken cancellationToken)
    {
        var heads = await records.ReadHeadsAsync(record, cancellationToken);
        if (!heads.Any(head => head.EverObjected))
            await SendAsync(message, cancellationToken);
    }

    private async Task ProjectAsync(RecordId record, bool hasReferrals, CancellationToken cancellationToken)
    {
        if (cases is not null)
            await cases.ProjectAsync(record, SendAsync, cancellationToken);
        if (referrals is not null && hasReferrals)
            await referrals.ProjectAsync(record, SendAsync, cancellationToken);
    }

    /// <summary>A rebuild has nobody to send to: its messages went out when their commits were first made.</summary>
    private Task SendAsync(OutboxMessage message, CancellationToken cancellationToken) =>
        sender?.SendAsync(message, cancellationToken) ?? Task.CompletedTask;

    /// <summary>
    /// From now on the sender's own id of the person leads to the record; what waited under Unmatched is worked in again, and finds
    /// its way by the same link. Harmless when done before.
    /// </summary>
    /// <param name="at">
    /// When the message that says so was received: an older one that is finished late does not lead the id back.
    /// </param>
    internal async Task LinkAsync(RecordId sendersPerson, RecordId record, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (BeforeLink is { } prepare)
            await prepare(sendersPerson, cancellationToken);
        if (!await PointAsync(sendersPerson, record, at, cancellationToken))
            return;
        var messages = TableClient.CreateQueryFilter(
            $"PartitionKey eq {sendersPerson.Value} and RowKey ge {Commit.Prefix} and RowKey lt {"d"}"
        );
        await foreach (
            var row in tables.Unmatched.QueryAsync<TableEntity>(messages, select: ["Snapshot"], cancellationToken: cancellationToken)
        )
            await ReplayAsync(row.Text("Snapshot"), cancellationToken);
        // What was said of stays stands in the person's record now.
        if (cases is not null)
            await cases.RetireAsync(sendersPerson, cancellationToken);
        if (referrals is not null)
            await referrals.RetireAsync(sendersPerson, cancellationToken);
        TableEntity there;
        do
        {
            there = await PointerAsync(sendersPerson, cancellationToken);
            // Led elsewhere meanwhile: whoever did that says when nobody waits any more.
            if (there.GetString("MatchedTo") != record.Value)
                return;
            if (waiting is not null)
                await waiting.ForgetAsync(there, cancellationToken);
        } while (
            !await MoveAsync(new TableEntity(there.PartitionKey, there.RowKey) { [WaitsNoMore] = true }, there.ETag, cancellationToken)
        );
    }

    /// <summary>Leads the sender's own id to the record. Of several messages that do, the latest counts, whichever is finished last.</summary>
    /// <returns>Whether there may be messages that wait for it.</returns>
    private async Task<bool> PointAsync(RecordId sendersPerson, RecordId record, DateTimeOffset at, CancellationToken cancellationToken)
    {
        try
        {
            // Nearly always nothing of this person waits, and inserting the pointer says so by succeeding.
            await tables.Unmatched.AddEntityAsync(Pointer(at, waitsNoMore: true), cancellationToken);
            return false;
        }
        catch (RequestFailedException fault) when (fault.Status == 409)
        {
            // There is one.
        }

        while (true)
        {
            var there = await PointerAsync(sendersPerson, cancellationToken);
            var said = there.GetDateTimeOffset(MatchedAt);
            var since = at;
            if (there.GetString("MatchedTo") == record.Value)
            {
                var isLater = said is null || at > said;
                if (there.GetBoolean(WaitsNoMore) is true)
                {
                    if (!isLater || await MoveAsync(Pointer(at, waitsNoMore: true), there.ETag, cancellationToken))
                        return false;
                    continue;
                }

                since = isLater ? at : said!.Value;
            }
            else if (RecordId.TryParse(there.GetString("MatchedTo"), out var before))
            {
                if (said > at)
                    return false;
                var heads = await records.ReadHeadsAsync(record, cancellationToken);
                if (heads.All(head => head.Record != before))
                    await parked.TwoNumbersAsync(sendersPerson, before, record, cancellationToken);
            }

            if (await MoveAsync(Pointer(since, waitsNoMore: false), there.ETag, cancellationToken))
                return true;
        }

        TableEntity Pointer(DateTimeOffset since, bool waitsNoMore) =>
            new(sendersPerson.Value, RecordHead.RowKey)
            {
                ["MatchedTo"] = record.Value,
                [WaitsNoMore] = waitsNoMore,
                [MatchedAt] = since,
            };
    }

    private async Task<TableEntity> PointerAsync(RecordId sendersPerson, CancellationToken cancellationToken) =>
        await tables.Unmatched.GetEntityAsync<TableEntity>(sendersPerson.Value, RecordHead.RowKey, cancellationToken: cancellationToken);

    /// <returns>False when somebody else changed the pointer meanwhile: what was decided may not hold.</returns>
    private async Task<bool> MoveAsync(TableEntity pointer, ETag read, CancellationToken cancellationToken)
    {
        try
        {
            await tables.Unmatched.UpdateEntityAsync(pointer, read, TableUpdateMode.Merge, cancellationToken);
            return true;
        }
        catch (RequestFailedException fault) when (fault.Status == 412)
        {
            return false;
        }
    }

    private async Task ReplayAsync(string snapshot, CancellationToken cancellationToken)
    {
        try
        {
            if (await intake.ReplayAsync(snapshot, cancellationToken) is IntakeOutcome.Refused refused)
                await parked.RefusedAsync(snapshot, refused.Errors[0], cancellationToken);
        }
        catch (Exception fault) when (ParkedWork.IsItsOwn(fault))
        {
            if (!await parked.SetAsideAsync(snapshot, fault, cancellationToken))
                throw;
        }
    }

    /// <summary>Has another try at what was set aside, at an operator's word.</summary>
    /// <returns>Null when it is done; else why not, and it stays on the list.</returns>
    public async Task<HubError?> ReplayParkedAsync(string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        try
        {
            switch (await parked.FindAsync(id, cancellationToken))
            {
                case null:
                    return ErrorCatalogue.ParkedNotFound;
                case SetAside.Snapshot snapshot:
                    if (await intake.ReplayAsync(snapshot.Name, cancellationToken) is IntakeOutcome.Refused refused)
                        return refused.Errors[0];
                    break;
                case SetAside.Row { Entity: { } row } one:
                    using (HubTrace.Resume("Outbox", row.GetString(OutboxRows.Trace)))
                    {
                        foreach (var message in OutboxRows.Read(row))
                            await DoAsync(one.Record, message, cancellationToken);
                    }

                    await tables.Of(one.Record).DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellationToken);
                    break;
            }
        }
        catch (Exception fault) when (ParkedWork.IsItsOwn(fault))
        {
            return ErrorCatalogue.StillFails;
        }

        await parked.ForgetAsync(id, cancellationToken);
        return null;
    }

    private void RetryLater(OutboxWork work, Exception fault)
    {
        var record = work.Record;
        var count = failures.AddOrUpdate(record, 1, (_, before) => before + 1);
        var wait = TimeSpan.FromTicks(Math.Min(FirstRetry.Ticks << Math.Min(count - 1, 10), LongestRetry.Ticks));
        LogLeft(record.Value, count, wait, fault.GetType().Name);
        var timer = time.CreateTimer(_ => outbox.Signal(work), null, wait, Timeout.InfiniteTimeSpan);
        retries.AddOrUpdate(
            record,
            timer,
            (_, before) =>
            {
                before.Dispose();
                return timer;
            }
        );
    }

    public override void Dispose()
    {
        foreach (var timer in retries.Values)
            timer.Dispose();
        base.Dispose();
    }

    [LoggerMessage(
        EventId = 700,
        Level = LogLevel.Warning,
        Message = "The outbox of record {Record} could not be worked off (attempt {Attempt}, {Fault}); again in {Wait}."
    )]
    private partial void LogLeft(string record, int attempt, TimeSpan wait, string fault);
}
