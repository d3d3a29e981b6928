using System.Diagnostics;
using System.Text.RegularExpressions;
using IntegrationHub.Cli.Running;

namespace IntegrationHub.Cli.Up;

/// <summary>Azurite as a child process, on ports of its own choosing, with its files in the data folder. It ends with this process.</summary>
internal sealed partial class AzuriteStorage : IAsyncDisposable
{
    // Azurite's well-known account; its key is public.
    private const string Account = "devstoreaccount1";
    private const string AccountKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    // Our end of its standard input closes however this process ends. Azurite then ends as by SIGTERM, which makes it save its files.
    private const string Launcher =
        "process.stdin.on('end', () => process.emit('SIGTERM')).resume(); process.argv.splice(1, 0, 'azurite'); require('azurite/dist/src/azurite.js');";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(15);

    private readonly Process process;
    private readonly Task draining;

    private AzuriteStorage(Process process, string blobs, string tables)
    {
        this.process = process;
        // Nobody reads what it says from now on, but a full pipe would stop it.
        draining = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        ConnectionString =
            $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={AccountKey};BlobEndpoint={blobs}/{Account};TableEndpoint={tables}/{Account};";
    }

    public string ConnectionString { get; }

    /// <exception cref="CommandFailure">Node.js is missing, npm cannot fetch Azurite, or Azurite does not start.</exception>
    public static async Task<AzuriteStorage> StartAsync(DataFolder folder, TextWriter output, CancellationToken cancellation)
    {
        var program = await AzuriteProgram.EnsureAsync(folder, output, cancellation);
        var start = new ProcessStartInfo("node")
        {
            WorkingDirectory = program,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            ArgumentList =
            {
                "-e",
                Launcher,
                "--",
                "--location",
                folder.Below("azurite-data"),
                "--disableTelemetry",
                "--skipApiVersionCheck",
            },
        };
        foreach (var service in (string[])["--blobPort", "--tablePort", "--queuePort"])
        {
            start.ArgumentList.Add(service);
            start.ArgumentList.Add("0");
        }

        var process = Process.Start(start) ?? throw new CommandFailure("node did not start.");
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(StartLimit);
            var (blobs, tables) = await ListeningAsync(process, limit.Token);
            return new AzuriteStorage(process, blobs, tables);
        }
        catch (OperationCanceledException late) when (!cancellation.IsCancellationRequested)
        {
            await EndAsync(process);
            throw new CommandFailure(
                $"Azurite did not start within {StartLimit.TotalSeconds:0} s: leave out --storage azurite to go on without it.",
                late
            );
        }
        catch
        {
            await EndAsync(process);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync(process);
        await draining;
    }

    private static async Task<(string Blobs, string Tables)> ListeningAsync(Process process, CancellationToken cancellation)
    {
        string? blobs = null;
        string? tables = null;
        while (await process.StandardOutput.ReadLineAsync(cancellation) is { } line)
        {
            if (Listening().Match(line) is { Success: true } match)
            {
                if (match.Groups["service"].ValueSpan is "Blob")
                    blobs = match.Groups["address"].Value;
                else
                    tables = match.Groups["address"].Value;
            }

            if (blobs is not null && tables is not null)
                return (blobs, tables);
        }

        throw new CommandFailure("Azurite ended instead of starting: leave out --storage azurite to go on without it.");
    }

    private static async Task EndAsync(Process process)
    {
        process.StandardInput.Close();
        try
        {
            await process.WaitForExitAsync().WaitAsync(StopLimit, TimeProvider.System);
        }
        catch (TimeoutException)
        {
            process.Kill();
        }

        process.Dispose();
    }

    [GeneratedRegex(
        @"^Azurite (?<service>Blob|Table) service is successfully listening at (?<address>http://[0-9.]+:[0-9]+)",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Listening();
}
