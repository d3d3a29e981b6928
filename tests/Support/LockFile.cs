namespace IntegrationHub.Testing;

/// <summary>A lock between processes, held while the file is open; the operating system frees it when its holder dies.</summary>
internal static class LockFile
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    /// <exception cref="TimeoutException">Another process held the lock for all of <paramref name="patience"/>.</exception>
    public static async Task<FileStream> TakeAsync(string path, TimeSpan patience, CancellationToken cancellationToken)
    {
        // The operating systems offer no common signal for "that other process let go", so this asks again.
        using var ticks = new PeriodicTimer(Interval);
        for (var attempts = patience / Interval; attempts > 0; attempts--)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (attempts > 1)
            {
                await ticks.WaitForNextTickAsync(cancellationToken);
            }
        }
        throw new TimeoutException($"{Path.GetFileName(path)} stayed locked by another process.");
    }
}
