namespace IntegrationHub.Cli.Running;

/// <summary>Held by the hub that runs on a data folder, for as long as it does.</summary>
internal sealed class DataFolderLock(FileStream held, string runningFile) : IDisposable
{
    /// <summary>Tells other commands where this hub is. May be called again as the hub gets further.</summary>
    public void Announce(RunningHub hub) => hub.Write(runningFile);

    public void Dispose()
    {
        File.Delete(runningFile);
        held.Dispose();
    }
}
