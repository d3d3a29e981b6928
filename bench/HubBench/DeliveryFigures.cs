using System.Diagnostics;
using System.Globalization;

namespace IntegrationHub.Bench;

/// <summary>
/// How long it is from sending a referral until its webhooks have it: 50 referrals a second over HTTP by 97 practices, each told to the
/// practice that made it and to the council of its place, each of the 100 at an address of its own. By turns all answer, and the busiest
/// kind of them, a council that hears of a third of all, hangs; the others are compared.
/// </summary>
internal static class DeliveryFigures
{
    private const int Practices = 97;
    private const int PerSecond = 50;

    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(10);

    public static async Task PrintAsync(TextWriter output, TimeSpan each, int rounds, CancellationToken cancellation)
    {
        var directory = System.IO.Directory.CreateTempSubdirectory("hub-bench-directory-");
        try
        {
            var practices = ManyPractices.Write(directory.FullName, Practices);
            await using var receiver = new HookReceiver();
            await using var hub = await HubUnderTest.StartAsync(cancellation, directory: directory.FullName);
            using var load = new ReferralLoad(hub, practices);
            var hooks = await load.SubscribeAsync(receiver.Url, cancellation);
            var hanging = hooks.First(hook => hook.Organisation == practices[^1].Place.Council);
            // What comes first compiles code: it counts for nothing.
            await RoundAsync(load, receiver, Warm, cancellation);
            await output.WriteLineAsync($"{PerSecond} referrals a second, {hooks.Count} subscribers, two of them told of each");
            await output.WriteLineAsync();
            await output.WriteLineAsync("| | until the hub's answer, median | until delivered, median | p99 | longest | delivered |");
            await output.WriteLineAsync("|---|---:|---:|---:|---:|---:|");
            var (well, spoilt) = (new List<SentReferral>(), new List<SentReferral>());
            for (var round = 0; round < rounds; round++)
            {
                // What comes second meets a fuller hub, so they take turns in that too.
                if (round % 2 == 0)
                    well.AddRange(await WellAsync());
                spoilt.AddRange(await SpoiltAsync());
                if (round % 2 == 1)
                    well.AddRange(await WellAsync());
            }

            await RowAsync(output, "**all answer**, all rounds", well, await DelaysOfAsync(well, receiver, except: null));
            var (answering, hung) = (
                await DelaysOfAsync(well, receiver, hanging.Path),
                await DelaysOfAsync(spoilt, receiver, hanging.Path)
            );
            await RowAsync(output, "all answer: those but the council, all rounds", well, answering);
            await RowAsync(output, "**the council hangs: the others**, all rounds", spoilt, hung);
            await output.WriteLineAsync();
            await output.WriteLineAsync(FormattableString.Invariant($"p99 of the others, hanging to not: {hung.P99 / answering.P99:0.00}"));
            foreach (var line in await DeliveryCalls.MeasureAsync(cancellation))
                await output.WriteLineAsync(line);

            async Task<IReadOnlyList<SentReferral>> WellAsync()
            {
                var spent = Spent.Of(hub);
                var sent = await RoundAsync(load, receiver, each, cancellation);
                await spent.PrintAsync(hub, sent.Count, output);
                await RowAsync(output, "all answer: those but the council", sent, await DelaysOfAsync(sent, receiver, hanging.Path));
                return sent;
            }

            async Task<IReadOnlyList<SentReferral>> SpoiltAsync()
            {
                receiver.HangAt(hanging.Path);
                var sent = await RoundAsync(load, receiver, each, cancellation, hanging.Path);
                await RowAsync(output, "the council hangs: the others", sent, await DelaysOfAsync(sent, receiver, hanging.Path));
                receiver.Release();
                await load.VerifyAsync(hanging, cancellation);
                await ArrivedAsync(sent, receiver, except: null, cancellation);
                return sent;
            }
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    /// <summary>At a steady rate, whatever the answers take; ends when all that is to be delivered is.</summary>
    /// <param name="except">A path at which nothing is waited for.</param>
    private static async Task<IReadOnlyList<SentReferral>> RoundAsync(
        ReferralLoad load,
        HookReceiver receiver,
        TimeSpan length,
        CancellationToken cancellation,
        string? except = null
    )
    {
        var time = TimeProvider.System;
        var began = time.GetTimestamp();
        var sending = new List<Task<SentReferral>>();
        for (var number = 0; number < length.TotalSeconds * PerSecond; number++)
        {
            // By the clock and not by a timer's ticks, of which it drops those that come too late: the rate must not fall with the hub.
            var due = TimeSpan.FromSeconds(number / (double)PerSecond) - time.GetElapsedTime(began);
            if (due > TimeSpan.Zero)
                await Task.Delay(due, time, cancellation);
            sending.Add(load.SendAsync(cancellation));
        }

        var sent = await Task.WhenAll(sending);
        await ArrivedAsync(sent, receiver, except, cancellation);
        return sent;
    }

    private static async Task ArrivedAsync(
        IReadOnlyList<SentReferral> sent,
        HookReceiver receiver,
        string? except,
        CancellationToken cancellation
    )
    {
        foreach (var (referral, path) in Deliveries(sent, except))
            await receiver.ArrivalOf(path, referral.Id).WaitAsync(cancellation);
    }

    private static async Task<Delays> DelaysOfAsync(IReadOnlyList<SentReferral> sent, HookReceiver receiver, string? except) =>
        Delays.Of([
            .. await Task.WhenAll(
                Deliveries(sent, except)
                    .Select(async one =>
                        TimeProvider.System.GetElapsedTime(one.Referral.SentAt, await receiver.ArrivalOf(one.Path, one.Referral.Id))
                    )
            ),
        ]);

    private static IEnumerable<(SentReferral Referral, string Path)> Deliveries(IReadOnlyList<SentReferral> sent, string? except) =>
        from referral in sent
        from path in (string[])[$"/{referral.Practice}", $"/{referral.Council}"]
        where path != except
        select (referral, path);

    private static async Task RowAsync(TextWriter output, string name, IReadOnlyList<SentReferral> sent, Delays delays)
    {
        var answers = Delays.Of([.. sent.Select(one => TimeProvider.System.GetElapsedTime(one.SentAt, one.AnsweredAt))]);
        await output.WriteLineAsync(
            FormattableString.Invariant(
                $"| {name} | {answers.Median.TotalMilliseconds:0.0} ms | {delays.Median.TotalMilliseconds:0.0} ms | {delays.P99.TotalMilliseconds:0.0} ms | {delays.Longest.TotalMilliseconds:0.0} ms | {delays.Count} |"
            )
        );
    }

    private sealed record Delays(TimeSpan Median, TimeSpan P99, TimeSpan Longest, int Count)
    {
        internal static Delays Of(List<TimeSpan> each)
        {
            each.Sort();
            return new Delays(each[each.Count / 2], each[each.Count * 99 / 100], each[^1], each.Count);
        }
    }

    /// <summary>Processor time of both sides: the senders' and the receiver's is kept apart from the hub's by being another process's.</summary>
    private sealed record Spent(TimeSpan Hub, TimeSpan Bench)
    {
        internal static Spent Of(HubUnderTest hub)
        {
            using var process = Process.GetProcessById(hub.ProcessId);
            return new Spent(process.TotalProcessorTime, Environment.CpuUsage.TotalTime);
        }

        internal async Task PrintAsync(HubUnderTest hub, int events, TextWriter output)
        {
            var now = Of(hub);
            await output.WriteLineAsync(
                FormattableString.Invariant(
                    $"processor time a referral: hub {(now.Hub - Hub).TotalMilliseconds / events:0.0} ms, senders and receiver {(now.Bench - Bench).TotalMilliseconds / events:0.0} ms"
                )
            );
        }
    }
}
