using System.Globalization;
using Azure.Data.Tables;
using IntegrationHub.Identifiers;
using IntegrationHub.Storage;

namespace IntegrationHub.CareRecord;

/// <summary>What one query of a record's partition brought, as of one moment.</summary>
/// <param name="Commits">By the message's identity.</param>
public sealed record RecordContent(RecordHead Head, IReadOnlyDictionary<string, Commit> Commits, IReadOnlyList<EntryVersion> Entries)
{
    /// <summary>Further records of the same person; <see cref="Head"/> then speaks for them all.</summary>
    public IReadOnlyList<RecordContent> Joined { get; init; } = [];

    /// <summary>The head as it was at a moment: what it says of the person changes by commits, each of which keeps what it changed.</summary>
    public RecordHead HeadAsAt(DateTimeOffset moment) =>
        Commits.Values.Where(commit => commit.Facts is not null && commit.KnownAt <= moment).MaxBy(commit => commit.Number)?.Facts
            is { } facts
            ? Head.With(facts)
            : Head.With(PersonFacts.Unknown);

    /// <summary>Names this state among all states of the record, joined or not: no two have the same.</summary>
    public string Tag { get; init; } = Head.Version.ToString(CultureInfo.InvariantCulture);

    /// <summary>Every entry version with the commit that brought it, of all the records of the person.</summary>
    public IEnumerable<(EntryVersion Entry, Commit Commit)> Versions =>
        Entries.Select(entry => (entry, Commits[entry.Identity])).Concat(Joined.SelectMany(other => other.Versions));
}

/// <summary>One resource's versions with the commits that brought them, newest first.</summary>
/// <param name="Head">Of the person's record, or of all of them as one; null where there is none.</param>
public sealed record ResourceVersions(RecordHead? Head, IReadOnlyList<(EntryVersion Entry, Commit Commit)> Versions);

/// <summary>
/// Reads records. Head and commits are always read before entries: an entry counts only if its commit was seen, and then all entries
/// of that commit are there. That is what shows a message wholly or not at all. Where a person has several records, the id of any of
/// them reads all, each partition by the same rule.
/// </summary>
public sealed class RecordReader(Tables tables)
{
    private static readonly string[] HeadAndCommitColumns =
    [
        "PartitionKey",
        "RowKey",
        "Timestamp",
        "odata.etag",
        .. HeadColumns,
        .. Commit.ColumnsWithoutAnswer,
    ];

    private static string[] HeadColumns =>
        [
            "Version",
            "NhsNumber",
            "BirthDate",
            "DeathTold",
            "DemographicsOrder",
            "Practice",
            "Place",
            "PlaceRule",
            "Contributors",
            "Reason",
            "EverObjected",
            "MatchedTo",
            "Members",
            "PointsTo",
            "NumberInvalid",
            "LastHash",
        ];

    /// <summary>The person's whole record, or null when there is none.</summary>
    public Task<RecordContent?> ReadAsync(RecordId record, CancellationToken cancellationToken) =>
        ReadAsync(record, asAt: null, cancellationToken);

    /// <param name="asAt">Which records were one at that moment; null for now. Later commits are in the content all the same.</param>
    public async Task<RecordContent?> ReadAsync(RecordId record, DateTimeOffset? asAt, CancellationToken cancellationToken)
    {
        var records = await PersonTies.FollowAsync<RecordContent>(
            record,
            async id =>
                await ReadPartitionAsync(id, cancellationToken) is { } content
                    ? (content, asAt is { } moment ? TiesAsAt(content, moment) : content.Head.Ties)
                    : null
        );
        return records.Count switch
        {
            0 => null,
            1 => records[0],
            _ => AsOne(records),
        };
    }

    /// <summary>All versions of one resource, newest first by the source's order; empty when there is none.</summary>
    public async Task<ResourceVersions> ReadResourceAsync(HubResourceId id, CancellationToken cancellationToken)
    {
        var heads = await ReadHeadsAsync(id.Record, cancellationToken);
        if (heads.Count == 0)
            return new ResourceVersions(null, []);
        var byRecord = new List<IReadOnlyList<(EntryVersion Entry, Commit Commit)>>();
        foreach (var head in heads)
            byRecord.Add(await ReadVersionsAsync(new HubResourceId(head.Record, id.Key), cancellationToken));
        var arrivals = Arrivals([.. byRecord.Select(versions => versions.Select(version => version.Commit))]);
        var all = byRecord
            .SelectMany(versions => versions)
            .Select(version =>
                (version.Entry, Commit: heads.Count == 1 ? version.Commit : arrivals[(version.Commit.Record, version.Commit.Number)])
            )
            .ToList();
        all.Sort(RecordView.NewestFirst);
        return new ResourceVersions(RecordHead.Of(heads), all);
    }

    /// <summary>The heads of all records of the person, the one that admits the others first; empty when there is no such record.</summary>
    public Task<IReadOnlyList<RecordHead>> ReadHeadsAsync(RecordId record, CancellationToken cancellationToken) =>
        PersonTies.FollowAsync<RecordHead>(
            record,
            async id => await ReadHeadAsync(id, cancellationToken) is { } head ? (head, head.Ties) : null
        );

    /// <summary>The commits of one record that changed whom it is about, in order.</summary>
    public async Task<IReadOnlyList<Commit>> ReadIdentityCommitsAsync(RecordId record, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {record.Value} and RowKey ge {Commit.Prefix} and RowKey lt {"d"}");
        var commits = new List<Commit>();
        await foreach (
            var row in tables
                .Of(record)
                .QueryAsync<TableEntity>(
                    filter,
                    select: [.. Commit.ColumnsWithoutAnswer, "PartitionKey", "RowKey"],
                    cancellationToken: cancellationToken
                )
        )
        {
            if (Commit.From(row) is { Changes.Count: > 0 } commit)
                commits.Add(commit);
        }

        return [.. commits.OrderBy(commit => commit.Number)];
    }

    public async Task<RecordHead?> ReadHeadAsync(RecordId record, CancellationToken cancellationToken)
    {
        var row = await tables
            .Of(record)
            .GetEntityIfExistsAsync<TableEntity>(record.Value, RecordHead.RowKey, cancellationToken: cancellationToken);
        return row.HasValue ? RecordHead.From(row.Value!) : null;
    }

    private async Task<RecordContent?> ReadPartitionAsync(RecordId record, CancellationToken cancellationToken)
    {
        var table = tables.Of(record);
        RecordHead? head = null;
        var commits = new Dictionary<string, Commit>(StringComparer.Ordinal);
        var headAndCommits = TableClient.CreateQueryFilter(
            $"PartitionKey eq {record.Value} and RowKey ge {RecordHead.RowKey} and RowKey lt {"d"}"
        );
        await foreach (
            var row in table.QueryAsync<TableEntity>(headAndCommits, select: HeadAndCommitColumns, cancellationToken: cancellationToken)
        )
        {
            if (row.RowKey.StartsWith(Commit.Prefix, StringComparison.Ordinal))
            {
                var commit = Commit.From(row);
                commits.Add(commit.Identity, commit);
            }
            else
                head = RecordHead.From(row);
        }

        if (head is null)
            return null;
        SetKnownAt(commits);
        return new RecordContent(head, commits, await ReadEntriesAsync(table, record, commits, cancellationToken));
    }

    /// <summary>
    /// The entries that the commits show. Their rows are read as they are: asked for by column, each would name all the columns that
    /// it lacks, and that is most of them.
    /// </summary>
    private static async Task<List<EntryVersion>> ReadEntriesAsync(
        TableClient table,
        RecordId record,
        Dictionary<string, Commit> commits,
        CancellationToken cancellationToken
    )
    {
        var entries = new List<EntryVersion>(commits.Values.Sum(commit => commit.Entries));
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {record.Value} and RowKey ge {EntryVersion.Prefix} and RowKey lt {"f"}"
        );
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            var entry = EntryVersion.From(row);
            if (commits.TryGetValue(entry.Identity, out var commit) && entry.IsOf(commit))
                entries.Add(entry);
        }

        return entries;
    }

    private static void SetKnownAt(Dictionary<string, Commit> commits)
    {
        // A message that was cut off, or waited for its person, has a time of receipt before its place among the commits: nobody knew
        // of it before the commit that came before it.
        var known = DateTimeOffset.MinValue;
        foreach (var commit in commits.Values.OrderBy(commit => commit.Number))
        {
            known = commit.Provenance.ReceivedAt > known ? commit.Provenance.ReceivedAt : known;
            if (known != commit.Provenance.ReceivedAt)
                commits[commit.Identity] = commit with { KnownAt = known };
        }
    }

    private async Task<List<(EntryVersion Entry, Commit Commit)>> ReadVersionsAsync(HubResourceId id, CancellationToken cancellationToken)
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
            if (row.HasValue && Commit.From(row.Value!) is var commit && entry.IsOf(commit))
                versions.Add((entry, commit));
        }

        return versions;
    }

    private static PersonTies TiesAsAt(RecordContent content, DateTimeOffset moment) =>
        // What a record points to says only where to ask, so that of the present does for any moment.
        PersonTies.AsAt(content.Commits.Values, moment) with
        {
            PointsTo = content.Head.Ties.PointsTo,
        };

    private static RecordContent AsOne(IReadOnlyList<RecordContent> records)
    {
        var arrivals = Arrivals([.. records.Select(record => record.Commits.Values)]);
        var parts = records
            .Select(record =>
                record with
                {
                    Commits = record.Commits.ToDictionary(pair => pair.Key, pair => arrivals[(pair.Value.Record, pair.Value.Number)]),
                }
            )
            .ToList();
        return parts[0] with
        {
            Head = RecordHead.Of([.. records.Select(record => record.Head)]),
            Joined = parts[1..],
            // The sum of the versions would come round again when records are separated.
            Tag = string.Join('.', records.Select(record => record.Tag)),
        };
    }

    /// <summary>The commits of several records by time of receipt, those of each record in their own order.</summary>
    private static Dictionary<(RecordId, int), Commit> Arrivals(IReadOnlyList<IEnumerable<Commit>> records)
    {
        var queues = records.Select(commits => new Queue<Commit>(commits.OrderBy(commit => commit.Number))).ToList();
        var ordered = new Dictionary<(RecordId, int), Commit>();
        while (queues.Where(queue => queue.Count > 0).MinBy(queue => queue.Peek().KnownAt) is { } first)
        {
            var commit = first.Dequeue();
            ordered.TryAdd((commit.Record, commit.Number), commit with { Arrival = ordered.Count + 1 });
        }

        return ordered;
    }
}
