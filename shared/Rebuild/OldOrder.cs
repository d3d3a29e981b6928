using System.Collections.Immutable;
using Azure.Data.Tables;
using IntegrationHub.CareRecord;
using IntegrationHub.Identifiers;
using IntegrationHub.Storage;

namespace IntegrationHub.Rebuild;

/// <summary>
/// The one thing that snapshots do not hold is in which order messages that came in at about the same time were taken into a record.
/// Where the old tables still know it, the new ones follow: before a message becomes a record's n-th commit, the n-1 before it are
/// there. Nothing else is taken from the old tables. What they do not know comes after what they do, by time of receipt.
/// A batch about several people is committed to each by itself, so two batches can have come to one record in the one order and to
/// another in the other: a share that would come before one still under way is left for later, and what asked for it looks again.
/// Serves one flow of messages at a time.
/// </summary>
/// <param name="replay">Works a snapshot in, with all that follows from it.</param>
/// <param name="link">Leads every sender's own id that a new record has been told of to it, in case that is still to be done.</param>
internal sealed class OldOrder(
    Tables old,
    Tables made,
    Func<string, CancellationToken, Task> replay,
    Func<RecordId, CancellationToken, Task> link
)
{
    /// <summary>What this very flow is bringing in: a message that cannot come in must not be waited for by itself.</summary>
    private readonly AsyncLocal<ImmutableHashSet<(RecordId Record, int Number)>> underWay = new();

    /// <summary>How often one had to wait.</summary>
    private int waits;

    /// <returns>Whether the message may become the record's next commit now; if not, one that is under way comes before it.</returns>
    internal async Task<bool> BeforeCommitAsync(RecordId record, string identity, CancellationToken cancellationToken)
    {
        var isNext = true;
        if (await NumberOfAsync(record, identity, cancellationToken) is { } number)
            isNext = await BringUpAsync(record, number - 1, cancellationToken);
        else if (
            await HeadOfAsync(old, record, cancellationToken) is (_, { } matched)
            && RecordId.TryParse(matched, out var person)
            && await NumberOfAsync(person, identity, cancellationToken) is { } there
        )
        {
            // It came in when the sender's own id of the person led to the record already: so it does now.
            isNext = await BringUpAsync(person, there - 1, cancellationToken);
            if (isNext)
                await link(person, cancellationToken);
        }
        else
            await BringUpAsync(record, cancellationToken);

        return isNext;
    }

    /// <summary>Brings in every commit that the old record has and the new one lacks.</summary>
    internal async Task BringUpAsync(RecordId record, CancellationToken cancellationToken) =>
        await BringUpAsync(record, await VersionOfAsync(old, record, cancellationToken), cancellationToken);

    /// <returns>False if one of them has to wait for what is under way.</returns>
    private async Task<bool> BringUpAsync(RecordId record, int through, CancellationToken cancellationToken)
    {
        if (through == 0)
            return true;
        var version = await VersionOfAsync(made, record, cancellationToken);
        if (version >= through)
            return true;
        foreach (var (number, snapshot) in await CommitsAsync(record, version, through, cancellationToken))
        {
            if (number <= version)
                continue;
            if (UnderWay.Contains((record, number)))
                return Waits();
            var before = UnderWay;
            underWay.Value = before.Add((record, number));
            var waitsBefore = waits;
            await replay(snapshot, cancellationToken);
            version = await VersionOfAsync(made, record, cancellationToken);
            if (version < number && waits == waitsBefore)
            {
                // It came to this record by a link that another flow has still to make.
                await link(record, cancellationToken);
                await replay(snapshot, cancellationToken);
                version = await VersionOfAsync(made, record, cancellationToken);
            }

            underWay.Value = before;
            // Outermost nothing is under way that could come first: what does not come in there is a difference, and the rest goes on.
            if (version < number && waits > waitsBefore && before.Count > 0)
                return Waits();
        }

        return true;
    }

    private bool Waits()
    {
        waits++;
        return false;
    }

    private ImmutableHashSet<(RecordId, int)> UnderWay => underWay.Value ?? [];

    /// <summary>Those of the old commits after one version, through another, in their order.</summary>
    private async Task<IReadOnlyList<(int Number, string Snapshot)>> CommitsAsync(
        RecordId record,
        int after,
        int through,
        CancellationToken cancellationToken
    )
    {
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {record.Value} and RowKey ge {Commit.Prefix} and RowKey lt {"d"} and Number gt {after} and Number le {through}"
        );
        var found = new List<(int Number, string Snapshot)>();
        await foreach (
            var row in old.Of(record).QueryAsync<TableEntity>(filter, select: ["Number", "Snapshot"], cancellationToken: cancellationToken)
        )
            found.Add((row.GetInt32("Number") ?? 0, row.Text("Snapshot")));
        found.Sort();
        return found;
    }

    private async Task<int?> NumberOfAsync(RecordId record, string identity, CancellationToken cancellationToken)
    {
        var row = await old.Of(record)
            .GetEntityIfExistsAsync<TableEntity>(record.Value, Commit.RowKeyOf(identity), ["Number"], cancellationToken);
        return row.HasValue ? row.Value!.GetInt32("Number") : null;
    }

    private static async Task<int> VersionOfAsync(Tables tables, RecordId record, CancellationToken cancellationToken) =>
        (await HeadOfAsync(tables, record, cancellationToken)).Version;

    private static async Task<(int Version, string? MatchedTo)> HeadOfAsync(
        Tables tables,
        RecordId record,
        CancellationToken cancellationToken
    )
    {
        var head = await tables
            .Of(record)
            .GetEntityIfExistsAsync<TableEntity>(record.Value, RecordHead.RowKey, ["Version", "MatchedTo"], cancellationToken);
        return head.HasValue ? (head.Value!.GetInt32("Version") ?? 0, head.Value.GetString("MatchedTo")) : default;
    }
}
