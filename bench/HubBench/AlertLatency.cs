namespace IntegrationHub.Bench;

/// <summary>From the arrival of an event at the hub to the alert in the hands of a discharge hub that waits for it.</summary>
internal static class AlertLatency
{
    private const int PerSecond = 20;

    public static async Task<int> PrintAsync(TextWriter output, TimeSpan howLong, CancellationToken cancellation)
    {
        await using var hub = await HubUnderTest.StartAsync(cancellation);
        using var discharges = Discharges.Of(hub);
        // What comes first compiles code: the seconds before count for nothing.
        await SendAndClaimAsync(discharges, firstPatient: 0, count: 10 * PerSecond, cancellation);
        var each = await SendAndClaimAsync(discharges, firstPatient: 100_000, (int)(howLong.TotalSeconds * PerSecond), cancellation);
        each.Sort();
        await output.WriteLineAsync(
            FormattableString.Invariant(
                $"{each.Count} events, {PerSecond} a second, from arrival to claimed: median {each[each.Count / 2].TotalMilliseconds:0.0} ms, p99 {each[each.Count * 99 / 100].TotalMilliseconds:0.0} ms, longest {each[^1].TotalMilliseconds:0.0} ms."
            )
        );
        return 0;
    }

    private static async Task<List<TimeSpan>> SendAndClaimAsync(
        Discharges discharges,
        int firstPatient,
        int count,
        CancellationToken cancellation
    )
    {
        var claiming = ClaimAsync(discharges, count, cancellation);
        var time = TimeProvider.System;
        using var beat = new PeriodicTimer(TimeSpan.FromSeconds(1) / PerSecond, time);
        var sending = new List<Task>();
        for (var i = 0; i < count && await beat.WaitForNextTickAsync(cancellation); i++)
            sending.Add(discharges.TellAsync(firstPatient + i, 0, time.GetUtcNow(), cancellation));
        await Task.WhenAll(sending);
        return await claiming;
    }

    private static async Task<List<TimeSpan>> ClaimAsync(Discharges discharges, int count, CancellationToken cancellation)
    {
        var each = new List<TimeSpan>();
        // Whoever works on one alert has not stopped waiting for the next.
        var acknowledging = new List<Task>();
        while (each.Count < count)
        {
            var claimed = await discharges.ClaimAsync(waitSeconds: 30, cancellation);
            var now = TimeProvider.System.GetUtcNow();
            each.AddRange(claimed.Select(alert => now - alert.RaisedAt));
            acknowledging.AddRange(claimed.Select(alert => discharges.AcknowledgeAsync(alert, cancellation)));
        }

        await Task.WhenAll(acknowledging);
        return each;
    }
}
