namespace IntegrationHub.Bench;

/// <summary>What one measurement gave.</summary>
/// <param name="Rate">Finished a second.</param>
/// <param name="Median">Of one, from asking to the whole answer.</param>
/// <param name="P99">As the median.</param>
/// <param name="Elapsed">From the first to the last.</param>
/// <param name="Refused">Answers other than 2xx: must be none, else the rate means nothing.</param>
internal sealed record Timings(double Rate, TimeSpan Median, TimeSpan P99, TimeSpan Elapsed, int Refused)
{
    public static Timings Of(List<TimeSpan> each, TimeSpan elapsed, int refused)
    {
        each.Sort();
        return new Timings(
            each.Count / elapsed.TotalSeconds,
            each[each.Count / 2],
            each[Math.Min(each.Count - 1, each.Count * 99 / 100)],
            elapsed,
            refused
        );
    }
}
