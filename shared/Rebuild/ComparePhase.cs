using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using IntegrationHub.Discharge.Stays;
using IntegrationHub.Identifiers;
using IntegrationHub.Messaging;
using IntegrationHub.Storage;

namespace IntegrationHub.Rebuild;

/// <summary>One record, compared.</summary>
internal sealed record Compared(string Record, int Rows, IReadOnlyList<Difference> Differences);

/// <summary>
/// Goes through both tables side by side, one record in memory at a time. Where they are not equal it first brings in what the old
/// record took meanwhile, and looks again.
/// </summary>
internal sealed class ComparePhase(RebuildParts parts, int number) : IDisposable
{
    /// <summary>A record that changes all the time is looked at so often.</summary>
    private const int MaxLooks = 5;

    private readonly NewTables made = new(parts, number);

    internal static IReadOnlyList<string> TableNames { get; } =
    [StoreNames.CareRecord, StoreNames.Unmatched, StoreNames.Cases, StoreNames.Referrals];

    internal async IAsyncEnumerable<Compared> CompareAsync(
        string table,
        string? after,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await using var old = RecordsAsync(In(parts.Serving, table), after, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using var anew = RecordsAsync(In(made.Tables, table), after, cancellationToken).GetAsyncEnumerator(cancellationToken);
        var (hasOld, hasNew) = (await old.MoveNextAsync(), await anew.MoveNextAsync());
        while (hasOld || hasNew)
        {
            var order =
                !hasOld ? 1
                : !hasNew ? -1
                : string.CompareOrdinal(old.Current[0].PartitionKey, anew.Current[0].PartitionKey);
            var (oldRows, newRows) = (order <= 0 ? old.Current : [], order >= 0 ? anew.Current : []);
            var record = (order <= 0 ? oldRows : newRows)[0].PartitionKey;
            if (
                RecordId.TryParse(record, out var id)
                && newRows.Any(row => row.RowKey.StartsWith(StayRows.Prefix, StringComparison.Ordinal))
            )
                await made.ProjectAsync(id, cancellationToken);
            var differences = RecordComparison.Of(table, record, oldRows, newRows);
            if (differences.Count > 0)
                differences = await LookAgainAsync(table, record, cancellationToken);
            yield return new Compared(record, Math.Max(oldRows.Count, newRows.Count), differences);
            if (order <= 0)
                hasOld = await old.MoveNextAsync();
            if (order >= 0)
                hasNew = await anew.MoveNextAsync();
        }
    }

    /// <summary>One record by itself, with what the old one took meanwhile.</summary>
    internal async Task<IReadOnlyList<Difference>> LookAgainAsync(string table, string record, CancellationToken cancellationToken)
    {
        var differences = (IReadOnlyList<Difference>)[];
        for (var look = 0; look < MaxLooks; look++)
        {
            if (RecordId.TryParse(record, out var id))
            {
                await made.BringUpAsync(id, cancellationToken);
                if (IsProjected(table))
                    await made.ProjectAsync(id, cancellationToken);
            }

            var old = await RecordAsync(In(parts.Serving, table), record, cancellationToken);
            if (RecordId.TryParse(old.FirstOrDefault()?.GetString("MatchedTo"), out var matched))
                await made.LinkAsync(matched, cancellationToken);
            var anew = await RecordAsync(In(made.Tables, table), record, cancellationToken);
            differences = RecordComparison.Of(table, record, old, anew);
            if (differences.Count == 0)
                break;
            // What the old record's outbox still asks for is not done in the old tables: work left to do is no difference.
            if (IsProjected(table) && RecordId.TryParse(record, out var person) && await HasWorkLeftAsync(person, cancellationToken))
                return [];
            // Only a record that has moved on meanwhile may still come out equal.
            var now = await RecordAsync(In(parts.Serving, table), record, cancellationToken);
            if (RecordComparison.Of(table, record, old, now).Count == 0)
                break;
        }

        return differences;
    }

    public void Dispose() => made.Dispose();

    private async Task<bool> HasWorkLeftAsync(RecordId record, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {record.Value} and RowKey ge {OutboxRows.From} and RowKey lt {OutboxRows.To}"
        );
        await foreach (
            var _ in parts
                .Serving.Of(record)
                .QueryAsync<TableEntity>(filter, maxPerPage: 1, select: ["RowKey"], cancellationToken: cancellationToken)
        )
            return true;
        return false;
    }

    /// <summary>Whether its rows are made of what the records say.</summary>
    private static bool IsProjected(string table) => table is StoreNames.Cases or StoreNames.Referrals;

    private static TableClient In(Tables tables, string name) =>
        name switch
        {
            StoreNames.Unmatched => tables.Unmatched,
            StoreNames.Cases => tables.Cases,
            StoreNames.Referrals => tables.Referrals,
            _ => tables.CareRecord,
        };

    private static async Task<List<TableEntity>> RecordAsync(TableClient table, string record, CancellationToken cancellationToken)
    {
        var rows = new List<TableEntity>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {record}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            rows.Add(row);
        return rows;
    }

    private static async IAsyncEnumerable<List<TableEntity>> RecordsAsync(
        TableClient table,
        string? after,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var rows = new List<TableEntity>();
        var filter = after is null ? null : TableClient.CreateQueryFilter($"PartitionKey gt {after}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            // Boards are made of the cases, and stand in partitions of their own.
            if (!RecordId.TryParse(row.PartitionKey, out _))
                continue;
            if (rows.Count > 0 && rows[0].PartitionKey != row.PartitionKey)
            {
                yield return rows;
                rows = [];
            }

            rows.Add(row);
        }

        if (rows.Count > 0)
            yield return rows;
    }
}
