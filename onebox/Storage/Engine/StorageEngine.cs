using Onebox.Storage.Sqlite;

namespace Onebox.Storage.Engine;

/// <summary>The database, the content files, and the threads that serve them, opened and closed as one.</summary>
internal sealed class StorageEngine : IDisposable
{
    private readonly WriteSession session;
    private readonly Checkpointer checkpointer;
    private readonly CommitLoop loop;
    private bool disposed;

    private StorageEngine(WriteSession session, Connections readers, Checkpointer checkpointer, ContentFiles files)
    {
        this.session = session;
        this.checkpointer = checkpointer;
        Readers = readers;
        Files = files;
        loop = new CommitLoop(session, checkpointer, files);
    }

    public Connections Readers { get; }

    public ContentFiles Files { get; }

    public Catalogue Catalogue => loop.Catalogue;

    public Task<Fault?> Submit(Write write) => loop.Submit(write);

    public static StorageEngine Open(string folder, EmbeddedStorageOptions options, TimeProvider time)
    {
        var path = Path.Combine(folder, "storage.db");
        var files = new ContentFiles(Directory.CreateDirectory(Path.Combine(folder, "content")).FullName);
        var database = Database.Open(path, readOnly: false);
        try
        {
            Schema.Prepare(database, options.PageSize);
            // FULL: a commit is answered only after the log is flushed. Checkpoints are ours to time.
            database.Execute(
                "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY;"
            );
            ContentFiles.FlushFolder(folder);
            var opening = new Opening(database, time);
            opening.ClearAbandonedBlocks();
            files.Sweep(opening.NamedFiles());

            var session = new WriteSession(database, new StampClock(time, opening.HighWaterMark()), opening.ReadCatalogue());
            var checkpointer = new Checkpointer(path, options.LogBytesBeforeCheckpoint);
            var engine = new StorageEngine(session, new Connections(path), checkpointer, files);
            foreach (var (kind, id) in opening.Doomed())
                Purge.Start(engine.Submit, kind, id);
            return engine;
        }
        catch (Exception exception) when (exception is SqliteFaultException or IOException or InvalidDataException)
        {
            database.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        if (disposed)
            return;
        disposed = true;
        loop.Dispose();
        checkpointer.Dispose();
        Readers.Dispose();
        // The last connection to close moves the log into the database and deletes it.
        session.Dispose();
    }
}
