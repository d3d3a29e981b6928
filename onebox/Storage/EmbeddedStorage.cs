using Azure.Core.Pipeline;
using Onebox.Storage.Engine;
using Onebox.Storage.Http;
using Onebox.Storage.Sqlite;

namespace Onebox.Storage;

/// <summary>
/// The Table and Blob services in this process, durable in one folder. Clients of <c>Azure.Data.Tables</c> and <c>Azure.Storage.Blobs</c>
/// run on it unchanged by taking <see cref="Transport"/> in their options. A request that answers with success has been flushed to disk.
/// </summary>
/// <remarks>
/// One account: the name in an address and the Authorization header are not looked at. Addresses are told apart by host
/// (<c>*.table.core.windows.net</c>, <c>*.blob.core.windows.net</c>) or by port. An operation that is not offered answers 501 NotImplemented.
/// </remarks>
public sealed class EmbeddedStorage : IAsyncDisposable, IDisposable
{
    private readonly FileStream folderLock;
    private readonly StorageEngine engine;

    private EmbeddedStorage(FileStream folderLock, StorageEngine engine, EmbeddedStorageOptions options, TimeProvider time)
    {
        this.folderLock = folderLock;
        this.engine = engine;
        Transport = new EmbeddedTransport(engine, options, time);
    }

    /// <summary>Answers the requests of any number of clients, at once and from any thread, until this storage is disposed.</summary>
    public HttpPipelineTransport Transport { get; }

    /// <summary>Opens the folder, making it where it is missing; what a crash left unfinished is cleared first.</summary>
    /// <exception cref="StorageFolderInUseException">The folder is open already.</exception>
    /// <exception cref="InvalidDataException">The folder was written by a newer version.</exception>
    public static EmbeddedStorage Open(string folder, EmbeddedStorageOptions? options = null, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        options ??= new EmbeddedStorageOptions();
        time ??= TimeProvider.System;

        var root = Directory.CreateDirectory(folder).FullName;
        var folderLock = Lock(root, folder);
        try
        {
            return new EmbeddedStorage(folderLock, StorageEngine.Open(root, options, time), options, time);
        }
        catch (Exception exception)
            when (exception is SqliteFaultException or IOException or UnauthorizedAccessException or InvalidDataException)
        {
            folderLock.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Commits what was asked for, closes the files and frees the folder. Later requests throw <see cref="ObjectDisposedException"/>.</summary>
    public void Dispose()
    {
        engine.Dispose();
        folderLock.Dispose();
    }

    private static FileStream Lock(string root, string folder)
    {
        try
        {
            // The operating system frees the lock when the process ends, however it ends.
            return new FileStream(Path.Combine(root, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException inUse)
        {
            throw new StorageFolderInUseException(folder, inUse);
        }
    }
}
