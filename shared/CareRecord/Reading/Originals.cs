using IntegrationHub.Storage;

namespace IntegrationHub.CareRecord.Reading;

/// <summary>
/// The originals of many entries. Entries of one message lie in one snapshot, side by side as often as not: what lies close together is
/// one ranged read.
/// </summary>
public sealed class Originals(Snapshots snapshots)
{
    /// <summary>Reading over a gap of this size costs less than another request.</summary>
    private const int SmallGap = 64 * 1024;

    private const int LongestRead = 4 * 1024 * 1024;

    /// <returns>In the order of the entries, each with the hub's id, version and time on it.</returns>
    public async Task<IReadOnlyList<(string Address, ReadOnlyMemory<byte> Resource)>> ReadAsync(
        IReadOnlyList<ShownEntry> entries,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(entries);
        var stamped = new (string Address, ReadOnlyMemory<byte> Resource)[entries.Count];
        foreach (var run in Runs(entries))
        {
            var first = entries[run[0]];
            var start = first.Entry.Range!.Value.Offset;
            var end = run.Max(at => EndOf(entries[at]));
            var bytes = await snapshots.ReadAsync(first.Commit.Snapshot, start, end - start, cancellationToken);
            foreach (var at in run)
            {
                var (entry, commit) = (entries[at].Entry, entries[at].Commit);
                var id = new HubResourceId(commit.Record, entry.Key).ToString();
                var original = bytes.Slice(entry.Range!.Value.Offset - start, entry.Range.Value.Length);
                var stamp = new ResourceStamp(id, commit.Number, RecordJson.Instant(commit.Provenance.ReceivedAt));
                stamped[at] = ($"{entry.ResourceType}/{id}", OriginalResource.Write(original.Span, stamp));
            }
        }

        return stamped;
    }

    /// <summary>Pure: which entries, by their place in the list, are read together.</summary>
    internal static IEnumerable<List<int>> Runs(IReadOnlyList<ShownEntry> entries)
    {
        List<int>? run = null;
        foreach (
            var at in Enumerable
                .Range(0, entries.Count)
                .OrderBy(at => entries[at].Commit.Snapshot, StringComparer.Ordinal)
                .ThenBy(at => entries[at].Entry.Range!.Value.Offset)
        )
        {
            if (run is not null && BelongsTo(entries, run, at))
            {
                run.Add(at);
                continue;
            }

            if (run is not null)
                yield return run;
            run = [at];
        }

        if (run is not null)
            yield return run;
    }

    private static bool BelongsTo(IReadOnlyList<ShownEntry> entries, List<int> run, int at) =>
        entries[at].Commit.Snapshot == entries[run[0]].Commit.Snapshot
        && entries[at].Entry.Range!.Value.Offset - EndOf(entries[run[^1]]) <= SmallGap
        && EndOf(entries[at]) - entries[run[0]].Entry.Range!.Value.Offset <= LongestRead;

    private static int EndOf(ShownEntry shown) => shown.Entry.Range!.Value.Offset + shown.Entry.Range.Value.Length;
}
