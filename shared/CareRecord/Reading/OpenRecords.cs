using System.Globalization;
using IntegrationHub.Identifiers;

namespace IntegrationHub.CareRecord.Reading;

/// <summary>A record as it was read, with its present entries in order: nothing of it depends on who reads.</summary>
public sealed class OpenRecord(RecordContent content)
{
    private IReadOnlyList<ShownEntry>? present;

    public RecordContent Content => content;

    /// <param name="asAt">As in <see cref="RecordView.Build(RecordContent, DateTimeOffset?, int)"/>.</param>
    /// <param name="last">As there.</param>
    public IReadOnlyList<ShownEntry> View(DateTimeOffset? asAt, int last) =>
        asAt is null && last == content.Head.Version
            ? present ??= RecordView.Build(content, null, last)
            : RecordView.Build(content, asAt, last);

    public override string ToString() => $"OpenRecord {{ {content.Head} }}";
}

/// <summary>
/// Records that are being read page by page. The order of a record and what is one fact need the whole, so each page would read all of it;
/// here it is kept for the next pages, for a short while and only as long as the record has not changed: one point read tells. What a reader
/// may see is decided anew on every page. A process that has not kept it reads it.
/// </summary>
public sealed class OpenRecords(RecordReader reader, TimeProvider time) : IDisposable
{
    /// <summary>Since it was last asked for.</summary>
    internal static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(1);

    /// <summary>Of all records together; an entry takes a kilobyte or two.</summary>
    internal const int MostEntries = 60_000;

    private sealed record Kept(RecordId Record, OpenRecord Open, DateTimeOffset Until);

    private readonly Lock turn = new();
    private readonly List<Kept> kept = [];
    private ITimer? sweep;

    /// <param name="record">Any of the person's records.</param>
    /// <param name="asAt">As in <see cref="RecordReader.ReadAsync(RecordId, DateTimeOffset?, CancellationToken)"/>.</param>
    /// <param name="goesOn">Whether it is a page after the first.</param>
    /// <returns>Null where there is no such record.</returns>
    public async Task<OpenRecord?> ReadAsync(RecordId record, DateTimeOffset? asAt, bool goesOn, CancellationToken cancellationToken)
    {
        if (goesOn && asAt is null && await FindAsync(record, cancellationToken) is { } open)
            return open;
        return await reader.ReadAsync(record, asAt, cancellationToken) is { } content ? new OpenRecord(content) : null;
    }

    /// <summary>For the pages that follow.</summary>
    /// <param name="asAt">A past moment is not kept: few page through one.</param>
    public void Keep(OpenRecord open, DateTimeOffset? asAt)
    {
        ArgumentNullException.ThrowIfNull(open);
        if (asAt is not null)
            return;
        var now = time.GetUtcNow();
        lock (turn)
        {
            kept.RemoveAll(one => one.Until <= now || one.Record == open.Content.Head.Record);
            kept.Add(new Kept(open.Content.Head.Record, open, now + KeptFor));
            while (kept.Count > 0 && kept.Sum(one => SizeOf(one.Open)) > MostEntries)
                kept.RemoveAt(0);
            sweep ??= time.CreateTimer(_ => Sweep(), null, KeptFor, KeptFor);
        }
    }

    public void Dispose()
    {
        lock (turn)
            sweep?.Dispose();
    }

    private async Task<OpenRecord?> FindAsync(RecordId record, CancellationToken cancellationToken)
    {
        lock (turn)
        {
            if (kept.Count == 0)
                return null;
        }

        var heads = await reader.ReadHeadsAsync(record, cancellationToken);
        if (heads.Count == 0)
            return null;
        var now = time.GetUtcNow();
        var tag = string.Join('.', heads.Select(head => head.Version.ToString(CultureInfo.InvariantCulture)));
        lock (turn)
        {
            return kept.Find(one => one.Record == heads[0].Record && one.Until > now && one.Open.Content.Tag == tag)?.Open;
        }
    }

    /// <summary>What nobody goes on reading does not stay in memory.</summary>
    private void Sweep()
    {
        var now = time.GetUtcNow();
        lock (turn)
        {
            kept.RemoveAll(one => one.Until <= now);
            if (kept.Count > 0)
                return;
            sweep?.Dispose();
            sweep = null;
        }
    }

    private static int SizeOf(OpenRecord open) => open.Content.Entries.Count + open.Content.Joined.Sum(other => other.Entries.Count);
}
