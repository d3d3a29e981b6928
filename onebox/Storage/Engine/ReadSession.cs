using Onebox.Storage.Sqlite;

namespace Onebox.Storage.Engine;

/// <summary>One read connection and the statements every read is made of.</summary>
internal sealed class ReadSession : IDisposable
{
    private const string BlobColumns = "id, stamp, created, size, properties, file";
    private readonly Database database;

    public ReadSession(string path)
    {
        database = Database.Open(path, readOnly: true);
        database.Execute("PRAGMA cache_size = -4000; PRAGMA mmap_size = 1073741824;");
        Entity = database.Prepare("SELECT stamp, body FROM entities WHERE t = ?1 AND pk = ?2 AND rk = ?3");
        PartitionRange = database.Prepare(
            "SELECT pk, rk, stamp, body FROM entities WHERE t = ?1 AND pk = ?2 AND rk >= ?3 AND rk <= ?4 ORDER BY rk"
        );
        TableRange = database.Prepare(
            "SELECT pk, rk, stamp, body FROM entities WHERE t = ?1 AND (pk, rk) >= (?2, ?3) AND pk <= ?4 ORDER BY pk, rk"
        );
        Blob = database.Prepare($"SELECT {BlobColumns} FROM blobs WHERE c = ?1 AND name = ?2");
        BlobWithContent = database.Prepare($"SELECT {BlobColumns}, content FROM blobs WHERE c = ?1 AND name = ?2");
        BlobBlocks = database.Prepare($"SELECT {BlobColumns}, blocks FROM blobs WHERE c = ?1 AND name = ?2");
        BlobNames = database.Prepare($"SELECT {BlobColumns}, name FROM blobs WHERE c = ?1 AND name >= ?2 AND name < ?3 ORDER BY name");
        StagedBlock = database.Prepare("SELECT id, size, file, content FROM staged WHERE c = ?1 AND name = ?2 AND block = ?3");
        Staged = database.Prepare("SELECT block, size FROM staged WHERE c = ?1 AND name = ?2 ORDER BY block");
    }

    public Statement Entity { get; }
    public Statement PartitionRange { get; }
    public Statement TableRange { get; }
    public Statement Blob { get; }
    public Statement BlobWithContent { get; }
    public Statement BlobBlocks { get; }
    public Statement BlobNames { get; }
    public Statement Staged { get; }
    public Statement StagedBlock { get; }

    public void Dispose() => database.Dispose();
}
