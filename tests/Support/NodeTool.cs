using System.ComponentModel;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace IntegrationHub.Testing;

/// <summary>Node.js and npm, where the machine has them.</summary>
public static class NodeTool
{
    private static readonly Lazy<string?> Version = new(() => Ask("node"));
    private static readonly Lazy<string?> NpmVersion = new(() => Ask(NpmCommand));

    internal static string NpmCommand => OperatingSystem.IsWindows() ? "npm.cmd" : "npm";

    /// <summary>Whether both node and npm run; <paramref name="version"/> is node's own, such as "v20.20.2".</summary>
    public static bool TryFind([NotNullWhen(true)] out string? version)
    {
        version = Version.Value;
        return version is not null && NpmVersion.Value is not null;
    }

    private static string? Ask(string command)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(command, "--version") { RedirectStandardOutput = true, RedirectStandardError = true }
            );
            var answer = process?.StandardOutput.ReadToEnd().Trim();
            process?.WaitForExit();
            return process?.ExitCode == 0 ? answer : null;
        }
        catch (Win32Exception)
        {
            // Not on the PATH.
            return null;
        }
    }
}
