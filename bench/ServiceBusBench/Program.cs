using System.Diagnostics;
using Azure.Messaging.ServiceBus;
using Azure.Messaging.ServiceBus.Onebox;
using ServiceBusBench;

// What the embedded broker does in a second, durably (every answer waits for its fsync). Usage: dotnet run -c Release [-- seconds]
var seconds = args.Length > 0 ? double.Parse(args[0], System.Globalization.CultureInfo.InvariantCulture) : 2;
var folder = Path.Combine(Path.GetTempPath(), "servicebus-bench", Guid.NewGuid().ToString("N"));
var topology = new BrokerTopology(
    [new("single"), new("batch"), new("cycle"), new("sessions") { RequiresSession = true }, new("claims") { RequiresSession = true }],
    [new("topic") { Subscriptions = [new("a"), new("b"), new("c")] }]
);
try
{
    await using var broker = Broker.Open(folder, topology, "bench");
    await using var client = new ServiceBusClient("Endpoint=sb://bench/;SharedAccessKeyName=bench;SharedAccessKey=bench");
    Console.WriteLine($"{Environment.ProcessorCount} cores, 2 KB bodies, {seconds} s each");
    Measured.Fsync(folder, seconds);
    var load = new Load(client, TimeSpan.FromSeconds(seconds));
    await load.SendSingly("single", callers: 1); // Warms up; its figure is printed again below.
    await load.SendSingly("single", callers: 1);
    await load.SendSingly("single", callers: 16);
    await load.SendBatches("batch", callers: 1, size: 100);
    await load.SendBatches("batch", callers: 4, size: 100);
    await load.SendSingly("topic", callers: 16);
    await load.Cycle("cycle", callers: 1);
    await load.Cycle("cycle", callers: 16);
    await load.SessionCycle("sessions", sessions: 8);
    await load.Claim("claims", callers: 8);
    await load.Drain("batch", receivers: 1);
}
finally
{
    Directory.Delete(folder, recursive: true);
}
Console.WriteLine($"peak memory {Process.GetCurrentProcess().PeakWorkingSet64 / (1024 * 1024)} MB");
