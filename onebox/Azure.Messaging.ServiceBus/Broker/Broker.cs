namespace Azure.Messaging.ServiceBus.Onebox;

/// <summary>
/// An embedded, durable message broker for one namespace: one SQLite file, one process. Clients in the same process reach it by
/// its namespace, through the public API of Azure.Messaging.ServiceBus.
/// </summary>
/// <remarks>
/// An acknowledged send or settlement is on the disk (WAL, synchronous=FULL). Locks are not: after a restart every unsettled message is
/// available again, its delivery counted.
/// </remarks>
public sealed class Broker : IAsyncDisposable
{
    private const long CacheBytes = 64L * 1024 * 1024;

    private readonly FileStream _folderLock;
    private readonly Journal _journal;
    private readonly JournalReader _reader;
    private readonly Writer _writer;
    private readonly BrokerEntities _entities;
    private int _disposed;

    private Broker(string folder, BrokerTopology topology, string fullyQualifiedNamespace, TimeProvider time, FileStream folderLock)
    {
        FullyQualifiedNamespace = fullyQualifiedNamespace;
        Time = time;
        _folderLock = folderLock;
        var cache = new ContentCache(CacheBytes);
        _journal = new Journal(folder, cache);
        _reader = new JournalReader(folder);
        _writer = new Writer(_journal, time);
        try
        {
            _entities = BrokerEntities.Load(topology, _journal, new StoreServices(_writer, _reader, cache, time));
        }
        catch
        {
            _reader.Dispose();
            _journal.Dispose();
            throw;
        }
        _writer.Start();
    }

    public string FullyQualifiedNamespace { get; }

    internal TimeProvider Time { get; }

    /// <summary>Opens (or makes) the broker kept in a folder and registers it under its namespace.</summary>
    /// <param name="folder">Made when it is not there. Belongs to this broker alone while it is open.</param>
    /// <param name="topology">The entities; see <see cref="BrokerTopology"/> for what changing them does.</param>
    /// <param name="fullyQualifiedNamespace">The host name that clients' connection strings carry.</param>
    /// <param name="time">The clock of locks, schedules, expiry and waiting; the system's when null.</param>
    /// <exception cref="BrokerInUseException">The folder is open elsewhere, or the namespace in this process.</exception>
    /// <exception cref="ArgumentException">The topology breaks a rule of the service; the message names the entity.</exception>
    public static Broker Open(string folder, BrokerTopology topology, string fullyQualifiedNamespace, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(topology);
        ArgumentException.ThrowIfNullOrEmpty(fullyQualifiedNamespace);
        TopologyRules.Check(topology);
        Directory.CreateDirectory(folder);
        var folderLock = LockFolder(folder);
        try
        {
            var broker = new Broker(folder, topology, fullyQualifiedNamespace, time ?? TimeProvider.System, folderLock);
            if (BrokerRegistry.TryAdd(fullyQualifiedNamespace, broker))
                return broker;
            broker.CloseFiles();
            throw new BrokerInUseException($"A broker is already open in this process for the namespace '{fullyQualifiedNamespace}'.");
        }
        catch
        {
            folderLock.Dispose();
            throw;
        }
    }

    private static FileStream LockFolder(string folder)
    {
        var path = Path.Combine(folder, "broker.lock");
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new BrokerInUseException($"The broker's data folder '{folder}' is in use; close the other broker first.", e);
        }
    }

    /// <exception cref="ServiceBusException">The entity is not declared (MessagingEntityNotFound).</exception>
    internal Destination Destination(string path) => _entities.Destinations.GetValueOrDefault(path) ?? throw NotFound(path);

    /// <exception cref="ServiceBusException">The entity is not declared (MessagingEntityNotFound).</exception>
    internal MessageStore Source(string path) => _entities.Sources.GetValueOrDefault(path) ?? throw NotFound(path);

    internal bool Owns(MessageStore store) => _entities.Sources.TryGetValue(store.Path, out var own) && own == store;

    internal async Task<long[]> Send(Destination destination, IReadOnlyList<Parcel> parcels)
    {
        var operation = new SendMessages(destination, parcels);
        await _writer.Post(operation);
        return operation.Sequences;
    }

    private ServiceBusException NotFound(string path) =>
        new(
            $"The messaging entity '{FullyQualifiedNamespace}/{path}' could not be found.",
            ServiceBusFailureReason.MessagingEntityNotFound,
            path
        );

    /// <summary>Writes what was accepted, ends every wait and frees the folder.</summary>
    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            BrokerRegistry.Remove(FullyQualifiedNamespace, this);
            CloseFiles();
            _folderLock.Dispose();
        }
        return ValueTask.CompletedTask;
    }

    private void CloseFiles()
    {
        foreach (var store in _entities.AllStores)
            store.Close();
        _writer.Dispose();
        foreach (var store in _entities.AllStores)
            store.Dispose();
        _reader.Dispose();
        _journal.Dispose();
    }
}
