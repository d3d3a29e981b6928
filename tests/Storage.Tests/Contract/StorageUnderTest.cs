using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage;
using Azure.Storage.Blobs;
using IntegrationHub.Testing;

namespace Onebox.Storage.Tests.Contract;

/// <summary>A Table and Blob service that the contract is put to. One serves a test class; each test takes names of its own.</summary>
public abstract class StorageUnderTest : IAsyncLifetime
{
    public TableServiceClient Tables { get; private set; } = null!;

    public BlobServiceClient Blobs { get; private set; } = null!;

    public string? MissingBecause { get; private set; }

    /// <summary>Whether the listed differences are expected to show.</summary>
    public abstract bool IsAzurite { get; }

    public async ValueTask InitializeAsync()
    {
        MissingBecause = await StartAsync(TestContext.Current.CancellationToken);
        if (MissingBecause is not null)
            return;
        var key = AzuriteServer.AccountKey;
        var account = AzuriteServer.AccountName;
        var tableOptions = new TableClientOptions { Retry = { MaxRetries = 0 } };
        var blobOptions = new BlobClientOptions { Retry = { MaxRetries = 0 } };
        if (Transport is { } transport)
            (tableOptions.Transport, blobOptions.Transport) = (transport, transport);
        Tables = new TableServiceClient(TableEndpoint, new TableSharedKeyCredential(account, key), tableOptions);
        Blobs = new BlobServiceClient(BlobEndpoint, new StorageSharedKeyCredential(account, key), blobOptions);
    }

    public abstract ValueTask DisposeAsync();

    protected abstract Uri TableEndpoint { get; }

    protected abstract Uri BlobEndpoint { get; }

    protected virtual HttpPipelineTransport? Transport => null;

    /// <summary>Null once it runs; otherwise why it cannot here.</summary>
    protected abstract ValueTask<string?> StartAsync(CancellationToken cancellationToken);
}

public sealed class EmbeddedUnderTest : StorageUnderTest
{
    private readonly TempFolder folder = new();
    private EmbeddedStorage? storage;

    public override bool IsAzurite => false;

    protected override Uri TableEndpoint { get; } = new("http://127.0.0.1:10002/devstoreaccount1");

    protected override Uri BlobEndpoint { get; } = new("http://127.0.0.1:10000/devstoreaccount1");

    protected override HttpPipelineTransport? Transport => storage?.Transport;

    public override async ValueTask DisposeAsync()
    {
        if (storage is not null)
            await storage.DisposeAsync();
        folder.Dispose();
    }

    protected override ValueTask<string?> StartAsync(CancellationToken cancellationToken)
    {
        storage = EmbeddedStorage.Open(folder.Path);
        return ValueTask.FromResult<string?>(null);
    }
}

public sealed class AzuriteUnderTest : StorageUnderTest
{
    private AzuriteServer? server;

    public override bool IsAzurite => true;

    public AzuriteServer Server => server!;

    protected override Uri TableEndpoint => server!.TableEndpoint;

    protected override Uri BlobEndpoint => server!.BlobEndpoint;

    public override async ValueTask DisposeAsync()
    {
        if (server is not null)
            await server.DisposeAsync();
    }

    protected override async ValueTask<string?> StartAsync(CancellationToken cancellationToken)
    {
        var started = await AzuriteServer.TryStartAsync(cancellationToken);
        if (!started.IsAvailable)
            return started.Reason;
        server = started.Value;
        return null;
    }
}
