using System.Diagnostics;
using Azure.Messaging.ServiceBus.Onebox;

namespace Azure.Messaging.ServiceBus.Tests;

/// <summary>The promise of durability against SIGKILL: 3 kills, or 100 with HUB_LONG_TESTS=1.</summary>
public sealed class KillTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("servicebus-kill").FullName;
    private readonly HashSet<string> _sent = [];
    private readonly HashSet<string> _completing = [];
    private readonly HashSet<string> _completed = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static int Kills => Environment.GetEnvironmentVariable("HUB_LONG_TESTS") == "1" ? 100 : 3;

    [Fact]
    public async Task Nothing_acknowledged_is_lost_and_nothing_completed_comes_back()
    {
        var random = new Random(17);
        for (var kill = 0; kill < Kills; kill++)
        {
            await RunAndKill($"{kill}", lines: random.Next(50, 1500));
            await Check();
        }
        Assert.NotEmpty(_sent);
        Assert.NotEmpty(_completed);
    }

    /// <summary>Kills the child in the middle of its work: after so many lines of it, wherever that is.</summary>
    private async Task RunAndKill(string prefix, int lines)
    {
        var target = Path.Combine(AppContext.BaseDirectory, "ServiceBusKillTarget.dll");
        using var child = Process.Start(
            new ProcessStartInfo("dotnet", [target, _folder, prefix]) { RedirectStandardOutput = true, RedirectStandardError = true }
        )!;
        var errors = child.StandardError.ReadToEndAsync(Cancellation);
        for (var i = 0; await child.StandardOutput.ReadLineAsync(Cancellation) is { } line; i++)
        {
            // A kill may cut the last line: only one with its full stop is whole.
            if (line.EndsWith('.'))
                Note(line[..^1]);
            if (i == lines)
                child.Kill();
        }
        await child.WaitForExitAsync(Cancellation);
        Assert.Equal("", await errors);
    }

    private void Note(string line)
    {
        var (what, id) = (line[..line.IndexOf(' ', StringComparison.Ordinal)], line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
        (
            what switch
            {
                "sent" => _sent,
                "completing" => _completing,
                _ => _completed,
            }
        ).Add(id);
    }

    private async Task Check()
    {
        await using var broker = Broker.Open(_folder, Topologies.Queue(queue => queue with { MaxDeliveryCount = 2000 }), "kill-check");
        await using var client = new ServiceBusClient("Endpoint=sb://kill-check/;SharedAccessKeyName=n;SharedAccessKey=k");
        var there = await client.CreateReceiver("queue").PeekMessagesAsync(int.MaxValue, cancellationToken: Cancellation);
        var ids = there.Select(message => message.Body.ToString()).ToHashSet();

        Assert.Equal(there.Count, ids.Count);
        // What was in completion when the process died may have gone either way.
        Assert.Empty(_sent.Except(_completing).Except(ids));
        Assert.Empty(_completed.Intersect(ids));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
