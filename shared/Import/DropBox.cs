using System.Globalization;
using System.Text;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using IntegrationHub.Access;
using IntegrationHub.Audit;
using IntegrationHub.Directory;
using IntegrationHub.Errors;
using IntegrationHub.Identifiers;
using IntegrationHub.Storage;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Import;

/// <summary>
/// Container <c>inbound</c>: files that somebody put there, and files that callers upload block by block over HTTP. An upload is named
/// after its content, so that the same file is the same upload however often it is begun.
/// </summary>
public sealed partial class DropBox(
    ImportLedger ledger,
    BlobServiceClient blobs,
    HubDirectory directory,
    AuditTrail audit,
    ILogger<DropBox> logger
)
{
    /// <summary>What one block may hold: 4 MiB.</summary>
    public const int MaxBlock = 4 * 1024 * 1024;

    /// <summary>Azure's limit for a blob.</summary>
    private const int MaxBlocks = 50_000;

    private const int UploadNameLength = 26;

    private readonly BlobContainerClient inbound = blobs.GetBlobContainerClient(StoreNames.Inbound);

    /// <summary>Notes a file that was found in the container.</summary>
    /// <returns>The import's id; null for what is none.</returns>
    public async Task<string?> TakeAsync(string name, CancellationToken cancellationToken)
    {
        if (DroppedFile.IsOurs(name))
            return null;
        try
        {
            BlobProperties blob = await inbound.GetBlobClient(name).GetPropertiesAsync(cancellationToken: cancellationToken);
            return await TakeAsync(name, blob.ETag, blob.ContentLength, cancellationToken);
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            return null;
        }
    }

    /// <summary>Notes every file that came since, in case no event told of one.</summary>
    public async Task<int> FindAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        var found = 0;
        await foreach (var blob in inbound.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix: null, cancellationToken))
        {
            if (DroppedFile.IsOurs(blob.Name) || blob.Properties.LastModified < since)
                continue;
            if (
                await TakeAsync(blob.Name, blob.Properties.ETag.GetValueOrDefault(), blob.Properties.ContentLength ?? 0, cancellationToken)
                is not null
            )
                found++;
        }

        return found;
    }

    /// <summary>Which blocks of an upload are there already.</summary>
    public async Task<IReadOnlyList<int>> BlocksAsync(string blob, CancellationToken cancellationToken)
    {
        try
        {
            BlockList list = await inbound
                .GetBlockBlobClient(blob)
                .GetBlockListAsync(BlockListTypes.Uncommitted, cancellationToken: cancellationToken);
            return [.. list.UncommittedBlocks.Select(block => NumberOf(block.Name)).Order()];
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return [];
        }
    }

    /// <param name="number">From 0.</param>
    public Task StageAsync(string blob, int number, Stream block, CancellationToken cancellationToken) =>
        inbound.GetBlockBlobClient(blob).StageBlockAsync(NameOf(number), block, cancellationToken: cancellationToken);

    /// <summary>Makes the blocks a file and notes it to be read. Idempotent.</summary>
    public async Task<(ImportState? State, HubError? Error)> CompleteAsync(
        string blob,
        int blocks,
        Caller caller,
        string correlation,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(caller);
        var file = inbound.GetBlockBlobClient(blob);
        try
        {
            await file.CommitBlockListAsync(
                Enumerable.Range(0, blocks).Select(NameOf),
                new CommitBlockListOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } },
                cancellationToken
            );
        }
        catch (RequestFailedException fault) when (fault.Status is 409 or 412)
        {
            // It is there already: the same name is the same content.
        }
        catch (RequestFailedException fault) when (fault.Status is 400)
        {
            return (null, ErrorCatalogue.UploadInvalid);
        }

        BlobProperties there = await file.GetPropertiesAsync(cancellationToken: cancellationToken);
        var (state, isNew) = await ledger.RegisterAsync(blob, VersionOf(there.ETag), there.ContentLength, caller, cancellationToken);
        if (isNew)
            await AuditAsync(caller, correlation, state.Bytes, cancellationToken);
        return (state, null);
    }

    /// <summary>What the hub wrote beside an upload; null where there is nothing.</summary>
    public async Task<Stream?> ErrorsAsync(string blob, CancellationToken cancellationToken)
    {
        try
        {
            return await inbound.GetBlobClient(blob + DroppedFile.ErrorsEnding).OpenReadAsync(cancellationToken: cancellationToken);
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return null;
        }
    }

    /// <summary>The state of an upload; null where it is not complete.</summary>
    public async Task<ImportState?> StateAsync(string blob, CancellationToken cancellationToken)
    {
        try
        {
            BlobProperties there = await inbound.GetBlobClient(blob).GetPropertiesAsync(cancellationToken: cancellationToken);
            return await ledger.FindAsync(ImportState.IdOf(blob, VersionOf(there.ETag)), cancellationToken);
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return null;
        }
    }

    /// <summary>The blob of a caller's upload; null where the name is not one of content.</summary>
    /// <param name="name">26 characters of base32 (of the SHA-256 of the content) and .ndjson or .json.</param>
    public static string? BlobOf(Caller caller, string name)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(name);
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot == UploadNameLength && Base32.IsBase32(name.AsSpan(0, dot)) && name[dot..] is ".ndjson" or ".json"
            ? $"{caller.Organisation}/{name}"
            : null;
    }

    /// <summary>Whether there may be a block of that number.</summary>
    public static bool IsBlock(int number) => number is >= 0 and < MaxBlocks;

    private async Task<string?> TakeAsync(string name, ETag version, long bytes, CancellationToken cancellationToken)
    {
        if (DroppedFile.Of(name) is not { } file || DroppedFile.CallerOf(file.Organisation, directory) is not { } caller)
        {
            // The name itself may say whom it is about, so that the log has only the code; the file beside it says it to whoever dropped it.
            LogNotTaken(ErrorCatalogue.DropNameInvalid.Code);
            if (name.Length <= DroppedFile.LongestName)
                await ErrorFile.AppendAsync(inbound, name, 0, [new ImportError(0, ErrorCatalogue.DropNameInvalid)], cancellationToken);
            return null;
        }

        var (state, isNew) = await ledger.RegisterAsync(name, VersionOf(version), bytes, caller, cancellationToken);
        if (isNew)
            await AuditAsync(caller, WindowIntake.CorrelationOf(state), bytes, cancellationToken);
        return state.Id;
    }

    private Task AuditAsync(Caller caller, string correlation, long bytes, CancellationToken cancellationToken) =>
        audit.WriteAsync(
            new AuditEntry(
                "drop",
                caller.Organisation,
                caller.Role.Name(),
                caller.Subject,
                caller.Purpose,
                null,
                "ok",
                correlation,
                FormattableString.Invariant($"{bytes} bytes")
            ),
            cancellationToken
        );

    /// <summary>A listing gives it without quotes, a header with them.</summary>
    private static string VersionOf(ETag tag) => tag.ToString("G").Trim('"');

    private static string NameOf(int number) =>
        Convert.ToBase64String(Encoding.ASCII.GetBytes(number.ToString("D6", CultureInfo.InvariantCulture)));

    private static int NumberOf(string name) =>
        int.TryParse(
            Encoding.ASCII.GetString(Convert.FromBase64String(name)),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : -1;

    [LoggerMessage(
        EventId = 372,
        Level = LogLevel.Error,
        Message = "A file in container inbound lies in the folder of no organisation that may send ({Code}): it is not read."
    )]
    private partial void LogNotTaken(string code);
}
