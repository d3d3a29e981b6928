namespace IntegrationHub.Cli.Running;

/// <summary>
/// The folder that holds all a hub keeps: stored data, keys, and who runs on it. One hub at a time: it holds the lock, which the
/// operating system takes back however the process ends.
/// </summary>
internal sealed class DataFolder
{
    private DataFolder(string path) => Path = path;

    /// <summary>Absolute.</summary>
    public string Path { get; }

    public string Storage => Below("storage");

    public string Messaging => Below("messaging");

    public string Keys => Below("keys");

    public string Log => Below("hub.log");

    /// <summary>How far the demonstration day is loaded, so that it is not loaded twice.</summary>
    public string DemonstrationFile => Below("demonstration.json");

    private string Lock => Below("hub.lock");

    private string RunningFile => Below("hub.json");

    public static DataFolder At(string path) => new(System.IO.Path.GetFullPath(path));

    public string Below(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Makes the folder, for its owner only: it holds keys and messages.</summary>
    /// <exception cref="CommandFailure">It cannot be made.</exception>
    public void Create()
    {
        try
        {
            MakeOwnFolder(Path);
            MakeOwnFolder(Keys);
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure($"The data folder {Path} cannot be made: choose another with --data.", denied);
        }
    }

    /// <summary>Takes the folder for this process.</summary>
    /// <exception cref="CommandFailure">Another hub holds it.</exception>
    public DataFolderLock Take()
    {
        try
        {
            return new DataFolderLock(new FileStream(Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None), RunningFile);
        }
        catch (Exception held) when (held is IOException or UnauthorizedAccessException)
        {
            var who = RunningHub.Read(RunningFile) is { } hub ? $" by the hub at {hub.Address} (process {hub.ProcessId})" : "";
            throw new CommandFailure(
                $"The data folder {Path} is in use{who}: stop it with `hub down --data {Path}`, or choose another with --data.",
                held
            );
        }
    }

    /// <summary>What the last hub on this folder said of itself; it may have been killed since.</summary>
    public RunningHub? Announced() => RunningHub.Read(RunningFile);

    /// <summary>The hub that holds this folder now; null where none does, whatever an old file may say.</summary>
    public RunningHub? FindRunningHub()
    {
        if (Announced() is not { } hub)
            return null;
        try
        {
            using var free = new FileStream(Lock, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return null;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (IOException)
        {
            return hub;
        }
    }

    /// <exception cref="CommandFailure">No hub runs on this folder.</exception>
    public Uri RunningHubAddress() =>
        FindRunningHub()?.Address
        ?? throw new CommandFailure($"No hub runs on the data folder {Path}: start one with `hub up`, or say which with --url or --data.");

    private static void MakeOwnFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            System.IO.Directory.CreateDirectory(path);
        else
        {
            const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
            System.IO.Directory.CreateDirectory(path, Owner);
            // One that was there before may have been wider.
            File.SetUnixFileMode(path, Owner);
        }
    }
}
