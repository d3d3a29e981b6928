using System.Collections.Concurrent;
using Onebox.Storage.Sqlite;

namespace Onebox.Storage.Engine;

/// <summary>
/// Read connections, each with its prepared statements, lent out one caller at a time. In WAL mode they see the last commit and neither
/// wait for the writer nor hold it up.
/// </summary>
internal sealed class Connections(string path) : IDisposable
{
    private readonly ConcurrentBag<ReadSession> idle = [];
    private volatile bool closed;

    public Lease Rent()
    {
        ObjectDisposedException.ThrowIf(closed, typeof(EmbeddedStorage));
        return new Lease(this, idle.TryTake(out var session) ? session : new ReadSession(path));
    }

    public void Dispose()
    {
        closed = true;
        while (idle.TryTake(out var session))
            session.Dispose();
    }

    private void Return(ReadSession session)
    {
        idle.Add(session);
        if (closed)
            Dispose();
    }

    /// <summary>Gives the connection back when disposed.</summary>
    internal readonly struct Lease(Connections owner, ReadSession session) : IDisposable
    {
        public ReadSession Session => session;

        public void Dispose() => owner.Return(session);
    }
}
