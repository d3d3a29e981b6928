namespace Onebox.Storage;

/// <summary>The data folder is open in another process, or elsewhere in this one. Two writers would corrupt it, so the second is refused.</summary>
public sealed class StorageFolderInUseException : IOException
{
    /// <param name="folder">The data folder, as it was given.</param>
    /// <param name="cause">What the operating system said of the lock file.</param>
    public StorageFolderInUseException(string folder, Exception cause)
        : base($"The data folder '{folder}' is in use by another process. Stop it, or choose another folder.", cause) => Folder = folder;

    /// <summary>The data folder, as it was given.</summary>
    public string Folder { get; }
}
