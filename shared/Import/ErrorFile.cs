using System.Globalization;
using System.Text;
using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using IntegrationHub.Storage;

namespace IntegrationHub.Import;

/// <summary>
/// What the hub writes beside a dropped file: <c>….errors.ndjson</c>, one line a refusal, and at the end <c>….summary.json</c>.
/// The errors of a window are one block, named after its first line, so that writing them again changes nothing.
/// </summary>
internal static class ErrorFile
{
    /// <summary>Takes away what an earlier version of the file left.</summary>
    internal static async Task ClearAsync(BlobContainerClient inbound, string blob, CancellationToken cancellationToken)
    {
        foreach (var ending in (string[])[DroppedFile.ErrorsEnding, DroppedFile.SummaryEnding])
            await inbound.GetBlobClient(blob + ending).DeleteIfExistsAsync(cancellationToken: cancellationToken);
    }

    internal static async Task AppendAsync(
        BlobContainerClient inbound,
        string blob,
        long firstLine,
        IReadOnlyList<ImportError> errors,
        CancellationToken cancellationToken
    )
    {
        if (errors.Count == 0)
            return;
        using var text = new MemoryStream();
        foreach (var error in errors)
            error.WriteTo(text);
        text.Position = 0;

        var file = inbound.GetBlockBlobClient(blob + DroppedFile.ErrorsEnding);
        var block = Convert.ToBase64String(Encoding.ASCII.GetBytes(firstLine.ToString("D18", CultureInfo.InvariantCulture)));
        var there = await BlocksOfAsync(file, cancellationToken);
        var keep = there.Where(name => string.CompareOrdinal(name, block) < 0);
        await file.StageBlockAsync(block, text, cancellationToken: cancellationToken);
        await file.CommitBlockListAsync(
            [.. keep, block],
            new CommitBlockListOptions { HttpHeaders = new BlobHttpHeaders { ContentType = "application/x-ndjson" } },
            cancellationToken
        );
    }

    internal static Task SummariseAsync(BlobContainerClient inbound, ImportState state, CancellationToken cancellationToken) =>
        inbound
            .GetBlobClient(state.Blob + DroppedFile.SummaryEnding)
            .UploadAsync(
                BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(ImportSummary.Of(state), ImportJson.Default.ImportSummary)),
                new BlobUploadOptions { HttpHeaders = new BlobHttpHeaders { ContentType = "application/json" } },
                cancellationToken
            );

    private static async Task<IReadOnlyList<string>> BlocksOfAsync(BlockBlobClient file, CancellationToken cancellationToken)
    {
        try
        {
            BlockList blocks = await file.GetBlockListAsync(BlockListTypes.Committed, cancellationToken: cancellationToken);
            return [.. blocks.CommittedBlocks.Select(block => block.Name)];
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return [];
        }
    }
}
