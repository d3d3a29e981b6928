using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using IntegrationHub.Access;
using IntegrationHub.Audit;
using IntegrationHub.Errors;
using IntegrationHub.Fhir;
using IntegrationHub.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace IntegrationHub.Import;

/// <summary>
/// Reads a dropped file from where it was left, window by window, and writes down after each how far it came. What a crash cuts off
/// is done again from the last note on, and makes the same messages, which have no second effect.
/// </summary>
public sealed partial class ImportRunner(
    ImportLedger ledger,
    WindowIntake windows,
    BlobServiceClient blobs,
    AccessPolicy access,
    AuditTrail audit,
    IOptions<JsonLimits> limits,
    IOptions<ImportOptions> options,
    TimeProvider time,
    ILogger<ImportRunner> logger
)
{
    private readonly BlobContainerClient inbound = blobs.GetBlobContainerClient(StoreNames.Inbound);
    private readonly JsonLimits fileLimits = limits.Value.ForFiles();

    /// <summary>Works on the files that nobody works on: after a crash, or when an invocation's time was up.</summary>
    public async Task RunOpenAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var open in await ledger.OpenAsync(cancellationToken))
        {
            if (open.LeasedUntil <= now)
                await RunAsync(open.Id, cancellationToken);
        }
    }

    /// <summary>Works on one file until it is done, the slice of time is over, or another instance has it.</summary>
    public async Task RunAsync(string id, CancellationToken cancellationToken)
    {
        if (await ledger.ClaimAsync(id, cancellationToken) is not { } state)
            return;
        try
        {
            await WorkAsync(state, cancellationToken);
        }
        catch (Exception fault) when (Outage.Is(fault) && !cancellationToken.IsCancellationRequested)
        {
            // The lease runs out, and somebody goes on from the last note.
            LogLeft(id, fault.GetType().Name);
        }
    }

    private async Task WorkAsync(ImportState state, CancellationToken cancellationToken)
    {
        var file = DroppedFile.Of(state.Blob);
        var refusal = file?.Kind is not (DroppedKind.Lines or DroppedKind.Whole)
            ? ErrorCatalogue.DropKindUnknown
            : access.MaySend(state.Caller).Refusal?.Kind;
        if (state.Lines == 0)
            await ErrorFile.ClearAsync(inbound, state.Blob, cancellationToken);
        if (refusal is not null)
        {
            await StopAsync(state, refusal, cancellationToken);
            return;
        }

        try
        {
            await ReadAsync(state, file!.Kind, cancellationToken);
        }
        catch (RequestFailedException replaced) when (replaced.Status is 404 or 412)
        {
            await StopAsync(state, ErrorCatalogue.DropReplaced, cancellationToken);
        }
    }

    private async Task ReadAsync(ImportState state, DroppedKind kind, CancellationToken cancellationToken)
    {
        var until = time.GetUtcNow() + options.Value.Slice;
        var open = new BlobOpenReadOptions(allowModifications: false)
        {
            Position = state.Offset,
            Conditions = new BlobRequestConditions { IfMatch = new ETag($"\"{state.BlobVersion}\"") },
        };
        await using var stream = await inbound.GetBlobClient(state.Blob).OpenReadAsync(open, cancellationToken);
        // A file that is one document ends with its last byte, not with its first line.
        var ending = kind is DroppedKind.Lines ? (byte)'\n' : (byte?)null;
        var lines = new FileLines(stream, fileLimits.MaxBytes, ending, state.Offset, state.Lines);
        while (await NextAsync(lines, cancellationToken) is { Count: > 0 } window)
        {
            var result = await windows.WorkInAsync(ImportWindow.Of(window, fileLimits), state, cancellationToken);
            if (result is null)
            {
                await ledger.ReleaseAsync(state, cancellationToken);
                return;
            }

            await ErrorFile.AppendAsync(inbound, state.Blob, window[0].Number, result.Errors, cancellationToken);
            var next = (
                state with
                {
                    Offset = lines.Offset,
                    Lines = lines.Number,
                    Resources = state.Resources + result.Resources,
                    Refused = state.Refused + result.Errors.Select(error => (error.Line, error.Entry)).Distinct().Count(),
                }
            ).With(result.Errors.Select(error => error.Error.Code));
            if (await ledger.SaveAsync(next, cancellationToken) is not { } saved)
                return;
            state = saved;
            if (time.GetUtcNow() < until)
                continue;
            await ledger.ReleaseAsync(state, cancellationToken);
            return;
        }

        await FinishAsync(state with { Offset = lines.Offset, Lines = lines.Number }, cancellationToken);
    }

    private static async Task<List<FileLine>> NextAsync(FileLines lines, CancellationToken cancellationToken)
    {
        var window = new List<FileLine>();
        var bytes = 0L;
        while (
            window.Count < ImportWindow.MaxLines && bytes < ImportWindow.MaxBytes && await lines.NextAsync(cancellationToken) is { } line
        )
        {
            window.Add(line);
            bytes += line.Bytes.Length;
        }

        return window;
    }

    private async Task StopAsync(ImportState state, ErrorKind kind, CancellationToken cancellationToken)
    {
        if (kind != ErrorCatalogue.DropReplaced)
            await ErrorFile.AppendAsync(inbound, state.Blob, 0, [new ImportError(0, kind)], cancellationToken);
        await FinishAsync(state with { Stopped = kind.Code, Refused = state.Refused + 1 }, cancellationToken);
    }

    private async Task FinishAsync(ImportState state, CancellationToken cancellationToken)
    {
        var done = state with { FinishedAt = time.GetUtcNow() };
        if (state.Stopped != ErrorCatalogue.DropReplaced.Code)
            await ErrorFile.SummariseAsync(inbound, done, cancellationToken);
        var caller = state.Caller;
        await audit.WriteAsync(
            new AuditEntry(
                "import",
                caller.Organisation,
                caller.Role.Name(),
                caller.Subject,
                caller.Purpose,
                null,
                state.Stopped ?? "ok",
                WindowIntake.CorrelationOf(state),
                FormattableString.Invariant($"{state.Lines} lines, {state.Resources} resources, {state.Refused} refused")
            ),
            cancellationToken
        );
        if (await ledger.FinishAsync(done, cancellationToken))
            LogDone(state.Id, state.Resources, state.Refused);
    }

    [LoggerMessage(EventId = 370, Level = LogLevel.Warning, Message = "Import {Import} could not go on ({Fault}); it is taken up again.")]
    private partial void LogLeft(string import, string fault);

    [LoggerMessage(
        EventId = 371,
        Level = LogLevel.Information,
        Message = "Import {Import} is done: {Resources} resources, {Refused} refused."
    )]
    private partial void LogDone(string import, long resources, long refused);
}
