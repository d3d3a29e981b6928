using System.Text.Json;
using Azure.Data.Tables;
using IntegrationHub.CareRecord;
using IntegrationHub.Directory;
using IntegrationHub.Identifiers;
using IntegrationHub.Intake;
using IntegrationHub.Storage;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Messaging;

/// <summary>
/// Finds what a crash left unfinished by walking the snapshots since the last sweep: a message whose snapshot is stored but which is
/// in no record, and a record whose outbox still holds rows. No table is scanned.
/// </summary>
public sealed partial class Sweeper(
    HubDirectory directory,
    Snapshots snapshots,
    RecordStore store,
    Tables tables,
    IntakeService intake,
    OutboxDispatcher dispatcher,
    ParkedWork parked,
    Outbox outbox,
    TimeProvider time,
    ILogger<Sweeper> logger
)
{
    /// <summary>Sweeps overlap by this much, because the clocks of storage and hub differ.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(2);

    /// <summary>A hub that never swept before looks this far back.</summary>
    private static readonly TimeSpan FirstLook = TimeSpan.FromDays(2);

    private const string Partition = "sweep";
    private const string Row = "snapshots";

    /// <param name="grace">Messages younger than this are left to whoever is working on them; zero after a start.</param>
    /// <returns>How many messages and records were finished.</returns>
    public async Task<int> SweepAsync(TimeSpan grace, CancellationToken cancellationToken)
    {
        var until = time.GetUtcNow() - grace;
        var mark = await tables.Sweeps.GetEntityIfExistsAsync<TableEntity>(Partition, Row, cancellationToken: cancellationToken);
        var from = (mark.HasValue ? mark.Value!.GetDateTimeOffset("Through") ?? until - FirstLook : until - FirstLook) - Overlap;
        var finished = 0;
        var through = until;
        foreach (var prefix in PrefixesSince(from, until))
        {
            await foreach (var snapshot in snapshots.ListAsync(prefix, cancellationToken))
            {
                if (
                    snapshot.StoredAt < from
                    || snapshot.StoredAt > until
                    || outbox.WasSettledHere(snapshot.Name)
                    || parked.IsSetAside(snapshot.Name)
                )
                    continue;
                try
                {
                    var finish = await FinishAsync(snapshot, cancellationToken);
                    if (finish is not Finish.Settled)
                        finished++;
                    // What its commit left to do is in the hands of this process only: the next sweep asks whether it was done.
                    if (finish is Finish.WorkedIn)
                        through = snapshot.StoredAt < through ? snapshot.StoredAt : through;
                }
                catch (Exception fault) when (ParkedWork.IsItsOwn(fault))
                {
                    if (await parked.SetAsideAsync(snapshot.Name, fault, cancellationToken))
                        continue;
                    // One message that cannot be finished must hold up neither the others nor the start of the hub. It stays within
                    // the next sweep's sight, and each sweep says so.
                    LogUnfinished(SnapshotFacts.IdentityIn(snapshot.Name), fault.GetType().Name);
                    through = snapshot.StoredAt < through ? snapshot.StoredAt : through;
                }
            }
        }

        outbox.SweepEnded();
        await tables.Sweeps.UpsertEntityAsync(
            new TableEntity(Partition, Row) { ["Through"] = through },
            TableUpdateMode.Merge,
            cancellationToken
        );
        if (finished > 0)
            LogFinished(finished);
        return finished;
    }

    private IEnumerable<string> PrefixesSince(DateTimeOffset from, DateTimeOffset until)
    {
        for (var day = from.UtcDateTime.Date; day <= until.UtcDateTime.Date; day = day.AddDays(1))
        {
            foreach (var organisation in directory.Organisations.Keys)
                yield return MessageIdentity.PrefixOf(organisation, day);
        }
    }

    private async Task<Finish> FinishAsync(ListedSnapshot snapshot, CancellationToken cancellationToken)
    {
        var identity = SnapshotFacts.IdentityIn(snapshot.Name);
        if (
            SnapshotFacts.RecordsIn(snapshot.Facts) is { } records
            && await CommitsInAsync(records, snapshot.Name, cancellationToken) is { } commits
        )
        {
            foreach (var commit in commits)
                await dispatcher.FinishAsync(commit, cancellationToken);
            outbox.Settled(snapshot.Name);
            return Finish.Settled;
        }

        // A batch may have been cut off between two persons: those that are in answer as repeats.
        if (await intake.ReplayAsync(snapshot.Name, cancellationToken) is not IntakeOutcome.Refused refused)
            return Finish.WorkedIn;
        LogRefused(identity, refused.Errors[0].Code);
        return Finish.Refused;
    }

    private enum Finish
    {
        Settled,
        WorkedIn,
        Refused,
    }

    /// <returns>Null unless the message is in all of them.</returns>
    private async Task<IReadOnlyList<Commit>?> CommitsInAsync(
        IReadOnlyList<RecordId> records,
        string snapshot,
        CancellationToken cancellationToken
    )
    {
        var commits = new List<Commit>();
        foreach (var record in records)
        {
            if (await store.FindCommitAsync(record, SnapshotFacts.IdentityIn(snapshot), cancellationToken) is not { } commit)
                return null;
            // The message was sent again on another day and came in as that: what the first attempt staged is shown by no commit.
            if (commit.Snapshot != snapshot)
                await store.DropOtherAttemptsAsync(commit, cancellationToken);
            commits.Add(commit);
        }

        return commits;
    }

    [LoggerMessage(EventId = 710, Level = LogLevel.Information, Message = "The sweep finished {Count} messages that had been cut off.")]
    private partial void LogFinished(int count);

    [LoggerMessage(EventId = 711, Level = LogLevel.Error, Message = "Snapshot {Identity} was cut off and is now refused with {Code}.")]
    private partial void LogRefused(string identity, string code);

    [LoggerMessage(EventId = 712, Level = LogLevel.Error, Message = "Snapshot {Identity} cannot be finished ({Fault}); the sweep goes on.")]
    private partial void LogUnfinished(string identity, string fault);
}
