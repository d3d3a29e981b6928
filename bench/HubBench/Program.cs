using IntegrationHub.Bench;

using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(6));
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

if (args.Contains("--bulk"))
{
    await report.BulkAsync(BulkLoad.MeasureAsync(args.Contains("--quick") ? 200 : 4000));
    return report.ExitCode;
}

report.StartUp(await StartUp.MeasureAsync(scale.Starts, limit.Token));
foreach (var messages in (MessageSet[])[MessageSet.GpBundles(), MessageSet.WholePatients()])
{
    var profile = await StorageProfile.MeasureAsync(messages, limit.Token);
    report.Messages(messages, profile);
    await using var hub = await HubUnderTest.StartAsync(limit.Token);
    await using var bare = await BareStorage.OpenAsync(profile, limit.Token);
    await Load.WarmUpAsync(hub, messages, scale, limit.Token);
    await bare.MeasureAsync(messages, 16, scale.Warm, limit.Token);
    foreach (var concurrency in (int[])[1, 4, 16])
    {
        var whole = await Load.MeasureAsync(hub, messages, concurrency, scale.Each, limit.Token);
        var calls = await bare.MeasureAsync(messages, concurrency, scale.Each, limit.Token);
        report.Row(messages, concurrency, whole, calls);
    }
}

return report.ExitCode;
