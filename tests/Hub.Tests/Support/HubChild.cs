using System.Diagnostics;
using System.Globalization;
using IntegrationHub.Cli.Running;
using IntegrationHub.Testing;

namespace IntegrationHub.Tests.Support;

/// <summary>A hub in a process of its own, as <c>hub up</c> starts it, on a folder that outlives it: to be killed.</summary>
public sealed class HubChild : IAsyncDisposable
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(30);

    private readonly Process process;

    private HubChild(Process process, Uri address)
    {
        this.process = process;
        Address = address;
    }

    public Uri Address { get; }

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
        var port = FreePort.Next();
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                program.File,
                "up",
                "--no-demo",
                "--port",
                port.ToString(CultureInfo.InvariantCulture),
                "--data",
                folder,
                "--directory",
                program.Directory,
            },
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null)
                ready.TrySetException(new InvalidOperationException("The hub ended instead of starting."));
            else if (line.Data == "hub is ready")
                ready.TrySetResult();
        };
        process.BeginOutputReadLine();
        var child = new HubChild(process, new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/")));
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
