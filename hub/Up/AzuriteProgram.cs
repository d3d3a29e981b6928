using System.ComponentModel;
using System.Diagnostics;
using IntegrationHub.Cli.Running;

namespace IntegrationHub.Cli.Up;

/// <summary>Azurite itself, installed once a data folder from the npm registry that this machine is set to use.</summary>
internal static class AzuriteProgram
{
    /// <summary>The last version that runs on Node 20.</summary>
    private const string Package = "azurite@3.35.0";

    /// <returns>The folder whose node_modules holds it.</returns>
    /// <exception cref="CommandFailure">Node.js or npm is missing, or the registry does not answer.</exception>
    public static async Task<string> EnsureAsync(DataFolder folder, TextWriter output, CancellationToken cancellation)
    {
        var program = folder.Below("azurite-program");
        // Written last: without it the installation was interrupted, and is done again.
        var complete = Path.Combine(program, "complete");
        await CheckNodeAsync(cancellation);
        if (File.Exists(complete))
            return program;

        await output.WriteLineAsync($"Installing {Package} from npm");
        System.IO.Directory.CreateDirectory(program);
        await File.WriteAllTextAsync(Path.Combine(program, "package.json"), """{"name":"hub-azurite","private":true}""", cancellation);
        var (code, errors) = await RunAsync(
            Npm,
            ["install", Package, "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"],
            program,
            cancellation
        );
        if (code != 0)
            throw new CommandFailure(
                $"npm could not install {Package} ({Reason(errors)}): check the network and npm's registry setting, or leave out --storage azurite."
            );
        await File.WriteAllTextAsync(complete, Package, cancellation);
        return program;
    }

    private static string Npm => OperatingSystem.IsWindows() ? "npm.cmd" : "npm";

    private static async Task CheckNodeAsync(CancellationToken cancellation)
    {
        try
        {
            await RunAsync("node", ["--version"], null, cancellation);
            await RunAsync(Npm, ["--version"], null, cancellation);
        }
        catch (Win32Exception missing)
        {
            throw new CommandFailure(
                "--storage azurite needs Node.js 20 or later with npm on the PATH: install it, or leave out --storage azurite.",
                missing
            );
        }
    }

    private static async Task<(int Code, string Errors)> RunAsync(
        string command,
        string[] arguments,
        string? folder,
        CancellationToken cancellation
    )
    {
        var start = new ProcessStartInfo(command, arguments)
        {
            WorkingDirectory = folder ?? "",
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start) ?? throw new CommandFailure($"{command} did not start.");
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var errors = await process.StandardError.ReadToEndAsync(cancellation);
        await output;
        await process.WaitForExitAsync(cancellation);
        return (process.ExitCode, errors);
    }

    /// <summary>npm's code for what went wrong (ENOTFOUND, E404): its sentences name machines and paths.</summary>
    private static string Reason(string errors)
    {
        var words = errors.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        var code = Array.IndexOf(words, "code");
        return code >= 0 && code + 1 < words.Length ? words[code + 1] : "no reason given";
    }
}
