using Onebox.Storage.Sqlite;

namespace Onebox.Storage.Engine;

/// <summary>What is read and cleared when a folder is opened, before the first request.</summary>
internal sealed class Opening(Database database, TimeProvider time)
{
    // Azure's own rule: a week after the last block was staged, uncommitted blocks are dropped.
    private static readonly TimeSpan StagedBlocksLive = TimeSpan.FromDays(7);

    public long HighWaterMark()
    {
        using var marks = database.Prepare("SELECT value FROM meta WHERE name = 'stamp'");
        return marks.Step() ? marks.Int64(0) : 0;
    }

    public Catalogue ReadCatalogue()
    {
        var tables = Catalogue.Empty.Tables.ToBuilder();
        using (var rows = database.Prepare("SELECT id, name FROM tables"))
        {
            while (rows.Step())
                tables[rows.Text(1)] = new TableInfo(rows.Int64(0), rows.Text(1));
        }

        var containers = Catalogue.Empty.Containers.ToBuilder();
        using (var rows = database.Prepare("SELECT id, name, stamp, metadata FROM containers"))
        {
            while (rows.Step())
                containers[rows.Text(1)] = new ContainerInfo(rows.Int64(0), rows.Text(1), rows.Int64(2), rows.Bytes(3).ToArray());
        }

        return new Catalogue(tables.ToImmutable(), containers.ToImmutable());
    }

    public void ClearAbandonedBlocks()
    {
        using var clear = database.Prepare("DELETE FROM staged WHERE stamp < ?1");
        clear.Bind(1, (time.GetUtcNow() - StagedBlocksLive).UtcTicks).Run();
    }

    public HashSet<string> NamedFiles()
    {
        var named = new HashSet<string>(StringComparer.Ordinal);
        using var rows = database.Prepare(
            "SELECT file FROM blobs WHERE file IS NOT NULL UNION ALL SELECT file FROM staged WHERE file IS NOT NULL"
        );
        while (rows.Step())
            named.Add(rows.Text(0));
        return named;
    }

    /// <summary>Deleted tables and containers whose rows were not all cleared when the process ended.</summary>
    public List<(string Kind, long Id)> Doomed()
    {
        var doomed = new List<(string, long)>();
        using var rows = database.Prepare("SELECT kind, id FROM doomed");
        while (rows.Step())
            doomed.Add((rows.Text(0), rows.Int64(1)));
        return doomed;
    }
}
