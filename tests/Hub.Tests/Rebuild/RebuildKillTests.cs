using System.Text.Json;
using IntegrationHub.Cli.Running;
using IntegrationHub.Cli.Token;
using IntegrationHub.Rebuild;
using IntegrationHub.Testing;
using IntegrationHub.Tests.Support;

namespace IntegrationHub.Tests.Rebuild;

/// <summary>A rebuild whose hub is killed on the way goes on where it was, and comes out equal.</summary>
public sealed class RebuildKillTests
{
    private static readonly int Rounds = Environment.GetEnvironmentVariable("HUB_LONG_TESTS") == "1" ? 1500 : 80;

    private static readonly Dictionary<string, string> Settings = new() { ["Rebuild:Lease"] = "00:00:01", ["Rebuild:Grace"] = "00:00:00" };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_goes_on_after_each_of_two_kills()
    {
        using var folder = new TempFolder();
        var data = DataFolder.At(folder.File("data"));
        var history = new RebuildHistory(3);
        for (var kill = 1; kill <= 2; kill++)
        {
            await using var hub = await HubChild.StartAsync(data.Path, Cancellation, Settings);
            if (kill == 1)
            {
                using var senders = new HubClient(hub.Address, data.Keys, TimeProvider.System);
                for (var round = 0; round < Rounds; round++)
                    await Task.WhenAll(history.NextRound(atMost: 6).Select(message => senders.SendAsync(message, Cancellation)));
            }

            await UntilAsync(hub, data, state => state.Replayed >= state.Snapshots * kill / 3 && state.Replayed > 0);
            await hub.KillAsync();
        }

        // What the kills cut off of the messages themselves is finished first, by a start that leaves the rebuild alone: the comparison is then
        // between two that stand still.
        var resting = new Dictionary<string, string>(Settings) { ["AzureWebJobs:GoOnRebuilding:Disabled"] = "true" };
        await using (var sweeping = await HubChild.StartAsync(data.Path, Cancellation, resting))
            await sweeping.StopAsync(Cancellation);

        await using var last = await HubChild.StartAsync(data.Path, Cancellation, Settings);
        var done = await UntilAsync(last, data, state => state.Phase == "done");

        Assert.Equal((1, true, 0L), (done.Rebuild, done.Equal, done.Differences));
        Assert.True(done.Replayed >= done.Snapshots, $"{done.Replayed} of {done.Snapshots}");
        await last.StopAsync(Cancellation);
    }

    /// <summary>Begins one, or looks at the one that is under way, until it is far enough.</summary>
    private static async Task<RebuildSummary> UntilAsync(HubChild hub, DataFolder data, Func<RebuildSummary, bool> enough)
    {
        using var tokens = LocalTokens.Open(data, TimeProvider.System);
        using var connection = new HubConnection(hub.Address, tokens.Issue(TokenRequest.Of("QZ9", "operator")), TimeProvider.System);
        var reply = await connection.GetAsync("operations/rebuild", Cancellation);
        if (!reply.IsSuccess)
            reply = await connection.SendAsync(HttpMethod.Post, "operations/rebuild", null, null, Cancellation);
        while (true)
        {
            var state = JsonSerializer.Deserialize(reply.Body, RebuildJson.Default.RebuildSummary)!;
            if (enough(state) || state.Phase == "done")
                return state;
            reply = await connection.GetAsync("operations/rebuild", Cancellation);
        }
    }
}
