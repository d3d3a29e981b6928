namespace Onebox.Storage.Engine;

/// <summary>
/// Group commit. One thread takes every write that waits, applies them in one SQLite transaction, flushes once, then answers them all:
/// the slower the disk and the more callers, the more writes share a flush. A write is answered only after the flush that holds it.
/// </summary>
internal sealed class CommitLoop : IDisposable
{
    // A bound on one group keeps the first caller's wait and the log's growth in check.
    private const int LargestGroup = 256;

    private readonly Lock gate = new();
    private readonly SemaphoreSlim arrived = new(0);
    private readonly WriteSession session;
    private readonly Checkpointer checkpointer;
    private readonly ContentFiles files;
    private readonly Thread thread;
    private List<Write> waiting = [];
    private List<Write> taken = [];
    private bool closing;
    private volatile Catalogue published;

    public CommitLoop(WriteSession session, Checkpointer checkpointer, ContentFiles files)
    {
        this.session = session;
        this.checkpointer = checkpointer;
        this.files = files;
        published = session.Catalogue;
        thread = new Thread(Work) { Name = "storage commit", IsBackground = true };
        thread.Start();
    }

    /// <summary>As of the last commit.</summary>
    public Catalogue Catalogue => published;

    public Task<Fault?> Submit(Write write)
    {
        bool wake;
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(closing, this);
            wake = waiting.Count == 0;
            waiting.Add(write);
        }

        if (wake)
            arrived.Release();
        return write.Answer;
    }

    /// <summary>Commits what waits, then ends.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            if (closing)
                return;
            closing = true;
        }

        arrived.Release();
        thread.Join();
        arrived.Dispose();
    }

    private void Work()
    {
        while (true)
        {
            bool last;
            lock (gate)
            {
                last = closing;
                (waiting, taken) = (taken, waiting);
            }

            if (taken.Count == 0)
            {
                if (last)
                    return;
                arrived.Wait();
                continue;
            }

            for (var from = 0; from < taken.Count; from += LargestGroup)
                CommitGroup(taken[from..Math.Min(from + LargestGroup, taken.Count)]);
            taken.Clear();
        }
    }

    private void CommitGroup(List<Write> group)
    {
        group.RemoveAll(write =>
        {
            if (!write.Cancellation.IsCancellationRequested)
                return false;
            write.Cancel();
            return true;
        });
        if (group.Count == 0)
            return;

        if (TryCommit(group, out var failure))
            return;

        // One write that breaks (a full disk, a row too big for SQLite) must fail alone: each gets a transaction of its own.
        if (group.Count == 1)
        {
            group[0].Fail(failure!);
            return;
        }

        foreach (var write in group)
        {
            if (!TryCommit([write], out failure))
                write.Fail(failure!);
        }
    }

    private bool TryCommit(List<Write> group, out Exception? failure)
    {
        try
        {
            session.Begin.Run();
            foreach (var write in group)
                write.Run(session);
            if (session.Clock.MarkToStore() is { } mark)
                session.StoreMark(mark);
            session.Commit.Run();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Whatever went wrong is the answer of the write that did it; the loop must go on for the others.
            Undo();
            failure = exception;
            return false;
        }

        failure = null;
        published = session.Catalogue;
        foreach (var write in group)
        {
            write.Committed(session);
            write.Succeed();
        }

        files.Discard(session.Orphans);
        session.Orphans.Clear();
        checkpointer.AfterCommit(session.Database, session.TakeVolume());
        return true;
    }

    private void Undo()
    {
        session.Orphans.Clear();
        session.Catalogue = published;
        session.Clock.MarkLost();
        session.Database.ResetAll();
        if (session.Database.InTransaction)
            session.Database.Execute("ROLLBACK");
    }
}
