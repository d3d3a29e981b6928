using System.Security.Cryptography;
using Azure;
using Azure.Data.Tables;
using IntegrationHub.Discharge.Stays;
using IntegrationHub.Errors;
using IntegrationHub.Identifiers;
using IntegrationHub.Messaging;
using IntegrationHub.Storage;

namespace IntegrationHub.CareRecord;

/// <summary>
/// Writes messages into records: see docs/commit-protocol.md, which names each step below and what a crash after it leaves.
/// A small message costs one point read, one snapshot and one transaction.
/// </summary>
public sealed class RecordStore(Tables tables, Snapshots snapshots)
{
    /// <summary>How often a commit that lost the race for the next version number tries again.</summary>
    private const int MaxAttempts = 40;

    private readonly RecordLocks locks = new();

    /// <summary>Idempotent: the same draft any number of times, from any number of processes, has one effect and one answer.</summary>
    /// <exception cref="RequestFailedException">The storage does not answer: nothing is known to be accepted.</exception>
    public async Task<CommitOutcome> CommitAsync(CommitDraft draft, SnapshotContent content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(draft);
        // Within one process senders of one record wait their turn; between processes the head's ETag decides.
        using var turn = await locks.EnterAsync(draft.Record, cancellationToken);
        var table = tables.Of(draft.Record);
        var stored = false;
        var staged = false;

        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            // Step 1: one point read tells all that the decision needs.
            var head = await ReadHeadAsync(draft.Record, cancellationToken) ?? new RecordHead(draft.Record);
            if (RecordId.TryParse(head.MatchedTo, out var movedTo) && movedTo != draft.Record)
                return new CommitOutcome.MovedTo(movedTo);
            var decision = draft.Decide(head);

            // Step 2: the snapshot, which also binds the message's identity to its bytes.
            if (!stored)
            {
                if (decision is CommitDecision.Refuse early)
                {
                    // A message that was accepted before is answered as before, though the record has moved on since.
                    return await FindCommitAsync(draft.Record, draft.Identity, cancellationToken) is { } earlier
                        ? AnswerAgain(earlier, draft)
                        : new CommitOutcome.Refused(early.Error);
                }

                var snapshot = content.IsHeld
                    ? new SnapshotOutcome.HeldAlready(content.ReceivedAt)
                    : await snapshots.StoreAsync(draft.Snapshot, content, cancellationToken);
                switch (snapshot)
                {
                    case SnapshotOutcome.HeldWithOtherContent:
                        return new CommitOutcome.Refused(ErrorCatalogue.KeyReused);
                    case SnapshotOutcome.HeldAlready held:
                        if (await FindCommitAsync(draft.Record, draft.Identity, cancellationToken) is { } before)
                            return AnswerAgain(before, draft);
                        // Sent before, but cut off on the way (or on its way right now): it goes on under the time it first came in,
                        // so that every attempt makes the very same rows.
                        if (held.ReceivedAt != draft.Provenance.ReceivedAt)
                            return new CommitOutcome.ResumeAsOf(held.ReceivedAt);
                        break;
                }

                stored = true;
            }

            if (decision is not CommitDecision.Accept accept)
                return new CommitOutcome.Refused(((CommitDecision.Refuse)decision).Error);

            var number = head.Version + 1;
            var known = await head.Known.CoveringAsync(draft.Record, draft.Entries.Select(entry => entry.Key), table, cancellationToken);
            var answer = draft.Answer(new CommitStamp(draft.Record, number, draft.Provenance.ReceivedAt, known));
            var (knownNext, page) = known.After(draft.Record, draft.Entries);
            var news = StayNews.Of(head, accept, draft.Provenance);
            var headNext = accept.Head with
            {
                Known = knownNext,
                HasStays = head.HasStays || accept.Stays.Count > 0,
                HasReferrals = head.HasReferrals || accept.Referrals.Count > 0,
            };
            var commit = MakeCommit(draft, number, answer, head.LastHash, accept) with
            {
                Facts = accept.Head.Facts == head.Facts ? null : accept.Head.Facts,
            };
            var left = OutboxRows.Make(
                number,
                news is null ? accept.Outbox : [.. accept.Outbox, StayNews.ToProject(draft, headNext.HasReferrals)]
            );
            var rows = new List<TableTransactionAction>
            {
                head.ETag is { } etag
                    ? new(TableTransactionActionType.UpdateReplace, HeadRow(headNext, commit), etag)
                    : new(TableTransactionActionType.Add, HeadRow(headNext, commit)),
                new(TableTransactionActionType.Add, commit.ToRow(head.LastHash)),
            };
            rows.AddRange(
                left.Select(row => new TableTransactionAction(TableTransactionActionType.Add, OutboxRows.ToEntity(draft.Record, row)))
            );

            if (news is not null)
                rows.AddRange(
                    StayRows.Make(draft.Record, news).Select(row => new TableTransactionAction(TableTransactionActionType.Add, row))
                );
            if (page is not null)
                rows.Add(new(TableTransactionActionType.Add, page));

            // Step 3, long messages only: entries that nobody sees yet, because no commit row names them.
            var size = rows.Sum(row => TableRules.Assert((TableEntity)row.Entity));
            var entries = staged ? [] : EntryRows(draft, commit);
            if (Fits(rows, size, entries))
                rows.AddRange(entries.Select(entry => entry.Action));
            else
            {
                await StageAsync(table, entries, cancellationToken);
                staged = true;
            }

            // Step 4: head, commit, outbox and (short messages) entries at once. After this the message is in the record.
            try
            {
                await table.SubmitTransactionAsync(rows, cancellationToken);
                return new CommitOutcome.Done(answer, First: true, left.Count > 0, accept.Links, draft.Provenance.ReceivedAt)
                {
                    BeginsToWait = commit.BeginsToWait,
                };
            }
            catch (RequestFailedException fault) when (fault.Status is 409 or 412)
            {
                // Either somebody else wrote the head, or this very message is in: by another sender of it, or by ourselves when
                // the storage's answer was lost and the client asked again. The commit row tells which.
                if (await FindCommitAsync(draft.Record, draft.Identity, cancellationToken) is { } there)
                {
                    if (staged)
                        await DropOtherAttemptsAsync(there, cancellationToken);
                    return AnswerAgain(there, draft);
                }
            }
        }

        return new CommitOutcome.Refused(ErrorCatalogue.Busy);
    }

    public async Task<RecordHead?> ReadHeadAsync(RecordId record, CancellationToken cancellationToken)
    {
        var row = await tables
            .Of(record)
            .GetEntityIfExistsAsync<TableEntity>(record.Value, RecordHead.RowKey, cancellationToken: cancellationToken);
        return row.HasValue ? RecordHead.From(row.Value!) : null;
    }

    /// <summary>The commit that a message had on a record, or null.</summary>
    public async Task<Commit?> FindCommitAsync(RecordId record, string identity, CancellationToken cancellationToken)
    {
        var row = await tables
            .Of(record)
            .GetEntityIfExistsAsync<TableEntity>(record.Value, Commit.RowKeyOf(identity), cancellationToken: cancellationToken);
        return row.HasValue ? Commit.From(row.Value!) : null;
    }

    /// <summary>Deletes the entry rows of a message that another attempt at it staged and nobody will ever see.</summary>
    public async Task DropOtherAttemptsAsync(Commit commit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(commit);
        var table = tables.Of(commit.Record);
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {commit.Record.Value} and RowKey ge {EntryVersion.Prefix} and RowKey lt {"f"}"
        );
        var dropped = new List<TableTransactionAction>();
        await foreach (
            var row in table.QueryAsync<TableEntity>(filter, select: ["PartitionKey", "RowKey"], cancellationToken: cancellationToken)
        )
        {
            if (EntryVersion.IsOfOtherAttempt(row.RowKey, commit))
                dropped.Add(new(TableTransactionActionType.Delete, row, ETag.All));
        }

        foreach (var chunk in dropped.Chunk(TableRules.MaxActions))
            await table.SubmitTransactionAsync(chunk, cancellationToken);
    }

    private static CommitOutcome AnswerAgain(Commit commit, CommitDraft draft) =>
        string.Equals(commit.ContentHash, draft.ContentHash, StringComparison.Ordinal)
            ? new CommitOutcome.Done(commit.Answer, First: false, Sends: true, commit.Links, commit.Provenance.ReceivedAt)
            {
                BeginsToWait = commit.BeginsToWait,
            }
            : new CommitOutcome.Refused(ErrorCatalogue.KeyReused);

    private static TableEntity HeadRow(RecordHead head, Commit commit) =>
        (head with { Version = commit.Number, LastHash = commit.Hash }).ToRow();

    /// <summary>Upserts, because a message that was cut off is staged again under the same keys with the same content.</summary>
    private static List<(TableTransactionAction Action, int Size)> EntryRows(CommitDraft draft, Commit commit)
    {
        var rows = new List<(TableTransactionAction, int)>(draft.Entries.Count);
        foreach (var entry in draft.Entries)
        {
            var row = entry.ToRow(draft.Record, commit.Attempt);
            rows.Add((new(TableTransactionActionType.UpsertReplace, row), TableRules.Assert(row)));
        }

        return rows;
    }

    private static bool Fits(List<TableTransactionAction> rows, int size, List<(TableTransactionAction Action, int Size)> entries) =>
        rows.Count + entries.Count <= TableRules.MaxActions
        && size + entries.Sum(entry => (long)entry.Size) <= TableRules.MaxTransactionBytes;

    private static async Task StageAsync(
        TableClient table,
        List<(TableTransactionAction Action, int Size)> entries,
        CancellationToken cancellationToken
    )
    {
        var chunks = new List<List<TableTransactionAction>>();
        var size = int.MaxValue;
        foreach (var (action, bytes) in entries)
        {
            if (size + (long)bytes > TableRules.MaxTransactionBytes || chunks[^1].Count == TableRules.MaxActions)
            {
                chunks.Add([]);
                size = 0;
            }

            size += bytes;
            chunks[^1].Add(action);
        }

        await Parallel.ForEachAsync(
            chunks,
            new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = cancellationToken },
            async (chunk, token) => await table.SubmitTransactionAsync(chunk, token)
        );
    }

    private static Commit MakeCommit(
        CommitDraft draft,
        int number,
        StoredAnswer answer,
        string previousHash,
        CommitDecision.Accept accept
    ) =>
        new(draft.Record, draft.Identity)
        {
            Number = number,
            Provenance = draft.Provenance,
            ContentHash = draft.ContentHash,
            Snapshot = draft.Snapshot,
            Entries = draft.Entries.Count,
            Unmapped = draft.Entries.Count(entry => entry.UnmappedReason is not null),
            Answer = answer,
            Links = accept.Links,
            Changes = accept.Changes,
            Hash = ChainHash(draft, number, answer, previousHash, accept.Changes),
        };

    private static string ChainHash(
        CommitDraft draft,
        int number,
        StoredAnswer answer,
        string previousHash,
        IReadOnlyList<IdentityChange> changes
    )
    {
        Span<byte> body = stackalloc byte[32];
        SHA256.HashData(answer.Body.Span, body);
        Span<byte> hash = stackalloc byte[32];
        FramedHash.Sha256(
            hash,
            previousHash,
            number.ToString(System.Globalization.CultureInfo.InvariantCulture),
            draft.Identity,
            draft.ContentHash,
            draft.Snapshot,
            draft.Provenance.Sender.Value,
            draft.Provenance.Role,
            draft.Provenance.Subject,
            draft.Provenance.Purpose ?? "",
            draft.Provenance.ReceivedAt.UtcTicks.ToString(System.Globalization.CultureInfo.InvariantCulture),
            draft.Provenance.CorrelationId,
            IdentityChange.Join(changes),
            Base32.Encode(body)
        );
        return Base32.Encode(hash);
    }
}
