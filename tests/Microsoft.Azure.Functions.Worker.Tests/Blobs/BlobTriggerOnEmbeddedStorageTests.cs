using Azure.Core.Pipeline;
using IntegrationHub.Testing;
using Onebox.Storage;

namespace WorkerTests.Blobs;

/// <summary>The transport is registered as the hub's command line registers it, and the worker's own clients find it.</summary>
public sealed class BlobTriggerOnEmbeddedStorageTests : BlobTriggerContract, IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly EmbeddedStorage _storage;

    public BlobTriggerOnEmbeddedStorageTests()
    {
        _storage = EmbeddedStorage.Open(_folder.Path);
    }

    protected override string ConnectionString => "UseDevelopmentStorage=true";

    protected override HttpPipelineTransport Transport => _storage.Transport;

    public void Dispose()
    {
        _storage.Dispose();
        _folder.Dispose();
    }
}
