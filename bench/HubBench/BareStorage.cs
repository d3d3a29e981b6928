using System.Globalization;
using Azure;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Onebox.Storage;

namespace IntegrationHub.Bench;

/// <summary>
/// The storage calls that a message costs the hub, made bare: its bytes as one blob, the point read, the same transactions with the same
/// rows, and what the hub writes after its answer, beside the next message as the hub does. Every message gets a partition of its own.
/// The hub's rate over this one is what the hub itself takes.
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
            var (blobs, tables) = await ClientsAsync(storage.Transport, profile, cancellation);
            var serial = 0;
            var after = Enumerable.Repeat(Task.CompletedTask, concurrency).ToArray();
            return await Workers.RunAsync(
                messages.Next(messages.AtMost),
                concurrency,
                atMost,
                async (worker, message, stop) =>
                {
                    var number = Interlocked.Increment(ref serial);
                    var calls = profile.Messages[number % profile.Messages.Count];
                    var partition = "p" + number.ToString("D32", CultureInfo.InvariantCulture);
                    await tables["CareRecord"].GetEntityIfExistsAsync<TableEntity>(partition, "a", cancellationToken: stop);
                    await blobs
                        .GetBlobClient($"X90001/2026/05/04/{partition}.json")
                        .UploadAsync(
                            BinaryData.FromBytes(message),
                            new BlobUploadOptions
                            {
                                Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
                                Metadata = new Dictionary<string, string>(calls.Metadata),
                                HttpHeaders = new BlobHttpHeaders { ContentType = "application/json" },
                            },
                            stop
                        );
                    foreach (var rows in calls.Transactions)
                        await tables[rows[0].Table]
                            .SubmitTransactionAsync(rows.Select(row => new TableTransactionAction(row.Action, row.In(partition))), stop);
                    await after[worker];
                    after[worker] = AfterwardsAsync(tables, calls.Afterwards, partition, stop);
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

    private static async Task AfterwardsAsync(
        Dictionary<string, TableClient> tables,
        IReadOnlyList<CapturedRow> rows,
        string partition,
        CancellationToken stop
    )
    {
        foreach (var row in rows)
            await tables[row.Table].AddEntityAsync(row.In(partition), stop);
    }

    private static async Task<(BlobContainerClient Blobs, Dictionary<string, TableClient> Tables)> ClientsAsync(
        HttpPipelineTransport transport,
        StorageProfile profile,
        CancellationToken cancellation
    )
    {
        var blobs = new BlobContainerClient(Connection, "snapshots", new BlobClientOptions { Transport = transport });
        await blobs.CreateIfNotExistsAsync(cancellationToken: cancellation);
        var tables = new Dictionary<string, TableClient>(StringComparer.Ordinal);
        foreach (var name in profile.Tables)
        {
            tables[name] = new TableClient(Connection, name, new TableClientOptions { Transport = transport });
            await tables[name].CreateIfNotExistsAsync(cancellation);
        }

        return (blobs, tables);
    }
}
