using Azure.Storage.Blobs;
using IntegrationHub.Import;
using IntegrationHub.Storage;
using Microsoft.Azure.Functions.Worker;

namespace IntegrationHub.Functions.Import;

/// <summary>
/// Files in container inbound: an event tells of a new one, and a timer goes on with what a crash or the end of an invocation left.
/// Of several invocations at once, one works on a file.
/// </summary>
public sealed class DroppedFiles(DropBox dropBox, ImportRunner runner, TimeProvider time)
{
    /// <summary>How far back the look for files goes that no event told of.</summary>
    private static readonly TimeSpan LookBack = TimeSpan.FromHours(1);

    [Function("FileDropped")]
    public async Task Take(
        [BlobTrigger(StoreNames.Inbound + "/{name}", Source = BlobTriggerSource.EventGrid)] BlobClient blob,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(blob);
        if (await dropBox.TakeAsync(blob.Name, cancellationToken) is { } import)
            await runner.RunAsync(import, cancellationToken);
    }

    [Function("GoOnImporting")]
    public Task GoOn([TimerTrigger("*/5 * * * * *")] TimerInfo timer, CancellationToken cancellationToken) =>
        runner.RunOpenAsync(cancellationToken);

    [Function("FindDroppedFiles")]
    public Task Find([TimerTrigger("20 * * * * *")] TimerInfo timer, CancellationToken cancellationToken) =>
        dropBox.FindAsync(time.GetUtcNow() - LookBack, cancellationToken);
}
