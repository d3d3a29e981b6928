using System.Diagnostics;

namespace FhirBench;

/// <summary>One round over all inputs: the median of the rounds' times (or the best), and what one round allocates.</summary>
internal sealed record Timing(double Seconds, long Allocated)
{
    private const int Rounds = 15;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    /// <summary>Takes the best round in place of the median one: for a machine that is busy with other work.</summary>
    public static bool TakesBest { get; set; }

    public static Timing Median<T>(List<T> inputs, Action<T> work)
    {
        // Long enough for the runtime to have compiled everything at its best.
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < WarmUp)
            inputs.ForEach(work);
        var before = GC.GetAllocatedBytesForCurrentThread();
        inputs.ForEach(work);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        var rounds = TakesBest ? Rounds * 10 : Rounds;
        var times = new double[rounds];
        for (var i = 0; i < rounds; i++)
        {
            start = Stopwatch.GetTimestamp();
            inputs.ForEach(work);
            times[i] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
        Array.Sort(times);
        return new Timing(times[TakesBest ? 0 : Rounds / 2], allocated);
    }
}
