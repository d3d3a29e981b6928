namespace Onebox.Storage.Engine;

/// <summary>
/// The time of each write in 100 ns ticks, which is also its version: strictly rising, over restarts and clock steps too, so that no ETag
/// ever comes back. A high-water mark is stored ahead of the stamps given out, one second at a time, not at every write.
/// </summary>
internal sealed class StampClock(TimeProvider time, long highWater)
{
    private long last = highWater;

    /// <summary>No stamp above this was given out under a mark that is stored.</summary>
    public long Reserved { get; private set; } = highWater;

    public long Last => last;

    public long Next() => last = Math.Max(time.GetUtcNow().UtcTicks, last + 1);

    /// <summary>The mark to store with this commit, or null where the stored one still covers the stamp.</summary>
    public long? MarkToStore()
    {
        if (last <= Reserved)
            return null;
        Reserved = last + TimeSpan.TicksPerSecond;
        return Reserved;
    }

    /// <summary>The commit that held the last mark was undone: the next one must store it again.</summary>
    public void MarkLost() => Reserved = 0;
}
