using System.Globalization;

namespace IntegrationHub.Bench;

/// <summary>Sends messages to the hub over HTTP, each worker on a connection of its own.</summary>
internal static class Load
{
    private const int WarmSenders = 8;

    /// <summary>
    /// Until the hub's code is compiled for speed, which is when it grows no faster any more; what is sent now does not count.
    /// </summary>
    public static async Task WarmUpAsync(HubUnderTest hub, MessageSet messages, Scale scale, CancellationToken cancellation)
    {
        var best = 0.0;
        for (var round = 0; round < scale.WarmRounds; round++)
        {
            var rate = (await MeasureAsync(hub, messages, WarmSenders, scale.Warm, cancellation)).Rate;
            if (rate < best * 1.02)
                return;
            best = rate;
        }
    }

    /// <summary>
    /// Keeps a hub of its own under 16 senders, for whoever looks into its process meanwhile, and says what a message costs it in
    /// processor time, which other programs on the machine change less than they change a rate.
    /// </summary>
    public static async Task HoldAsync(MessageSet messages, TimeSpan howLong, TextWriter output, CancellationToken cancellation)
    {
        await using var hub = await HubUnderTest.StartAsync(cancellation);
        await WarmUpAsync(hub, messages, Scale.Full, cancellation);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"process {hub.ProcessId}"));
        await output.FlushAsync(cancellation);
        var (sent, spent, processor) = (0.0, TimeSpan.Zero, TimeSpan.Zero);
        while (spent < howLong)
        {
            var before = hub.ProcessorTime;
            var timings = await MeasureAsync(hub, messages, 16, howLong - spent, cancellation);
            processor += hub.ProcessorTime - before;
            spent += timings.Elapsed;
            sent += timings.Rate * timings.Elapsed.TotalSeconds;
        }

        await output.WriteLineAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{sent / spent.TotalSeconds:0.0} messages/s, {processor.TotalMilliseconds / sent:0.00} ms of processor time a message"
            )
        );
    }

    public static async Task<Timings> MeasureAsync(
        HubUnderTest hub,
        MessageSet messages,
        int concurrency,
        TimeSpan atMost,
        CancellationToken cancellation
    )
    {
        var prepared = messages.Next(messages.AtMost);
        var connections = new List<Connection>();
        try
        {
            for (var i = 0; i < concurrency; i++)
                connections.Add(await Connection.OpenAsync(hub.Address, hub.Token, cancellation));
            return await Workers.RunAsync(
                prepared,
                concurrency,
                atMost,
                (worker, message, stop) => connections[worker].PostAsync(message, stop),
                cancellation
            );
        }
        finally
        {
            connections.ForEach(connection => connection.Dispose());
        }
    }
}
