using System.Diagnostics;
using System.Text;
using IntegrationHub.Testing;

namespace IntegrationHub.Cli.Tests.EndToEnd;

/// <summary>The command line as a user runs it: in a process of its own, on a data folder of its own.</summary>
internal sealed class HubProgram : IAsyncDisposable
{
    private readonly TempFolder temp = new();

    public string Data => temp.File("data");

    public string File(string name) => temp.File(name);

    /// <summary>Runs <c>hub</c> with these words and <c>--data</c>, to its end.</summary>
    public Task<(int Code, string Output, string Errors)> RunAsync(params string[] words) =>
        StartAsync([Path.Combine(AppContext.BaseDirectory, "hub.dll"), .. words]);

    private async Task<(int Code, string Output, string Errors)> StartAsync(IEnumerable<string> words)
    {
        var start = new ProcessStartInfo("dotnet", [.. words, "--data", Data])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output, await errors);
    }

    /// <summary>What <c>hub token</c> prints by the command of the README, which puts it straight into a header: so nothing else may be there.</summary>
    public async Task<string> TokenAsync(string organisation, string role)
    {
        var configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        var project = Path.Combine(RepositoryRoot.Path, "hub");
        string[] command = ["run", "--no-build", "--configuration", configuration, "--project", project, "--"];
        var (code, output, errors) = await StartAsync([.. command, "token", "--org", organisation, "--role", role]);
        Assert.True(code == 0, errors);
        Assert.Matches(@"^[\w-]+\.[\w-]+\.[\w-]+\r?\n$", output);
        return output.TrimEnd();
    }

    /// <summary>Stops the hub if a failed test left it running.</summary>
    public async ValueTask DisposeAsync()
    {
        await RunAsync("down");
        temp.Dispose();
    }
}
