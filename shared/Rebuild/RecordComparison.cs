using Azure.Data.Tables;
using IntegrationHub.CareRecord;
using IntegrationHub.Discharge.Stays;
using IntegrationHub.Storage;

namespace IntegrationHub.Rebuild;

/// <summary>
/// Pure: one record as the old tables hold it, against the same record made anew. Every column of every row must be equal. Left out is
/// what is no part of the record: the storage's own stamp of a row, outbox rows (work that is still to be done), and entry rows that no
/// commit shows (what an attempt left that was cut off or overtaken).
/// </summary>
internal static class RecordComparison
{
    private static readonly HashSet<string> StampColumns = new(StringComparer.Ordinal)
    {
        "PartitionKey",
        "RowKey",
        "Timestamp",
        "odata.etag",
    };

    internal static IReadOnlyList<Difference> Of(
        string table,
        string record,
        IReadOnlyList<TableEntity> old,
        IReadOnlyList<TableEntity> made
    )
    {
        var (oldRows, newRows) = (Shown(table, old), Shown(table, made));
        var differences = new List<Difference>();
        foreach (var (key, row) in oldRows)
        {
            if (newRows.TryGetValue(key, out var other))
                differences.AddRange(Columns(row, other).Select(column => new Difference(Difference.Differs, table, record, key, column)));
            else
                differences.Add(new Difference(Difference.OnlyOld, table, record, key, null));
        }

        differences.AddRange(
            newRows.Keys.Where(key => !oldRows.ContainsKey(key)).Select(key => new Difference(Difference.OnlyNew, table, record, key, null))
        );
        return differences;
    }

    private static SortedDictionary<string, TableEntity> Shown(string table, IReadOnlyList<TableEntity> rows)
    {
        if (table is StoreNames.Cases or StoreNames.Referrals)
            return new(rows.ToDictionary(row => row.RowKey, StringComparer.Ordinal), StringComparer.Ordinal);
        var commits = rows.Where(row => row.RowKey.StartsWith(Commit.Prefix, StringComparison.Ordinal))
            .Select(Commit.From)
            .ToDictionary(commit => commit.Identity, StringComparer.Ordinal);
        var shown = new SortedDictionary<string, TableEntity>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            var isEntry = row.RowKey.StartsWith(EntryVersion.Prefix, StringComparison.Ordinal);
            var isRecord =
                row.RowKey == RecordHead.RowKey
                || row.RowKey.StartsWith(Commit.Prefix, StringComparison.Ordinal)
                || row.RowKey.StartsWith(StayRows.Prefix, StringComparison.Ordinal);
            if (isRecord || isEntry && IsShown(EntryVersion.From(row)))
                shown.Add(row.RowKey, row);
        }

        return shown;

        bool IsShown(EntryVersion entry) => commits.TryGetValue(entry.Identity, out var commit) && entry.IsOf(commit);
    }

    private static IEnumerable<string> Columns(TableEntity old, TableEntity made) =>
        old
            .Keys.Union(made.Keys, StringComparer.Ordinal)
            .Where(column => !StampColumns.Contains(column) && !AreEqual(old, made, column))
            .Order(StringComparer.Ordinal);

    private static bool AreEqual(TableEntity old, TableEntity made, string column) =>
        old.TryGetValue(column, out var left)
        && made.TryGetValue(column, out var right)
        && (left, right) switch
        {
            (byte[] one, byte[] other) => one.AsSpan().SequenceEqual(other),
            _ => Equals(left, right),
        };
}
