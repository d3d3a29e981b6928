using System.Diagnostics;

namespace IntegrationHub.Testing;

/// <summary>Runs JavaScript against the packages of a folder that <see cref="NpmPackages"/> gave.</summary>
public static class NodeScript
{
    /// <summary>
    /// Runs CommonJS text (<c>require</c> finds the folder's packages; <c>process.argv[2]</c> is the first argument) and returns what it
    /// wrote to standard output.
    /// </summary>
    /// <exception cref="InvalidOperationException">The script ended with another exit code than 0; the message holds its standard error.</exception>
    public static async Task<string> RunAsync(
        string folder,
        string script,
        IReadOnlyList<string> arguments,
        CancellationToken cancellationToken
    )
    {
        // From standard input, modules are resolved from the working folder, wherever the script's own file lies.
        var node = new ProcessStartInfo("node", ["-", .. arguments]) { WorkingDirectory = folder };
        var run = await ChildProcess.RunAsync(node, script, cancellationToken);
        return run.ExitCode == 0
            ? run.Output
            : throw new InvalidOperationException($"The script ended with exit code {run.ExitCode}.\n{run.Errors}");
    }

    /// <inheritdoc cref="RunAsync"/>
    public static async Task<string> RunFileAsync(
        string folder,
        string scriptFile,
        IReadOnlyList<string> arguments,
        CancellationToken cancellationToken
    ) => await RunAsync(folder, await File.ReadAllTextAsync(scriptFile, cancellationToken), arguments, cancellationToken);
}
