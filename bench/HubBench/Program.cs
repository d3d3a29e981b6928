using IntegrationHub.Bench;

// Fifty thousand alerts are claimed one by one.
using var limit = new CancellationTokenSource(args.Contains("--order") ? TimeSpan.FromHours(2) : TimeSpan.FromMinutes(20));
var scale = args.Contains("--quick") ? Scale.Quick : Scale.Full;
var report = new Report(Console.Out);

report.Machine();
if (args.Contains("--read"))
{
    await ReadFigures.PrintAsync(Console.Out, limit.Token);
    return 0;
}

if (args.Contains("--board"))
{
    await (
        args.Contains("--quick")
            ? BoardRead.PrintAsync(Console.Out, 2_000, 20, limit.Token)
            : BoardRead.PrintAsync(Console.Out, 100_000, 200, limit.Token)
    );
    return 0;
}

if (args.Contains("--alerts"))
    return await AlertLatency.PrintAsync(Console.Out, TimeSpan.FromSeconds(args.Contains("--quick") ? 5 : 60), limit.Token);
if (args.Contains("--order"))
    return await (
        args.Contains("--quick")
            ? OrderUnderKills.PrintAsync(Console.Out, 40, 10, args.Contains("--no-kills") ? 0 : 2, limit.Token)
            : OrderUnderKills.PrintAsync(Console.Out, 1_000, 50, 10, limit.Token)
    );
if (args.Contains("--deliver"))
{
    await (
        args.Contains("--quick")
            ? DeliveryFigures.PrintAsync(Console.Out, TimeSpan.FromSeconds(5), rounds: 1, limit.Token)
            // A minute each, so that both sides meet all that the hub does every minute.
            : DeliveryFigures.PrintAsync(Console.Out, TimeSpan.FromMinutes(1), rounds: 4, limit.Token)
    );
    return 0;
}

if (args.Contains("--bulk"))
{
    await report.BulkAsync(BulkLoad.MeasureAsync(args.Contains("--quick") ? 200 : 4000));
    return report.ExitCode;
}

MessageSet[] sets =
    args.Contains("--gp") ? [MessageSet.GpBundles()]
    : args.Contains("--whole") ? [MessageSet.WholePatients()]
    : [MessageSet.GpBundles(), MessageSet.WholePatients()];
if (args.Contains("--load"))
{
    await Load.HoldAsync(sets[0], TimeSpan.FromSeconds(30), Console.Out, limit.Token);
    return 0;
}

report.StartUp(await StartUp.MeasureAsync(scale.Starts, limit.Token));
foreach (var messages in sets)
{
    var profile = await StorageProfile.MeasureAsync(messages, limit.Token);
    report.Messages(messages, profile);
    await using var hub = await HubUnderTest.StartAsync(limit.Token);
    await using var bare = await BareStorage.OpenAsync(profile, limit.Token);
    await Load.WarmUpAsync(hub, messages, scale, limit.Token);
    await bare.MeasureAsync(messages, 16, scale.Warm, limit.Token);
    foreach (var concurrency in (int[])[1, 4, 16])
    {
        // In turn, so that what the machine does besides falls on both sides.
        var rounds = new List<(Timings Hub, Timings Bare)>();
        for (var round = 0; round < scale.Rounds; round++)
        {
            var whole = await Load.MeasureAsync(hub, messages, concurrency, scale.Each, limit.Token);
            rounds.Add((whole, await bare.MeasureAsync(messages, concurrency, scale.Each, limit.Token)));
        }

        report.Row(messages, concurrency, rounds);
    }
}

return report.ExitCode;
