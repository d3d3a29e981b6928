using System.Globalization;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace IntegrationHub.Storage;

/// <summary>A message's bytes, and what the hub must know to work it in again from the bytes alone.</summary>
/// <param name="Bytes">As received, after unpacking.</param>
/// <param name="ContentHash">SHA-256 of the bytes in base32.</param>
/// <param name="Facts">Sender, role, route and the like: names and codes, no identifier of a person.</param>
public sealed record SnapshotContent(
    ReadOnlyMemory<byte> Bytes,
    string ContentHash,
    DateTimeOffset ReceivedAt,
    IReadOnlyDictionary<string, string> Facts
)
{
    /// <summary>It was read from the container, so there is nothing to store.</summary>
    public bool IsHeld { get; init; }
}

public abstract record SnapshotOutcome
{
    private SnapshotOutcome() { }

    public sealed record Stored : SnapshotOutcome;

    /// <summary>The same bytes are there already: this message was sent before, whether or not it was finished.</summary>
    public sealed record HeldAlready(DateTimeOffset ReceivedAt) : SnapshotOutcome;

    /// <summary>Other bytes hold this name: the message's identity was used for another message.</summary>
    public sealed record HeldWithOtherContent : SnapshotOutcome;
}

/// <summary>Every accepted message, byte for byte, written once and never changed.</summary>
public sealed class Snapshots(BlobServiceClient service)
{
    private const string HashFact = "content";
    private const string ReceivedFact = "received";

    private readonly BlobContainerClient container = service.GetBlobContainerClient(StoreNames.Snapshots);

    public async Task<SnapshotOutcome> StoreAsync(string name, SnapshotContent content, CancellationToken cancellationToken)
    {
        var blob = container.GetBlobClient(name);
        var options = new BlobUploadOptions
        {
            Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
            Metadata = new Dictionary<string, string>(content.Facts)
            {
                [HashFact] = content.ContentHash,
                [ReceivedFact] = content.ReceivedAt.ToString("O", CultureInfo.InvariantCulture),
            },
            HttpHeaders = new BlobHttpHeaders { ContentType = "application/json" },
        };
        try
        {
            await blob.UploadAsync(BinaryData.FromBytes(content.Bytes), options, cancellationToken);
            return new SnapshotOutcome.Stored();
        }
        catch (RequestFailedException fault) when (fault.Status is 409 or 412)
        {
            BlobProperties held = await blob.GetPropertiesAsync(cancellationToken: cancellationToken);
            return string.Equals(held.Metadata[HashFact], content.ContentHash, StringComparison.Ordinal)
                ? new SnapshotOutcome.HeldAlready(ReceivedAtOf(held.Metadata))
                : new SnapshotOutcome.HeldWithOtherContent();
        }
    }

    /// <summary>When a snapshot's message first came in.</summary>
    public static DateTimeOffset ReceivedAtOf(IDictionary<string, string> facts) =>
        DateTimeOffset.ParseExact(facts[ReceivedFact], "O", CultureInfo.InvariantCulture);

    /// <summary>The bytes of one resource.</summary>
    public async Task<ReadOnlyMemory<byte>> ReadAsync(string name, int offset, int length, CancellationToken cancellationToken)
    {
        var options = new BlobDownloadOptions { Range = new HttpRange(offset, length) };
        BlobDownloadResult result = await container.GetBlobClient(name).DownloadContentAsync(options, cancellationToken);
        return result.Content.ToMemory();
    }

    /// <summary>A whole message with its facts.</summary>
    public async Task<StoredSnapshot> ReadAsync(string name, CancellationToken cancellationToken)
    {
        BlobDownloadResult result = await container.GetBlobClient(name).DownloadContentAsync(cancellationToken);
        return new(name, result.Content.ToMemory(), ReceivedAtOf(result.Details.Metadata), result.Details.Metadata);
    }

    /// <summary>The folders right below a prefix, which is empty or ends with a slash.</summary>
    public async IAsyncEnumerable<string> FoldersAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // All arguments: newer versions of the package leave this overload no defaults.
        await foreach (var item in container.GetBlobsByHierarchyAsync(BlobTraits.None, BlobStates.None, "/", prefix, cancellationToken))
        {
            if (item.IsPrefix)
                yield return item.Prefix;
        }
    }

    /// <summary>How many snapshots there are below a prefix.</summary>
    public async Task<long> CountAsync(string prefix, CancellationToken cancellationToken)
    {
        var count = 0L;
        await foreach (var _ in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, cancellationToken))
            count++;
        return count;
    }

    /// <summary>The snapshots below a prefix, in order of name.</summary>
    public async IAsyncEnumerable<ListedSnapshot> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var blob in container.GetBlobsAsync(BlobTraits.Metadata, BlobStates.None, prefix, cancellationToken))
            yield return new(blob.Name, blob.Properties.LastModified ?? default, blob.Metadata);
    }
}

public sealed record StoredSnapshot(string Name, ReadOnlyMemory<byte> Bytes, DateTimeOffset ReceivedAt, IDictionary<string, string> Facts);

public sealed record ListedSnapshot(string Name, DateTimeOffset StoredAt, IDictionary<string, string> Facts);
