using Onebox.Storage.Sqlite;

namespace Onebox.Storage.Engine;

/// <summary>The one connection that writes, with its statements; used by the commit loop's thread only.</summary>
internal sealed class WriteSession : IDisposable
{
    // Half a page for the row's place in its index: measured about that over a run of bundles.
    private const int RowOverhead = 4096;

    private readonly Statement storeMark;
    private long volume;

    public WriteSession(Database database, StampClock clock, Catalogue catalogue)
    {
        Database = database;
        Clock = clock;
        Catalogue = catalogue;
        storeMark = database.Prepare(
            "INSERT INTO meta(name, value) VALUES('stamp', ?1) ON CONFLICT(name) DO UPDATE SET value = excluded.value"
        );
        Begin = database.Prepare("BEGIN IMMEDIATE");
        Commit = database.Prepare("COMMIT");

        FindEntity = database.Prepare("SELECT id, stamp, body FROM entities WHERE t = ?1 AND pk = ?2 AND rk = ?3");
        InsertEntity = database.Prepare("INSERT INTO entities(t, pk, rk, stamp, body) VALUES(?1, ?2, ?3, ?4, ?5)");
        UpdateEntity = database.Prepare("UPDATE entities SET stamp = ?2, body = ?3 WHERE id = ?1");
        DeleteEntity = database.Prepare("DELETE FROM entities WHERE id = ?1");

        FindBlob = database.Prepare("SELECT id, stamp, created, size, properties, file FROM blobs WHERE c = ?1 AND name = ?2");
        InsertBlob = database.Prepare(
            "INSERT INTO blobs(c, name, stamp, created, size, properties, file, blocks, content) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
        );
        UpdateBlob = database.Prepare(
            "UPDATE blobs SET stamp = ?2, created = ?3, size = ?4, properties = ?5, file = ?6, blocks = ?7, content = ?8 WHERE id = ?1"
        );
        UpdateBlobProperties = database.Prepare("UPDATE blobs SET stamp = ?2, properties = ?3 WHERE id = ?1");
        DeleteBlob = database.Prepare("DELETE FROM blobs WHERE id = ?1");
        StagedFiles = database.Prepare("SELECT file FROM staged WHERE c = ?1 AND name = ?2 AND file IS NOT NULL");
        DeleteStaged = database.Prepare("DELETE FROM staged WHERE c = ?1 AND name = ?2");
    }

    public Database Database { get; }
    public StampClock Clock { get; }

    /// <summary>As of the writes applied so far; published to readers when they are committed.</summary>
    public Catalogue Catalogue { get; set; }

    /// <summary>Content files that no row names once this group is committed.</summary>
    public List<string> Orphans { get; } = [];

    /// <summary>Roughly the bytes this group adds to the log.</summary>
    public void Count(long bytes) => volume += bytes + RowOverhead;

    public long TakeVolume() => Interlocked.Exchange(ref volume, 0);

    public Statement Begin { get; }
    public Statement Commit { get; }
    public Statement FindEntity { get; }
    public Statement InsertEntity { get; }
    public Statement UpdateEntity { get; }
    public Statement DeleteEntity { get; }
    public Statement FindBlob { get; }
    public Statement InsertBlob { get; }
    public Statement UpdateBlob { get; }
    public Statement UpdateBlobProperties { get; }
    public Statement DeleteBlob { get; }
    public Statement StagedFiles { get; }
    public Statement DeleteStaged { get; }

    public void StoreMark(long mark) => storeMark.Bind(1, mark).Run();

    public void Dispose() => Database.Dispose();
}
