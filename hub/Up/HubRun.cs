using System.Globalization;
using System.Reflection;
using IntegrationHub.Cli.Demonstration;
using IntegrationHub.Cli.Demonstration.Week;
using IntegrationHub.Cli.Running;
using Microsoft.AspNetCore.Connections;
using Microsoft.Azure.Functions.Worker.Onebox;

namespace IntegrationHub.Cli.Up;

/// <summary>The life of a hub: take the data folder, start, load, say so, serve, drain, let go.</summary>
internal static class HubRun
{
    private const string FunctionsApp = "IntegrationHub.Functions";

    public static async Task<int> RunAsync(UpOptions options, TextWriter output, TimeProvider time, CancellationToken cancellation)
    {
        PortCheck.EnsureFree(options.Port);
        options.Data.Create();
        using var taken = options.Data.Take();
        using var stop = new StopSignals();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop.Token, cancellation);

        await using var machine = await OneMachine.OpenAsync(options, output, time, ending.Token);
        // A start is short: told to stop meanwhile, the hub finishes starting and then stops as it would later.
        await using var host = await StartAsync(machine, options.Port, CancellationToken.None);
        var address = host.Addresses[0];
        taken.Announce(HubProcess.Describe(address, ready: false));
        try
        {
            await Readiness.WaitAsync(address, time, ending.Token);
            var shown = options.Demonstration
                ? await DemonstrationLoad.EnsureAsync(options.Data, address, output, time, ending.Token)
                : null;
            Welcome.Print(output, address, options.Data, shown, options.WeekSeconds is not null);
            await output.WriteLineAsync("hub is ready");
            await output.FlushAsync(ending.Token);
            taken.Announce(HubProcess.Describe(address, ready: true));
            if (options.WeekSeconds is { } seconds)
                await WeekPlay.RunAsync(options.Data, address, seconds, output, time, ending.Token);
            await Task.WhenAny(host.Completion, Task.Delay(Timeout.InfiniteTimeSpan, time, ending.Token));
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // Told to stop while still loading: what was acknowledged stays, and the next start goes on from there.
        }

        await output.WriteLineAsync("Stopping: what is under way is finished first.");
        await host.StopAsync(CancellationToken.None);
        await host.Completion;
        return 0;
    }

    /// <summary>Runs the functions app in this process, on what the machine lends it.</summary>
    /// <exception cref="CommandFailure">The port is taken.</exception>
    internal static async Task<OneboxHost> StartAsync(OneMachine machine, int port, CancellationToken cancellation)
    {
        var options = new OneboxHostOptions
        {
            App = Assembly.Load(FunctionsApp),
            Args = ["--urls", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")],
            Settings = machine.Settings,
            PlatformServices = machine.AddTo,
        };
        try
        {
            return await OneboxHost.StartAsync(options, cancellation);
        }
        catch (IOException fault) when (fault.InnerException is AddressInUseException)
        {
            throw PortCheck.Taken(port, fault);
        }
    }
}
