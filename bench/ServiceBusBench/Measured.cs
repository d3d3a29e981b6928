using System.Diagnostics;

namespace ServiceBusBench;

/// <summary>Counts for a while and prints the rate.</summary>
internal static class Measured
{
    /// <summary>The disk's own figure, to judge the others by.</summary>
    public static void Fsync(string folder, double seconds)
    {
        using var file = new FileStream(Path.Combine(folder, "fsync.probe"), FileMode.Create, FileAccess.Write, FileShare.None, 0);
        var page = new byte[4096];
        var watch = Stopwatch.StartNew();
        var count = 0;
        for (; watch.Elapsed.TotalSeconds < Math.Min(seconds, 1); count++)
        {
            file.Write(page);
            file.Flush(flushToDisk: true);
        }
        Print("bare 4 KB write + fsync", count, watch.Elapsed);
    }

    public static async Task Run(string what, int callers, TimeSpan time, Func<int, CancellationToken, Task<int>> step)
    {
        using var stop = new CancellationTokenSource(time);
        var watch = Stopwatch.StartNew();
        var counts = await Task.WhenAll(
            Enumerable
                .Range(0, callers)
                .Select(caller =>
                    Task.Run(
                        async () =>
                        {
                            var count = 0L;
                            while (!stop.IsCancellationRequested)
                                count += await step(caller, CancellationToken.None);
                            return count;
                        },
                        CancellationToken.None
                    )
                )
        );
        Print(what, counts.Sum(), watch.Elapsed);
    }

    private static void Print(string what, long count, TimeSpan elapsed) =>
        Console.WriteLine($"{what, -55} {count / elapsed.TotalSeconds, 10:N0}/s");
}
