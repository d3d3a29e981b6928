using IntegrationHub.Bench;

using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
var scale = args.Contains("--quick") ? Scale.Quick : Scale.Full;
var report = new Report(Console.Out);

report.Machine();
report.StartUp(await StartUp.MeasureAsync(scale.Starts, limit.Token));
foreach (var messages in (MessageSet[])[MessageSet.GpBundles(), MessageSet.WholePatients()])
{
    var profile = await StorageProfile.MeasureAsync(messages, limit.Token);
    report.Messages(messages, profile);
    await using var hub = await HubUnderTest.StartAsync(limit.Token);
    await Load.WarmUpAsync(hub, messages, scale, limit.Token);
    foreach (var concurrency in (int[])[1, 4, 16])
    {
        var whole = await Load.MeasureAsync(hub, messages, concurrency, scale, limit.Token);
        var bare = await BareStorage.MeasureAsync(messages, profile, concurrency, scale, limit.Token);
        report.Row(messages, concurrency, whole, bare);
    }
}

return report.ExitCode;
