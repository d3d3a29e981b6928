using System.Diagnostics;

namespace IntegrationHub.Testing;

internal sealed record ChildProcessResult(int ExitCode, string Output, string Errors);

internal static class ChildProcess
{
    /// <summary>Runs to the end, with <paramref name="input"/> as standard input; cancelled, it and its children are killed.</summary>
    public static async Task<ChildProcessResult> RunAsync(ProcessStartInfo start, string? input, CancellationToken cancellationToken)
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start.");
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            if (input is not null)
                await process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken);
            process.StandardInput.Close();
            await process.WaitForExitAsync(cancellationToken);
            return new ChildProcessResult(process.ExitCode, await output, await errors);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
