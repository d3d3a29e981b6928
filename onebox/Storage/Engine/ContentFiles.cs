using System.Runtime.InteropServices;

namespace Onebox.Storage.Engine;

/// <summary>
/// The files of blobs too large for the database, under names of our own making: a blob's name is never a path. A file is written and
/// flushed, its folder too, before the row that names it is committed; a file that no row names is left over and is deleted at the next open.
/// </summary>
internal sealed partial class ContentFiles(string folder)
{
    public string Folder { get; } = folder;

    public static string NewName() => Guid.NewGuid().ToString("N");

    public FileStream Create(string name) =>
        new(PathOf(name), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, 1, FileOptions.Asynchronous);

    public FileStream OpenRead(string name) =>
        new(PathOf(name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.Asynchronous);

    /// <summary>Makes a finished file durable, with its entry in the folder.</summary>
    public void Flush(FileStream file)
    {
        file.Flush(flushToDisk: true);
        FlushFolder(Folder);
    }

    /// <summary>Deletes files that no row names any more. A reader that has one open keeps it until it closes it.</summary>
    public void Discard(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            try
            {
                File.Delete(PathOf(name));
            }
            catch (Exception held) when (held is IOException or UnauthorizedAccessException)
            {
                // Only space is lost, and only until the next open sweeps it; the write that freed the file is committed and must be answered.
                continue;
            }
        }
    }

    /// <summary>Deletes what a crash left behind: every file not among <paramref name="named"/>.</summary>
    public void Sweep(IReadOnlySet<string> named)
    {
        foreach (var path in Directory.EnumerateFiles(Folder))
        {
            if (!named.Contains(Path.GetFileName(path)))
                File.Delete(path);
        }
    }

    /// <summary>A new file's name survives a power cut only when its folder is flushed. Windows keeps names in its journal.</summary>
    public static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        var descriptor = OpenDescriptor(folder, 0);
        if (descriptor < 0)
            throw new IOException($"The folder could not be opened for flushing (errno {Marshal.GetLastPInvokeError()}).");
        var flushed = FlushDescriptor(descriptor);
        var error = Marshal.GetLastPInvokeError();
        _ = CloseDescriptor(descriptor);
        if (flushed != 0)
            throw new IOException($"The folder could not be flushed (errno {error}).");
    }

    private string PathOf(string name) => Path.Combine(Folder, name);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int OpenDescriptor(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int FlushDescriptor(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int CloseDescriptor(int descriptor);
}
