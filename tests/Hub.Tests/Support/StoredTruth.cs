using System.Globalization;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using IntegrationHub.CareRecord;
using IntegrationHub.Identifiers;
using IntegrationHub.Storage;

namespace IntegrationHub.Tests.Support;

/// <summary>
/// Reads the storage past whatever a test put in the hub's way. It uses the hub's own reader for what readers see, and looks at
/// every row for what ought to hold of them all.
/// </summary>
public sealed class StoredTruth
{
    private const string DevelopmentStorage = "UseDevelopmentStorage=true";

    private readonly BlobServiceClient blobs;
    private readonly RecordReader reader;

    public StoredTruth(HttpPipelineTransport transport)
    {
        Tables = new Tables(new TableServiceClient(DevelopmentStorage, new TableClientOptions { Transport = transport }));
        blobs = new BlobServiceClient(DevelopmentStorage, new BlobClientOptions { Transport = transport });
        reader = new RecordReader(Tables);
    }

    public Tables Tables { get; }

    public Task<RecordContent?> ReadAsync(RecordId record, CancellationToken cancellationToken) =>
        reader.ReadAsync(record, cancellationToken);

    /// <summary>Every version of one resource, newest first.</summary>
    public async Task<IReadOnlyList<EntryVersion>> VersionsAsync(HubResourceId id, CancellationToken cancellationToken) =>
        [.. (await reader.ReadResourceAsync(id, cancellationToken)).Versions.Select(version => version.Entry)];

    /// <summary>How many entries of a message a reader sees now, and in how many commits.</summary>
    public async Task<(int Commits, int Entries)> SeenOfAsync(RecordId record, TestMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var content = await ReadAsync(record, cancellationToken);
        var commits =
            content?.Commits.Values.Where(commit => commit.ContentHash == message.ContentHash).Select(commit => commit.Identity).ToHashSet()
            ?? [];
        return (commits.Count, content?.Entries.Count(entry => commits.Contains(entry.Identity)) ?? 0);
    }

    /// <summary>
    /// Everything that is not as it must be once nothing is under way: snapshots in no record, entries that no commit shows, commits
    /// with too many or too few entries, numbers with holes, outbox rows left behind, links that lead nowhere. Empty when all is well.
    /// </summary>
    public async Task<IReadOnlyList<string>> ProblemsAsync(CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        var identities = new HashSet<string>(StringComparer.Ordinal);
        var linked = new HashSet<string>(StringComparer.Ordinal);
        var toLink = new List<(string Record, string Link)>();
        foreach (var table in new[] { Tables.CareRecord, Tables.Unmatched })
        {
            var rows = new List<TableEntity>();
            await foreach (var row in table.QueryAsync<TableEntity>(cancellationToken: cancellationToken))
                rows.Add(row);
            foreach (var record in rows.GroupBy(row => row.PartitionKey))
                problems.AddRange(ProblemsOf(record.Key, [.. record], identities));
            linked.UnionWith(rows.Where(row => row.GetBoolean("WaitsNoMore") is true).Select(row => row.PartitionKey));
            toLink.AddRange(
                from row in rows
                where row.RowKey.StartsWith(Commit.Prefix, StringComparison.Ordinal)
                from link in Commit.From(row).Links
                select (row.PartitionKey, link.Value)
            );
        }

        problems.AddRange(
            toLink.Where(its => !linked.Contains(its.Link)).Select(its => $"{its.Record}: {its.Link} does not lead to it yet")
        );
        await foreach (var blob in blobs.GetBlobContainerClient(StoreNames.Snapshots).GetBlobsAsync(cancellationToken: cancellationToken))
        {
            if (!identities.Contains(Path.GetFileNameWithoutExtension(blob.Name)))
                problems.Add($"snapshot {blob.Name} is in no record");
        }

        return problems;
    }

    private static IEnumerable<string> ProblemsOf(string record, List<TableEntity> rows, HashSet<string> identities)
    {
        var commits = rows.Where(row => row.RowKey.StartsWith(Commit.Prefix, StringComparison.Ordinal))
            .ToDictionary(row => row.RowKey[2..]);
        identities.UnionWith(commits.Keys);
        var entries = rows.Where(row => row.RowKey.StartsWith(EntryVersion.Prefix, StringComparison.Ordinal))
            .GroupBy(row => row.RowKey.Split('|')[3])
            .ToDictionary(group => group.Key, group => group.Count());

        foreach (var identity in entries.Keys.Except(commits.Keys))
            yield return $"{record}: {entries[identity]} entries of {identity}, which has no commit";
        foreach (var (identity, commit) in commits)
        {
            var there = entries.GetValueOrDefault(identity);
            if (commit.GetInt32("Entries") != there)
                yield return $"{record}: commit {identity} says {commit.GetInt32("Entries")} entries, there are {there}";
        }

        var head = rows.SingleOrDefault(row => row.RowKey == RecordHead.RowKey);
        var numbers = commits.Values.Select(commit => commit.GetInt32("Number") ?? 0).Order().ToList();
        if (!numbers.SequenceEqual(Enumerable.Range(1, head?.GetInt32("Version") ?? 0)))
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{record}: version {head?.GetInt32("Version")}, commits {string.Join(',', numbers)}"
            );
        foreach (var told in rows.Where(row => row.RowKey.StartsWith("s|", StringComparison.Ordinal)))
            if (!numbers.Contains(int.Parse(told.RowKey.AsSpan(2, 10), NumberStyles.None, CultureInfo.InvariantCulture)))
                yield return $"{record}: {told.RowKey} is of no commit";
        foreach (var left in rows.Where(row => row.RowKey.StartsWith("o|", StringComparison.Ordinal)))
            yield return $"{record}: outbox row {left.RowKey} is left";
    }
}
