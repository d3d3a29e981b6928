using System.Diagnostics;

namespace IntegrationHub.Testing;

/// <summary>A real Azurite (blobs and tables) on loopback ports and a temp folder of its own. Start one a test class.</summary>
public sealed class AzuriteServer : IAsyncDisposable
{
    /// <summary>The last version that runs on Node 20.</summary>
    public const string Version = "3.35.0";

    /// <summary>Azurite's well-known account and its public key.</summary>
    public const string AccountName = "devstoreaccount1";

    /// <inheritdoc cref="AccountName"/>
    public const string AccountKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    // Ends with its parent even when that is killed: the parent's end of the standard input then closes.
    private const string Launcher = """
        process.stdin.on("end", () => process.exit(0)).resume();
        process.argv.splice(1, 0, "azurite");
        require("azurite/dist/src/azurite.js");
        """;

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly TempFolder _data;

    private AzuriteServer(Process process, TempFolder data, Uri blobs, Uri tables)
    {
        _process = process;
        _data = data;
        BlobEndpoint = new Uri(blobs, AccountName);
        TableEndpoint = new Uri(tables, AccountName);
    }

    /// <summary>Such as http://127.0.0.1:40001/devstoreaccount1, without a trailing slash.</summary>
    public Uri BlobEndpoint { get; }

    /// <inheritdoc cref="BlobEndpoint"/>
    public Uri TableEndpoint { get; }

    /// <summary>For the official clients in any language: account, key, blob and table endpoint.</summary>
    public string ConnectionString =>
        $"DefaultEndpointsProtocol=http;AccountName={AccountName};AccountKey={AccountKey};BlobEndpoint={BlobEndpoint};TableEndpoint={TableEndpoint};";

    /// <summary>Of the Azurite process itself, for tests that kill it.</summary>
    public int ProcessId => _process.Id;

    /// <summary>A server that has said it listens; or why there is none (no Node, no registry), for <c>Assert.Skip</c>.</summary>
    /// <exception cref="InvalidOperationException">Azurite is installed but ended, or said nothing for a minute, instead of listening.</exception>
    public static async Task<Availability<AzuriteServer>> TryStartAsync(CancellationToken cancellationToken)
    {
        var packages = await NpmPackages.EnsureAsync(new Dictionary<string, string> { ["azurite"] = Version }, cancellationToken);
        if (!packages.IsAvailable)
            return Availability<AzuriteServer>.Missing(packages.Reason);

        var data = new TempFolder();
        var process = Process.Start(StartInfo(packages.Value, data.Path)) ?? throw new InvalidOperationException("node did not start.");
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(StartLimit);
            var (blobs, tables) = await AzuriteOutput.ListeningAsync(process, limit.Token);
            return Availability<AzuriteServer>.Of(new AzuriteServer(process, data, blobs, tables));
        }
        catch
        {
            await EndAsync(process, data);
            throw;
        }
    }

    /// <summary>Kills the process by its id and deletes its folder.</summary>
    public async ValueTask DisposeAsync() => await EndAsync(_process, _data);

    private static ProcessStartInfo StartInfo(string packages, string data)
    {
        // Port 0: Azurite takes a free one itself and says which, so that no other process can come between.
        string[] arguments = ["--blobPort", "0", "--tablePort", "0", "--queuePort", "0", "--location", data, "--disableTelemetry"];
        return new ProcessStartInfo("node", ["-e", Launcher, "--", .. arguments, "--skipApiVersionCheck"])
        {
            WorkingDirectory = packages,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
    }

    private static async Task EndAsync(Process process, TempFolder data)
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
        data.Dispose();
    }
}
