using System.Diagnostics;
using IntegrationHub.Cli.Running;
using IntegrationHub.Testing;

namespace IntegrationHub.Tests.Support;

/// <summary>A hub in a process of its own, as <c>hub up</c> starts it, on a folder that outlives it: to be killed.</summary>
public sealed class HubChild : IAsyncDisposable
{
    private const string Listens = "The hub listens at ";

    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(30);

    private readonly Process process;

    private HubChild(Process process) => this.process = process;

    /// <summary>On a port that the hub has chosen: no other can be given it before the hub listens.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Ends when the process has.</summary>
    public Task Gone => process.WaitForExitAsync();

    /// <summary>Starts it and waits until it says that it is ready.</summary>
    /// <param name="settings">App settings besides the usual ones.</param>
    /// <param name="program">Which hub; the one that is tested when null.</param>
    public static async Task<HubChild> StartAsync(
        string folder,
        CancellationToken cancellationToken,
        IReadOnlyDictionary<string, string>? settings = null,
        HubProgram? program = null
    )
    {
        program ??= HubProgram.Own;
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { program.File, "up", "--no-demo", "--port", "0", "--data", folder, "--directory", program.Directory },
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        var child = new HubChild(process);
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null)
                ready.TrySetException(new InvalidOperationException("The hub ended instead of starting."));
            else if (line.Data.StartsWith(Listens, StringComparison.Ordinal))
                child.Address = new Uri(line.Data[Listens.Length..].Split(' ')[0]);
            else if (line.Data == "hub is ready")
                ready.TrySetResult();
        };
        process.BeginOutputReadLine();
        try
        {
            await ready.Task.WaitAsync(cancellationToken);
            return child;
        }
        catch
        {
            await child.DisposeAsync();
            throw;
        }
    }

    /// <summary>SIGKILL: nothing in the process gets to run any more.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>As Ctrl-C does.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        HubProcess.Of(process).AskToStop();
        await process.WaitForExitAsync(cancellationToken).WaitAsync(StopLimit, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            await KillAsync();
        process.Dispose();
    }
}
