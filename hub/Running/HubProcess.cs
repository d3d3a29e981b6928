using System.Diagnostics;
using System.Runtime.InteropServices;

namespace IntegrationHub.Cli.Running;

/// <summary>The process of a running hub, known to be that one and not another that was given its id later.</summary>
internal sealed class HubProcess : IDisposable
{
    private const int TerminateSignal = 15;

    // The system derives the start time from the clock, which may have been set a little since.
    private static readonly TimeSpan SameStart = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50);

    private readonly Process process;

    private HubProcess(Process process) => this.process = process;

    /// <summary>What this process says of itself.</summary>
    public static RunningHub Describe(Uri address, bool ready)
    {
        using var self = Process.GetCurrentProcess();
        return new RunningHub(Environment.ProcessId, self.StartTime.ToUniversalTime(), address, ready);
    }

    /// <summary>A hub that the caller itself started.</summary>
    public static HubProcess Of(Process started) => new(started);

    /// <returns>Null where no such process runs, or one that started at another time.</returns>
    public static HubProcess? Find(RunningHub hub)
    {
        Process? process = null;
        try
        {
            process = Process.GetProcessById(hub.ProcessId);
            var apart = (process.StartTime.ToUniversalTime() - hub.StartedAt.UtcDateTime).Duration();
            if (apart <= SameStart)
                return new HubProcess(process);
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // Ended while it was being looked at, or belongs to somebody else: not ours to stop.
        }

        process?.Dispose();
        return null;
    }

    /// <summary>As Ctrl-C does: the hub takes no new requests, finishes those it has, and ends.</summary>
    /// <exception cref="CommandFailure">The platform has no such signal.</exception>
    public void AskToStop()
    {
        if (OperatingSystem.IsWindows())
            throw new CommandFailure("On Windows a hub is stopped with Ctrl-C in its own window.");
        if (Kill(process.Id, TerminateSignal) != 0)
            throw new CommandFailure($"The hub (process {process.Id}) could not be told to stop: it may belong to another user.");
    }

    /// <returns>False when it still runs after that long.</returns>
    public async Task<bool> WaitUntilGoneAsync(TimeSpan patience, CancellationToken cancellation)
    {
        var time = TimeProvider.System;
        var started = time.GetTimestamp();
        while (!IsGone())
        {
            if (time.GetElapsedTime(started) >= patience)
                return false;
            await Task.Delay(Between, time, cancellation);
        }

        return true;
    }

    public void Dispose() => process.Dispose();

    private bool IsGone()
    {
        if (process.HasExited)
            return true;
        try
        {
            // In a container whose first process adopts children without collecting them, an ended process stays listed as a zombie.
            var stat = File.ReadAllText($"/proc/{process.Id}/stat");
            return stat.AsSpan(stat.LastIndexOf(')') + 1).TrimStart()[0] is 'Z' or 'X';
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (DirectoryNotFoundException)
        {
            // No such process any more, or a system without /proc, where HasExited alone is right.
            return System.IO.Directory.Exists("/proc/self");
        }
        catch (IOException)
        {
            return true;
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int processId, int signal);
}
