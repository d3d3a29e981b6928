using Azure.Data.Tables;
using IntegrationHub.Identifiers;
using IntegrationHub.Storage;

namespace IntegrationHub.CareRecord;

/// <summary>What one query of a record's partition brought, as of one moment.</summary>
public sealed record RecordContent(RecordHead Head, IReadOnlyDictionary<string, Commit> Commits, IReadOnlyList<EntryVersion> Entries);

/// <summary>One resource's versions with the commits that brought them, newest first.</summary>
public sealed record ResourceVersions(IReadOnlyList<(EntryVersion Entry, Commit Commit)> Versions);

/// <summary>
/// Reads records. A partition is read in order of row key, so head and commits always come before entries: an entry counts only if
/// its commit was seen, and then all entries of that commit are there. That is what shows a message wholly or not at all.
/// </summary>
public sealed class RecordReader(Tables tables)
{
    private static readonly string[] Columns =
    [
        "PartitionKey",
        "RowKey",
        "Timestamp",
        "odata.etag",
        .. HeadColumns,
        .. Commit.ColumnsWithoutAnswer,
        "Type",
        "Source",
        "Offset",
        "Length",
        "Deleted",
        "Unmapped",
        "Warnings",
        "Section",
        "Display",
        "Codings",
        "Status",
        "Date",
        "DateIs",
        "Value",
        "Apart",
        "Labels",
    ];

    private static string[] HeadColumns =>
        [
            "Version",
            "NhsNumber",
            "BirthDate",
            "DemographicsOrder",
            "Practice",
            "Place",
            "PlaceRule",
            "Contributors",
            "Reason",
            "MatchedTo",
            "LastHash",
        ];

    /// <summary>The whole record, or null when there is none.</summary>
    public async Task<RecordContent?> ReadAsync(RecordId record, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {record.Value} and RowKey ge {RecordHead.RowKey} and RowKey lt {"f"}");
        RecordHead? head = null;
        var commits = new Dictionary<string, Commit>(StringComparer.Ordinal);
        var entries = new List<EntryVersion>();

        await foreach (var row in tables.Of(record).QueryAsync<TableEntity>(filter, select: Columns, cancellationToken: cancellationToken))
        {
            if (row.RowKey.StartsWith(EntryVersion.Prefix, StringComparison.Ordinal))
            {
                var entry = EntryVersion.From(row);
                if (commits.ContainsKey(entry.Identity))
                    entries.Add(entry);
            }
            else if (row.RowKey.StartsWith(Commit.Prefix, StringComparison.Ordinal))
            {
                var commit = Commit.From(row);
                commits.Add(commit.Identity, commit);
            }
            else
                head = RecordHead.From(row);
        }

        return head is null ? null : new RecordContent(head, commits, entries);
    }

    /// <summary>All versions of one resource, newest first by the source's order; empty when there is none.</summary>
    public async Task<ResourceVersions> ReadResourceAsync(HubResourceId id, CancellationToken cancellationToken)
    {
        var table = tables.Of(id.Record);
        var prefix = EntryVersion.PrefixOf(id.Key);
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {id.Record.Value} and RowKey ge {prefix} and RowKey lt {prefix + "~"}"
        );
        var entries = new List<EntryVersion>();
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            entries.Add(EntryVersion.From(row));

        var versions = new List<(EntryVersion, Commit)>();
        foreach (var entry in entries)
        {
            var row = await table.GetEntityIfExistsAsync<TableEntity>(
                id.Record.Value,
                Commit.RowKeyOf(entry.Identity),
                [.. Commit.ColumnsWithoutAnswer, "PartitionKey", "RowKey"],
                cancellationToken
            );
            if (row.HasValue)
                versions.Add((entry, Commit.From(row.Value!)));
        }

        versions.Sort(RecordView.NewestFirst);
        return new ResourceVersions(versions);
    }
}
