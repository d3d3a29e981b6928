using System.Diagnostics;
using System.Globalization;
using IntegrationHub.Cli.Running;

namespace IntegrationHub.Cli.Up;

/// <summary>Starts the hub as a process of its own and shows what it says until it is ready.</summary>
internal static class DetachedStart
{
    // The shell joins the output to the log before it becomes the hub: nothing then ties the hub to this terminal.
    private const string Launch = "trap '' HUP; exec \"$@\" >>\"$HUB_LOG\" 2>&1 </dev/null";

    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50);

    public static async Task<int> RunAsync(UpOptions options, TextWriter output, CancellationToken cancellation)
    {
        if (OperatingSystem.IsWindows())
            throw new CommandFailure("--detach works on Linux and macOS only: on Windows run `hub up` in a window of its own.");
        PortCheck.EnsureFree(options.Port);
        options.Data.Create();
        // Asks, and gives it back at once: the child takes it for good. This way "in use" is said here and not in the log.
        options.Data.Take().Dispose();

        using var log = new FileStream(options.Data.Log, FileMode.OpenOrCreate, FileAccess.Read, FileShare.ReadWrite);
        log.Seek(0, SeekOrigin.End);
        using var lines = new StreamReader(log);
        using var child = Process.Start(StartInfo(options)) ?? throw new CommandFailure("The shell /bin/sh did not start.");
        while (true)
        {
            var ended = child.HasExited;
            var ready = options.Data.Announced() is { Ready: true } hub && hub.ProcessId == child.Id;
            await output.WriteAsync(await lines.ReadToEndAsync(cancellation));
            if (ready)
            {
                await output.WriteLineAsync($"It runs as process {child.Id}; its log is {options.Data.Log}. `hub down` stops it.");
                return 0;
            }

            if (ended)
                return 1;
            await Task.Delay(Between, TimeProvider.System, cancellation);
        }
    }

    private static ProcessStartInfo StartInfo(UpOptions options)
    {
        var start = new ProcessStartInfo("/bin/sh") { Environment = { ["HUB_LOG"] = options.Data.Log } };
        string[] arguments =
        [
            "-c",
            Launch,
            "hub",
            .. Self(),
            "up",
            "--port",
            options.Port.ToString(CultureInfo.InvariantCulture),
            "--data",
            options.Data.Path,
            "--directory",
            options.DirectoryFolder,
            "--storage",
            options.Storage.ToString(),
            .. options.Demonstration ? Array.Empty<string>() : ["--no-demo"],
            .. options.WeekSeconds is { } seconds
                ? ["--demo-speed", seconds.ToString(CultureInfo.InvariantCulture)]
                : Array.Empty<string>(),
        ];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return start;
    }

    /// <summary>How this very program was started: by its own executable, or by dotnet.</summary>
    private static string[] Self()
    {
        var program =
            Environment.ProcessPath ?? throw new CommandFailure("The path of this program is not known, so it cannot be started again.");
        return Path.GetFileNameWithoutExtension(program) == "dotnet" ? [program, typeof(DetachedStart).Assembly.Location] : [program];
    }
}
