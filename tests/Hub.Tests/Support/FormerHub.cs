using System.Diagnostics;
using System.Formats.Tar;
using IntegrationHub.Testing;

namespace IntegrationHub.Tests.Support;

/// <summary>The hub as it was at an earlier commit, built from the repository's own history in a folder of its own.</summary>
internal sealed class FormerHub : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    private readonly TempFolder folder;

    private FormerHub(TempFolder folder) => this.folder = folder;

    internal HubProgram Program =>
        new(Path.Combine(folder.Path, "artifacts", "onebox", "bin", "Hub", "debug", "hub.dll"), Path.Combine(folder.Path, "directory"));

    /// <summary>The build; or why there is none: no git, or a history that does not reach back so far.</summary>
    internal static async Task<Availability<FormerHub>> BuildAsync(string commit, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        var former = new FormerHub(new TempFolder());
        try
        {
            var archive = former.folder.File("former.tar");
            if (await RunAsync(RepositoryRoot.Path, "git", ["archive", "--output", archive, commit], limit.Token) is { } missing)
            {
                former.Dispose();
                return Availability<FormerHub>.Missing($"Commit {commit} cannot be had from the history here: {missing}");
            }

            await TarFile.ExtractToDirectoryAsync(archive, former.folder.Path, overwriteFiles: false, limit.Token);
            var fault = await RunAsync(
                former.folder.Path,
                "dotnet",
                ["build", "hub", "--nologo", "--verbosity", "quiet", "-p:RunAnalyzers=false", "-nodeReuse:false"],
                limit.Token
            );
            Assert.Null(fault);
            return Availability<FormerHub>.Of(former);
        }
        catch
        {
            former.Dispose();
            throw;
        }
    }

    public void Dispose() => folder.Dispose();

    /// <returns>What it said where it failed; null where it did not.</returns>
    private static async Task<string?> RunAsync(string folder, string program, string[] arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder };
        // What the build that runs the tests has set is about that build.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        try
        {
            var run = await ChildProcess.RunAsync(start, null, cancellationToken);
            return run.ExitCode == 0 ? null : (run.Errors + run.Output).Trim();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return $"{program} is not installed.";
        }
    }
}

/// <summary>A built hub.</summary>
/// <param name="File">hub.dll.</param>
/// <param name="Directory">The folder of the directory's files that came with it.</param>
public sealed record HubProgram(string File, string Directory)
{
    /// <summary>The one that is tested.</summary>
    public static HubProgram Own { get; } =
        new(Path.Combine(AppContext.BaseDirectory, "hub.dll"), Path.Combine(RepositoryRoot.Path, "directory"));
}
