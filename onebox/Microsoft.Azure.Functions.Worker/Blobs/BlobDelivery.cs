using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>One version of one blob, as an invocation takes it. Streams that it opened end with it.</summary>
internal sealed class BlobDelivery(BlobContainerClient container, BlobItem blob, Dictionary<string, object?> tokens) : IAsyncDisposable
{
    private Stream? _opened;

    public BlobContainerClient Container => container;

    public BlobItem Blob => blob;

    public BlobClient Client { get; } = container.GetBlobClient(blob.Name);

    public async ValueTask<object?> OpenAsync(CancellationToken cancellationToken) =>
        _opened = await Client.OpenReadAsync(cancellationToken: cancellationToken);

    public async ValueTask<BinaryData> ReadAsync(CancellationToken cancellationToken) =>
        (await Client.DownloadContentAsync(cancellationToken)).Value.Content;

    /// <summary>The tokens of the path, and what the official host says of a blob.</summary>
    public Dictionary<string, object?> BindingData() =>
        new(tokens, StringComparer.OrdinalIgnoreCase)
        {
            ["BlobTrigger"] = $"{container.Name}/{blob.Name}",
            ["Uri"] = Client.Uri,
            ["Properties"] = blob.Properties,
            ["Metadata"] = blob.Metadata,
        };

    public async ValueTask DisposeAsync()
    {
        if (_opened is not null)
            await _opened.DisposeAsync();
    }
}
