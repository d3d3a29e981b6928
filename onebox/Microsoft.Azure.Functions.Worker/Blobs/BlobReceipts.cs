using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>
/// What has been done with which version of which blob, kept as empty blobs <c>azure-webjobs-hosts/blobreceipts/{app}/{function}/{etag}/{container}/{blob}</c>
/// with the attempts in their metadata. They are listed once at start; after that memory answers, and each change is written through.
/// </summary>
internal sealed class BlobReceipts(BlobServiceClient storage, FunctionModel function, string container)
{
    /// <summary>Storage's own limit on names is 1,024 characters, and a blob may use it up alone.</summary>
    private const int LongestName = 1024;

    private const string Attempts = "Attempts";
    private const string Completed = "Completed";

    private readonly BlobContainerClient _host = storage.GetBlobContainerClient(HostStorage.Container);
    private readonly string _prefix = $"blobreceipts/{HostStorage.AppName(function)}/{function.Definition.EntryPoint}/";
    private readonly ConcurrentDictionary<string, Receipt> _known = new(StringComparer.Ordinal);

    private readonly record struct Receipt(int Attempts, bool IsCompleted);

    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await _host.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        var receipts = _host.GetBlobsAsync(BlobTraits.Metadata, BlobStates.None, _prefix, cancellationToken);
        await foreach (var receipt in receipts)
            _known[receipt.Name] = Read(receipt.Metadata);
    }

    public bool IsCompleted(BlobItem blob) => _known.TryGetValue(Name(blob), out var receipt) && receipt.IsCompleted;

    /// <summary>Written before the attempt, so that one that takes the process down counts, too.</summary>
    /// <returns>Which attempt this is, from 1.</returns>
    public async Task<int> BeginAsync(BlobItem blob, CancellationToken cancellationToken)
    {
        var attempt = _known.TryGetValue(Name(blob), out var receipt) ? receipt.Attempts + 1 : 1;
        await WriteAsync(blob, new Receipt(attempt, IsCompleted: false), cancellationToken);
        return attempt;
    }

    /// <summary>The attempt was not made, or says nothing of the blob: it does not count.</summary>
    public Task TakeBackAsync(BlobItem blob, int attempt, CancellationToken cancellationToken) =>
        WriteAsync(blob, new Receipt(attempt - 1, IsCompleted: false), cancellationToken);

    public Task CompleteAsync(BlobItem blob, int attempt, CancellationToken cancellationToken) =>
        WriteAsync(blob, new Receipt(attempt, IsCompleted: true), cancellationToken);

    /// <summary>
    /// Azure's host puts this record into the queue webjobs-blobtrigger-poison. Onebox has no storage queues: it is the blob
    /// <c>azure-webjobs-hosts/poison/{app}/{function}/{etag}/{container}/{blob}</c>. Deleting the receipt of the same name has the blob tried again.
    /// </summary>
    public async Task PoisonAsync(BlobItem blob, int attempt, CancellationToken cancellationToken)
    {
        var record = new PoisonBlob(
            "BlobTrigger",
            function.Definition.Id,
            "BlockBlob",
            container,
            blob.Name,
            BlobVersion.Of(blob),
            attempt
        );
        var name = $"poison/{Name(blob)["blobreceipts/".Length..]}";
        var content = BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(record, PoisonJson.Default.PoisonBlob));
        await _host.GetBlobClient(name).UploadAsync(content, overwrite: true, cancellationToken);
        await CompleteAsync(blob, attempt, cancellationToken);
    }

    private async Task WriteAsync(BlobItem blob, Receipt receipt, CancellationToken cancellationToken)
    {
        var metadata = new Dictionary<string, string>
        {
            [Attempts] = receipt.Attempts.ToString(CultureInfo.InvariantCulture),
            [Completed] = receipt.IsCompleted ? "true" : "false",
        };
        var options = new BlobUploadOptions { Metadata = metadata };
        await _host.GetBlobClient(Name(blob)).UploadAsync(BinaryData.FromBytes(Array.Empty<byte>()), options, cancellationToken);
        _known[Name(blob)] = receipt;
    }

    private static Receipt Read(IDictionary<string, string> metadata)
    {
        var attempts = metadata.TryGetValue(Attempts, out var text) && int.TryParse(text, CultureInfo.InvariantCulture, out var n) ? n : 0;
        return new Receipt(attempts, metadata.TryGetValue(Completed, out var completed) && completed == "true");
    }

    private string Name(BlobItem blob)
    {
        var name = $"{_prefix}{BlobVersion.Of(blob)}/{container}/{blob.Name}";
        return name.Length <= LongestName ? name : $"{_prefix}{BlobVersion.Of(blob)}/{container}/sha256-{Digest(blob.Name)}";
    }

    private static string Digest(string name) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
}

internal sealed record PoisonBlob(
    string Type,
    string FunctionId,
    string BlobType,
    string ContainerName,
    string BlobName,
    string ETag,
    int Attempts
);

[JsonSerializable(typeof(PoisonBlob))]
internal sealed partial class PoisonJson : JsonSerializerContext;
