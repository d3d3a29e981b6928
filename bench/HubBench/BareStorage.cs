using System.Globalization;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Onebox.Storage;

namespace IntegrationHub.Bench;

/// <summary>
/// The storage calls that a message costs the hub, made bare: its bytes as one blob, one point read, as many table transactions with
/// as many entities of the same size, and what the hub writes after its answer, beside the next message as the hub does. The hub's rate
/// over this one is what the hub itself takes.
/// </summary>
internal static class BareStorage
{
    private const string Connection = "UseDevelopmentStorage=true";

    public static async Task<Timings> MeasureAsync(
        MessageSet messages,
        StorageProfile profile,
        int concurrency,
        TimeSpan atMost,
        CancellationToken cancellation
    )
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("hub-bench-").FullName;
        try
        {
            await using var storage = EmbeddedStorage.Open(folder);
            var (blobs, table) = await ClientsAsync(storage.Transport, cancellation);
            var sizes = EntitySizes(profile);
            var serial = 0;
            var after = Enumerable.Repeat(Task.CompletedTask, concurrency).ToArray();
            return await Workers.RunAsync(
                messages.Next(messages.AtMost),
                concurrency,
                atMost,
                async (worker, message, stop) =>
                {
                    var partition = "p" + Interlocked.Increment(ref serial).ToString("D32", CultureInfo.InvariantCulture);
                    await blobs
                        .GetBlobClient($"X90001/2026/05/04/{partition}.json")
                        .UploadAsync(new BinaryData(message), overwrite: false, stop);
                    await table.GetEntityIfExistsAsync<TableEntity>(partition, "head", cancellationToken: stop);
                    foreach (var transaction in sizes)
                        await table.SubmitTransactionAsync(Actions(partition, transaction), stop);
                    await after[worker];
                    after[worker] = AfterwardsAsync(table, partition, profile.RowsAfterwards, stop);
                    return true;
                },
                cancellation
            );
        }
        finally
        {
            System.IO.Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task AfterwardsAsync(TableClient table, string partition, int rows, CancellationToken stop)
    {
        for (var i = 0; i < rows; i++)
            await table.AddEntityAsync(
                new TableEntity(string.Create(CultureInfo.InvariantCulture, $"after-{i}-{partition}"), "head")
                {
                    ["MatchedTo"] = partition,
                },
                stop
            );
    }

    private static async Task<(BlobContainerClient Blobs, TableClient Table)> ClientsAsync(
        HttpPipelineTransport transport,
        CancellationToken cancellation
    )
    {
        var blobs = new BlobContainerClient(Connection, "snapshots", new BlobClientOptions { Transport = transport });
        await blobs.CreateIfNotExistsAsync(cancellationToken: cancellation);
        var table = new TableClient(Connection, "CareRecord", new TableClientOptions { Transport = transport });
        await table.CreateIfNotExistsAsync(cancellation);
        return (blobs, table);
    }

    /// <summary>For each transaction, first row and number of entities, and the size of one.</summary>
    private static List<(int From, int Count, int Bytes)> EntitySizes(StorageProfile profile)
    {
        var entities = Math.Max(1, (int)Math.Round(profile.Entities));
        // What a batch wraps around each entity (boundaries, headers, address) is about 550 bytes, and is there anyway.
        var bytes = Math.Max(100, (int)(profile.TransactionBytes / entities) - 550);
        var most = (entities + profile.Transactions - 1) / profile.Transactions;
        return [.. Enumerable.Range(0, entities).Chunk(most).Select(chunk => (chunk[0], chunk.Length, bytes))];
    }

    private static IEnumerable<TableTransactionAction> Actions(string partition, (int From, int Count, int Bytes) transaction)
    {
        var text = new string('t', transaction.Bytes / 2);
        for (var i = 0; i < transaction.Count; i++)
        {
            var row = (transaction.From + i).ToString("D8", CultureInfo.InvariantCulture);
            yield return new TableTransactionAction(
                TableTransactionActionType.Add,
                new TableEntity(partition, row)
                {
                    ["Type"] = "Condition",
                    ["Offset"] = i,
                    ["Length"] = 1000,
                    ["Display"] = text,
                    ["Codings"] = text,
                }
            );
        }
    }
}
