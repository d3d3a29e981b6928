namespace IntegrationHub.Bench;

/// <summary>So many workers, each doing one thing after another until the messages or the time run out.</summary>
internal static class Workers
{
    /// <param name="work">Does one message, given the number of the worker; false where it was refused.</param>
    public static async Task<Timings> RunAsync(
        IReadOnlyList<byte[]> messages,
        int concurrency,
        TimeSpan atMost,
        Func<int, byte[], CancellationToken, Task<bool>> work,
        CancellationToken cancellation
    )
    {
        var time = TimeProvider.System;
        var next = -1;
        var refused = 0;
        var started = time.GetTimestamp();
        var workers = Enumerable
            .Range(0, concurrency)
            .Select(worker =>
                Task.Run(
                    async () =>
                    {
                        var mine = new List<TimeSpan>();
                        while (time.GetElapsedTime(started) < atMost && Interlocked.Increment(ref next) is var i && i < messages.Count)
                        {
                            var from = time.GetTimestamp();
                            if (!await work(worker, messages[i], cancellation))
                                Interlocked.Increment(ref refused);
                            mine.Add(time.GetElapsedTime(from));
                        }

                        return mine;
                    },
                    cancellation
                )
            );
        var each = await Task.WhenAll(workers);
        return Timings.Of([.. each.SelectMany(mine => mine)], time.GetElapsedTime(started), refused);
    }
}
