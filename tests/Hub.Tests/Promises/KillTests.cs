using IntegrationHub.Testing;
using IntegrationHub.Tests.Support;

namespace IntegrationHub.Tests.Promises;

/// <summary>Promises 1 to 3 and 5 under SIGKILL: twenty senders post while the hub's process is killed again and again.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int MostAnswersBetweenKills = 250;

    private static readonly bool IsLong = Environment.GetEnvironmentVariable("HUB_LONG_TESTS") == "1";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_killed_hub_had_acknowledged_is_there_wholly_and_once()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"Seed {seed}.");
        var random = new Random(seed);
        using var folder = new TempFolder();
        await using var load = new SenderLoad(folder.File("keys"));

        for (var kill = 0; kill < (IsLong ? 50 : 5); kill++)
        {
            await using var hub = await HubChild.StartAsync(folder.Path, Cancellation);
            var enough = load.HubIsUp(hub.Address, answers: random.Next(MostAnswersBetweenKills));
            await Task.WhenAny(enough, hub.Gone).WaitAsync(Cancellation);
            Assert.True(enough.IsCompleted, "The hub ended by itself.");
            await hub.KillAsync();
        }

        await using (var last = await HubChild.StartAsync(folder.Path, Cancellation))
        {
            // Whatever was cut off is sent again, as senders do, until it is acknowledged.
            await load.HubIsUp(last.Address, answers: 0);
            await load.FinishAsync().WaitAsync(Cancellation);
            await last.StopAsync(Cancellation);
        }

        output.WriteLine(
            $"{load.Journal.Count} messages and {load.Joins.Count} joins acknowledged, {load.CutOff} of them after they had been cut off."
        );
        Assert.NotEmpty(load.Journal);
        await ReconcileAsync(load, folder.Path);
    }

    private static async Task ReconcileAsync(SenderLoad load, string folder)
    {
        await using var hub = await TestHub.StartAsync(Cancellation, folder: folder);
        Assert.Empty(await hub.Truth.ProblemsAsync(Cancellation));

        foreach (var (one, other) in load.Joins)
        {
            foreach (var message in new[] { one, other })
            {
                var content = (await hub.Truth.ReadAsync(hub.RecordOf(message.Person), Cancellation))!;
                Assert.Equal(hub.RecordOf(other.Person), content.Head.Record);
                Assert.Equal(one.Entries + other.Entries, content.Versions.Count());
            }
        }

        foreach (var message in load.Journal)
        {
            Assert.Equal((1, message.Entries), await hub.Truth.SeenOfAsync(hub.RecordOf(message.Person), message, Cancellation));
            Assert.Equal(message.Alerts, (await hub.AlertsOfAsync(message.Person, Cancellation)).Count);
        }
    }
}
