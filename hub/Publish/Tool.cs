using System.Diagnostics;

namespace IntegrationHub.Cli.Publish;

/// <summary>Programs of the machine.</summary>
internal static class Tool
{
    /// <summary>Whether a program of this name is on the path.</summary>
    public static bool IsThere(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => new[] { name, name + ".exe", name + ".cmd" }.Select(file => Path.Combine(folder, file)))
            .Any(File.Exists);

    /// <summary>Runs it in this terminal.</summary>
    /// <exception cref="CommandFailure">It ended with another code than 0.</exception>
    public static async Task RunAsync(ShellCommand command, CancellationToken cancellation)
    {
        using var process = Process.Start(new ProcessStartInfo(command.Program, command.Arguments))!;
        await WaitAsync(process, cancellation);
        if (process.ExitCode != 0)
            throw new CommandFailure($"This failed with code {process.ExitCode}: {command}");
    }

    /// <returns>Its first line; null where it fails.</returns>
    public static async Task<string?> FirstLineAsync(ShellCommand command, CancellationToken cancellation)
    {
        if (!IsThere(command.Program))
            return null;
        var start = new ProcessStartInfo(command.Program, command.Arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var faults = process.StandardError.ReadToEndAsync(cancellation);
        var output = await process.StandardOutput.ReadToEndAsync(cancellation);
        await faults;
        await WaitAsync(process, cancellation);
        return process.ExitCode == 0 ? output.Split('\n')[0].Trim() : null;
    }

    private static async Task WaitAsync(Process process, CancellationToken cancellation)
    {
        try
        {
            await process.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
