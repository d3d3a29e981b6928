namespace FhirBench;

/// <summary>What one round over all inputs takes of the processor, beside the first operation's round next to it, and what it allocates.</summary>
internal sealed record Timing(double Seconds, double ToFirst, long Allocated)
{
    private const int Rounds = 31;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Medians. The operations run in turn, round by round, and processor time is counted, the collector's included: so what else the machine
    /// does falls on all of them alike, and waiting for a core is no part of it.
    /// </summary>
    public static Timing[] SideBySide(IReadOnlyList<Action> operations)
    {
        var allocated = operations.Select(WarmedUp).ToArray();
        var rounds = Enumerable.Range(0, Rounds).Select(_ => operations.Select(SecondsOf).ToArray()).ToArray();
        return
        [
            .. operations.Select(
                (_, i) =>
                    new Timing(Median(rounds.Select(round => round[i])), Median(rounds.Select(round => round[i] / round[0])), allocated[i])
            ),
        ];
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);

    // Long enough for the runtime to have compiled everything at its best.
    private static long WarmedUp(Action operation)
    {
        for (var start = Processor; Processor - start < WarmUp; )
            operation();
        var before = GC.GetAllocatedBytesForCurrentThread();
        operation();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    // Once before, so that each finds the caches as it leaves them itself, and not as the one before it did.
    private static double SecondsOf(Action operation)
    {
        operation();
        var start = Processor;
        operation();
        return (Processor - start).TotalSeconds;
    }

    private static TimeSpan Processor => Environment.CpuUsage.TotalTime;
}
