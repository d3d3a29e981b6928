using System.Net.Sockets;
using IntegrationHub.Cli.Running;
using IntegrationHub.Discharge.Alerts;

namespace IntegrationHub.Bench;

/// <summary>
/// Many patients with many discharges each, told by eight senders while the hub is killed again and again. A discharge hub keeps the ids
/// of what it claimed: none may be missing, and no patient's alerts may come in another order than they were raised in.
/// </summary>
internal sealed class OrderUnderKills : IAsyncDisposable
{
    private const int Senders = 8;
    private const int PollSeconds = 30;

    private readonly DataFolder data = HubUnderTest.NewFolder();
    private readonly SemaphoreSlim restart = new(1);
    private HubUnderTest? hub;
    private Discharges? discharges;

    public static async Task<int> PrintAsync(TextWriter output, int patients, int stays, int kills, CancellationToken cancellation)
    {
        await using var run = new OrderUnderKills();
        await run.StartAsync(cancellation);
        var started = TimeProvider.System.GetTimestamp();
        var claiming = run.ClaimAllAsync(patients * stays, cancellation);
        var told = new Told();
        var killing = run.KillAsync(told, patients * stays, kills, cancellation);
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(sender => run.TellAsync(sender, patients, stays, told, cancellation)));
        await killing;
        var (inversions, repeats, seen) = await claiming;
        await output.WriteLineAsync(
            FormattableString.Invariant(
                $"{patients} patients x {stays} events, {Senders} senders, {kills} kills: {seen} alerts claimed of {patients * stays}, {inversions} out of order within a patient, {repeats} delivered again under the same id; {TimeProvider.System.GetElapsedTime(started).TotalSeconds:0} s."
            )
        );
        return inversions == 0 && seen == patients * stays ? 0 : 1;
    }

    public async ValueTask DisposeAsync()
    {
        discharges?.Dispose();
        if (hub is not null)
            await hub.DisposeAsync();
        restart.Dispose();
        System.IO.Directory.Delete(data.Path, recursive: true);
    }

    private async Task StartAsync(CancellationToken cancellation)
    {
        hub = await HubUnderTest.StartAsync(cancellation, data);
        discharges = Discharges.Of(hub);
    }

    private async Task TellAsync(int sender, int patients, int stays, Told told, CancellationToken cancellation)
    {
        var first = TimeProvider.System.GetUtcNow() - TimeSpan.FromDays(1);
        for (var stay = 0; stay < stays; stay++)
        {
            for (var patient = sender; patient < patients; patient += Senders)
            {
                var (who, which) = (patient, stay);
                await AgainAsync(hub => hub.TellAsync(who, which, first.AddMinutes(which), cancellation), cancellation);
                told.One();
            }
        }
    }

    /// <summary>Kills the hub after equal parts of the events, whatever it is at.</summary>
    private async Task KillAsync(Told told, int events, int kills, CancellationToken cancellation)
    {
        for (var kill = 1; kill <= kills; kill++)
        {
            await told.WaitForAsync(events / (kills + 1) * kill, cancellation);
            await restart.WaitAsync(cancellation);
            try
            {
                hub!.Kill();
                await StartAsync(cancellation);
            }
            finally
            {
                restart.Release();
            }
        }
    }

    private async Task<(int Inversions, int Repeats, int Seen)> ClaimAllAsync(int expected, CancellationToken cancellation)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var latest = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        var (inversions, repeats, silent) = (0, 0, 0);
        // A claim whose answer a kill cut off comes again when its lease is over: silence for longer than that is the end.
        while (seen.Count < expected && silent * PollSeconds <= AlertDesk.Lease.TotalSeconds)
        {
            var claimed = await AgainAsync(hub => hub.ClaimAsync(PollSeconds, cancellation), cancellation);
            silent = claimed.Count == 0 ? silent + 1 : 0;
            foreach (var alert in claimed)
            {
                if (!seen.Add(alert.Id))
                    repeats++;
                else if (latest.GetValueOrDefault(alert.RecordId) > alert.RaisedAt)
                    inversions++;
                else
                    latest[alert.RecordId] = alert.RaisedAt;
            }

            await Task.WhenAll(claimed.Select(alert => AgainAsync(hub => hub.AcknowledgeAsync(alert, cancellation), cancellation)));
        }

        return (inversions, repeats, seen.Count);
    }

    /// <summary>As a sender does whose hub does not answer: the same again, until it does.</summary>
    private async Task<T> AgainAsync<T>(Func<Discharges, Task<T>> work, CancellationToken cancellation)
    {
        while (true)
        {
            var now = discharges!;
            try
            {
                return await work(now);
            }
            catch (Exception fault) when (fault is HttpRequestException or SocketException or IOException)
            {
                // The hub was killed meanwhile: the next one is there when the restart is over.
                await restart.WaitAsync(cancellation);
                restart.Release();
            }
        }
    }

    private Task<bool> AgainAsync(Func<Discharges, Task> work, CancellationToken cancellation) =>
        AgainAsync(
            async hub =>
            {
                await work(hub);
                return true;
            },
            cancellation
        );

    /// <summary>Counts what was answered, for whoever waits for a number of them.</summary>
    private sealed class Told
    {
        private readonly Lock gate = new();
        private readonly List<(int At, TaskCompletionSource Reached)> waiting = [];
        private int count;

        public void One()
        {
            lock (gate)
            {
                count++;
                foreach (var (at, reached) in waiting)
                {
                    if (count >= at)
                        reached.TrySetResult();
                }
            }
        }

        public Task WaitForAsync(int at, CancellationToken cancellation)
        {
            lock (gate)
            {
                if (count >= at)
                    return Task.CompletedTask;
                var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                waiting.Add((at, reached));
                return reached.Task.WaitAsync(cancellation);
            }
        }
    }
}
