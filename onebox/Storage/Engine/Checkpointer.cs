using Onebox.Storage.Sqlite;

namespace Onebox.Storage.Engine;

/// <summary>
/// Moves committed pages from the log into the database file. The bulk is moved on a thread of its own while writes go on; the writer then
/// only moves the few pages that came in meanwhile, after which the log starts again from its beginning instead of growing.
/// </summary>
internal sealed class Checkpointer : IDisposable
{
    private readonly long threshold;
    private readonly Database database;
    private readonly AutoResetEvent wanted = new(false);
    private readonly Thread thread;
    private volatile bool closing;
    private volatile bool running;
    private volatile bool moved;
    private long logged;

    /// <param name="databasePath">The database file.</param>
    /// <param name="threshold">Bytes written to the log, roughly, before they are moved.</param>
    public Checkpointer(string databasePath, long threshold)
    {
        this.threshold = threshold;
        database = Database.Open(databasePath, readOnly: false);
        thread = new Thread(Work) { Name = "storage checkpoint", IsBackground = true };
        thread.Start();
    }

    /// <summary>Called by the writer, outside a transaction; <paramref name="bytes"/> is what the last commit wrote.</summary>
    public void AfterCommit(Database writer, long bytes)
    {
        logged += bytes;
        if (moved)
        {
            moved = false;
            TryCheckpoint(writer);
        }
        else if (logged >= threshold && !running)
        {
            logged = 0;
            running = true;
            wanted.Set();
        }
    }

    public void Dispose()
    {
        closing = true;
        wanted.Set();
        thread.Join();
        wanted.Dispose();
        database.Dispose();
    }

    private void Work()
    {
        while (true)
        {
            wanted.WaitOne();
            if (closing)
                return;
            moved = TryCheckpoint(database);
            running = false;
        }
    }

    private static bool TryCheckpoint(Database connection)
    {
        try
        {
            connection.Execute("PRAGMA wal_checkpoint(PASSIVE)");
            return true;
        }
        catch (SqliteFaultException)
        {
            // The log keeps everything, so a checkpoint that fails (a full disk) costs only space; the next threshold tries again,
            // and a fault that lasts shows at the next commit, which answers it to its caller.
            return false;
        }
    }
}
