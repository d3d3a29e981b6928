using Microsoft.Data.Sqlite;

namespace Azure.Messaging.ServiceBus.Onebox;

/// <summary>
/// The one thread that writes. It takes every operation that waits, applies them in one transaction, commits once (one fsync) and
/// then answers them all: the more callers wait, the more a commit carries.
/// </summary>
internal sealed class Writer : IDisposable
{
    // A count of deliveries need not wait for a commit of its own: the next one takes it along, and this is how long it waits for one.
    private const int LazyFlushMilliseconds = 20;

    private readonly Lock _disposing = new();
    private readonly object _gate = new();
    private readonly Journal _journal;
    private readonly TimeProvider _time;
    private readonly Thread _thread;
    private List<WriteOperation> _waiting = [];
    private bool _urgent;
    private bool _stopping;

    public Writer(Journal journal, TimeProvider time)
    {
        _journal = journal;
        _time = time;
        _thread = new Thread(Run) { IsBackground = true, Name = "Service Bus broker writer" };
    }

    public void Start() => _thread.Start();

    /// <summary>Takes an operation; its task ends when the operation is on the disk (or has failed).</summary>
    /// <exception cref="ServiceBusException">The broker is closed.</exception>
    public Task Post(WriteOperation operation)
    {
        lock (_gate)
        {
            ThrowIfStopping();
            _waiting.Add(operation);
            if (!_urgent)
            {
                _urgent = true;
                Monitor.Pulse(_gate);
            }
        }
        return operation.Task;
    }

    /// <summary>Takes an operation that nobody waits for: it goes with the next commit, within some 20 ms.</summary>
    public void PostLazily(WriteOperation operation)
    {
        lock (_gate)
        {
            if (_stopping)
                return;
            _waiting.Add(operation);
            if (_waiting.Count == 1)
                Monitor.Pulse(_gate);
        }
    }

    private void ThrowIfStopping()
    {
        if (_stopping)
            throw new ServiceBusException("The broker is closed.", ServiceBusFailureReason.ServiceCommunicationProblem);
    }

    private void Run()
    {
        var taken = new List<WriteOperation>();
        while (TakeAll(ref taken))
        {
            var failure = Write(taken);
            foreach (var operation in taken)
                operation.Finish(failure);
            taken.Clear();
        }
    }

    private bool TakeAll(ref List<WriteOperation> taken)
    {
        lock (_gate)
        {
            while (_waiting.Count == 0 && !_stopping)
                Monitor.Wait(_gate);
            if (!_urgent && !_stopping)
                Monitor.Wait(_gate, LazyFlushMilliseconds);
            (taken, _waiting) = (_waiting, taken);
            _urgent = false;
            return taken.Count > 0 || !_stopping;
        }
    }

    private ServiceBusException? Write(List<WriteOperation> operations)
    {
        try
        {
            _journal.Begin();
            var now = _time.GetUtcNow().UtcTicks;
            foreach (var operation in operations)
                operation.Apply(_journal, now);
            _journal.Commit();
            return null;
        }
        catch (SqliteException e)
        {
            _journal.Rollback();
            return e.SqliteErrorCode == SQLitePCL.raw.SQLITE_FULL
                ? new ServiceBusException("The broker's disk is full.", ServiceBusFailureReason.QuotaExceeded, innerException: e)
                : new ServiceBusException(
                    $"The broker could not write (SQLite error {e.SqliteErrorCode}).",
                    ServiceBusFailureReason.GeneralError,
                    innerException: e
                );
        }
    }

    /// <summary>Writes what waits, then ends the thread.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _stopping = true;
            Monitor.PulseAll(_gate);
        }
        lock (_disposing)
        {
            if (_thread.IsAlive)
                _thread.Join();
        }
    }
}
