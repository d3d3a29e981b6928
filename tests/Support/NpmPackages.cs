using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace IntegrationHub.Testing;

/// <summary>npm packages at exact versions, installed once under artifacts/npm and used by every test process.</summary>
public static class NpmPackages
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>
    /// The full path of a folder whose node_modules holds these packages (name to exact version), installed without running their
    /// scripts; or why it cannot be had (no Node, no npm, registry out of reach). Safe from several processes at once.
    /// </summary>
    public static async Task<Availability<string>> EnsureAsync(
        IReadOnlyDictionary<string, string> exactVersions,
        CancellationToken cancellationToken
    )
    {
        if (!NodeTool.TryFind(out _))
            return Availability<string>.Missing("Node.js with npm is not installed.");

        var wanted = exactVersions.OrderBy(package => package.Key, StringComparer.Ordinal).ToArray();
        var names = string.Join(' ', wanted.Select(package => $"{package.Key}@{package.Value}"));
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(names)))[..16];
        var folder = Path.Combine(RepositoryRoot.Path, "artifacts", "npm", hash);
        // Written last: a folder without it is one whose installation was interrupted, and is installed again.
        var complete = Path.Combine(folder, "complete");
        if (File.Exists(complete))
            return Availability<string>.Of(folder);

        Directory.CreateDirectory(folder);
        await using var @lock = await LockFile.TakeAsync(Path.Combine(folder, "lock"), Patience, cancellationToken);
        if (File.Exists(complete))
            return Availability<string>.Of(folder);

        var manifest = new
        {
            name = "test-tools",
            version = "1.0.0",
            @private = true,
            dependencies = wanted.ToDictionary(),
        };
        await File.WriteAllTextAsync(Path.Combine(folder, "package.json"), JsonSerializer.Serialize(manifest), cancellationToken);
        var fault = await InstallAsync(folder, cancellationToken);
        if (fault is not null)
            return Availability<string>.Missing($"npm could not install {names}: {fault}");
        await File.WriteAllTextAsync(complete, names, cancellationToken);
        return Availability<string>.Of(folder);
    }

    private static async Task<string?> InstallAsync(string folder, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        var npm = new ProcessStartInfo(NodeTool.NpmCommand, ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"])
        {
            WorkingDirectory = folder,
        };
        try
        {
            var run = await ChildProcess.RunAsync(npm, null, limit.Token);
            return run.ExitCode == 0 ? null : LastLine(run.Errors) ?? $"exit code {run.ExitCode}";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"no answer within {Patience.TotalMinutes:0} minutes";
        }
    }

    private static string? LastLine(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .LastOrDefault(line =>
                !line.Contains("complete log", StringComparison.OrdinalIgnoreCase) && !line.EndsWith(".log", StringComparison.Ordinal)
            );
}
