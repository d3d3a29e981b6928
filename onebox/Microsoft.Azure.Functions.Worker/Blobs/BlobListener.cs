using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Looks through a container again and again, and invokes the function for each version of a blob that has no receipt yet.</summary>
internal sealed partial class BlobListener(
    FunctionModel function,
    BlobPathPattern pattern,
    BlobContainerClient container,
    BlobReceipts receipts,
    BlobTriggerOptions options,
    InvocationDispatcher dispatcher,
    TimeProvider time,
    ILogger<BlobListener> logger
) : ITriggerListener, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private Task _loop = Task.CompletedTask;

    public FunctionModel Function => function;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await receipts.LoadAsync(cancellationToken);
        using (ExecutionContext.SuppressFlow())
            _loop = Task.Run(() => LoopAsync(_stopping.Token), CancellationToken.None);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _loop.WaitAsync(cancellationToken);
    }

    public void Dispose() => _stopping.Dispose();

    private async Task LoopAsync(CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                await LookAsync(stopping);
                await Task.Delay(options.PollInterval, time, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Stopped between two blobs.
        }
    }

    private async Task LookAsync(CancellationToken stopping)
    {
        try
        {
            var found = container.GetBlobsAsync(BlobTraits.Metadata, BlobStates.None, pattern.Prefix, stopping);
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Parallelism, CancellationToken = stopping };
            await Parallel.ForEachAsync(
                found,
                parallel,
                // The stop ends the look between blobs; the blob in hand has the drain's time.
                async (blob, _) => await TakeAsync(blob, CancellationToken.None)
            );
        }
        catch (RequestFailedException missing) when (missing.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            // Nobody has dropped anything yet.
        }
        // An aggregate is what the storage client throws when its retries are used up.
        catch (Exception cause) when (cause is RequestFailedException or AggregateException)
        {
            LogLookFailed(logger, function.Name, container.Name, cause);
        }
    }

    private async Task TakeAsync(BlobItem blob, CancellationToken cancellationToken)
    {
        if (receipts.IsCompleted(blob) || pattern.Match(blob.Name) is not { } tokens)
            return;
        var attempt = await receipts.BeginAsync(blob, cancellationToken);
        await using var delivery = new BlobDelivery(container, blob, tokens);
        switch (await dispatcher.RunAsync(function, delivery, delivery.BindingData))
        {
            case InvocationOutcome.Succeeded:
                await receipts.CompleteAsync(blob, attempt, cancellationToken);
                return;
            case InvocationOutcome.NotStarted:
                await receipts.TakeBackAsync(blob, attempt, cancellationToken);
                return;
        }
        // A blob that was deleted or replaced meanwhile is no fault of its own: the new version has its own receipt.
        if (!await IsThereAsync(delivery, cancellationToken))
        {
            await receipts.CompleteAsync(blob, attempt, cancellationToken);
            return;
        }
        if (attempt < options.PoisonThreshold)
            return;
        await receipts.PoisonAsync(blob, attempt, cancellationToken);
        LogPoison(logger, function.Name, container.Name, attempt);
    }

    private static async Task<bool> IsThereAsync(BlobDelivery delivery, CancellationToken cancellationToken)
    {
        try
        {
            var now = await delivery.Client.GetPropertiesAsync(cancellationToken: cancellationToken);
            return BlobVersion.Of(now.Value.ETag) == BlobVersion.Of(delivery.Blob);
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return false;
        }
    }

    [LoggerMessage(1, LogLevel.Error, "Blob trigger of {Function} could not look through container {Container}")]
    private static partial void LogLookFailed(ILogger logger, string function, string container, Exception cause);

    // Without the blob's name: names come from outside and may say whom they are about.
    [LoggerMessage(
        2,
        LogLevel.Error,
        "Blob trigger of {Function} gave up a blob of container {Container} after {Attempts} attempts; see its poison record"
    )]
    private static partial void LogPoison(ILogger logger, string function, string container, int attempts);
}
