using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using IntegrationHub.Identifiers;
using Onebox.Storage;
using static System.FormattableString;

namespace IntegrationHub.Bench;

/// <summary>
/// The storage calls that a message costs the hub, made bare: its bytes as one blob, the point read, the same transactions with the same
/// rows, several at a time where the hub stages several at a time, and what the hub writes after its answer, beside the next message as
/// the hub does. The hub's rate over this one is what the hub itself takes.
/// </summary>
/// <remarks>
/// Two things make the storage's own work the same on both sides. Every message gets a partition and a blob name of the hub's form, which
/// is that of a hash: keys that only ever grow would spare the storage's index the places all over it that the hub's keys touch. And one
/// storage is kept over all concurrencies and the warming up, as the hub keeps its own, so that both hold about as much.
/// </remarks>
internal sealed class BareStorage : IAsyncDisposable
{
    private const string Connection = "UseDevelopmentStorage=true";

    /// <summary>Of the transactions that stage a long message: as many as the hub has under way.</summary>
    private const int StagedAtOnce = 4;

    private readonly string folder;
    private readonly EmbeddedStorage storage;
    private readonly BlobContainerClient blobs;
    private readonly Dictionary<string, TableClient> tables;
    private readonly StorageProfile profile;
    private int serial;

    private BareStorage(
        string folder,
        EmbeddedStorage storage,
        (BlobContainerClient Blobs, Dictionary<string, TableClient> Tables) clients,
        StorageProfile profile
    )
    {
        this.folder = folder;
        this.storage = storage;
        (blobs, tables) = clients;
        this.profile = profile;
    }

    public static async Task<BareStorage> OpenAsync(StorageProfile profile, CancellationToken cancellation)
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("hub-bench-").FullName;
        var storage = EmbeddedStorage.Open(folder);
        return new BareStorage(folder, storage, await ClientsAsync(storage.Transport, profile, cancellation), profile);
    }

    public Task<Timings> MeasureAsync(MessageSet messages, int concurrency, TimeSpan atMost, CancellationToken cancellation)
    {
        var after = Enumerable.Repeat(Task.CompletedTask, concurrency).ToArray();
        return Workers.RunAsync(
            messages.Next(messages.AtMost),
            concurrency,
            atMost,
            async (worker, message, stop) =>
            {
                var number = Interlocked.Increment(ref serial);
                var calls = profile.Messages[number % profile.Messages.Count];
                await BeforeAnswerAsync(number, message, calls, stop);
                await after[worker];
                after[worker] = AfterwardsAsync(number, calls, stop);
                return true;
            },
            cancellation
        );
    }

    public async ValueTask DisposeAsync()
    {
        await storage.DisposeAsync();
        System.IO.Directory.Delete(folder, recursive: true);
    }

    private async Task BeforeAnswerAsync(int number, byte[] message, MessageCalls calls, CancellationToken stop)
    {
        var partition = RecordId.Matched(HashOf("person", number)).Value;
        await tables["CareRecord"].GetEntityIfExistsAsync<TableEntity>(partition, "a", cancellationToken: stop);
        await blobs
            .GetBlobClient($"X90001/2026/05/04/{Base32.Encode(HashOf("message", number))[..26]}.json")
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
        if (calls.Transactions.Count > 1)
            await Parallel.ForEachAsync(
                calls.Transactions.SkipLast(1),
                new ParallelOptions { MaxDegreeOfParallelism = StagedAtOnce, CancellationToken = stop },
                async (rows, token) => await SubmitAsync(rows, partition, token)
            );
        await SubmitAsync(calls.Transactions[^1], partition, stop);
    }

    private async Task SubmitAsync(IReadOnlyList<CapturedRow> rows, string partition, CancellationToken stop) =>
        await tables[rows[0].Table]
            .SubmitTransactionAsync(rows.Select(row => new TableTransactionAction(row.Action, row.In(partition))), stop);

    /// <summary>Each of these calls is about a partition of its own: a case's, a board's, a pointer's.</summary>
    private async Task AfterwardsAsync(int number, MessageCalls calls, CancellationToken stop)
    {
        for (var i = 0; i < calls.Afterwards.Count; i++)
        {
            var rows = calls.Afterwards[i].Rows;
            var partition = RecordId.Unmatched(HashOf(Invariant($"afterwards {i}"), number)).Value;
            if (rows.Count == 0)
                await tables["CareRecord"].GetEntityIfExistsAsync<TableEntity>(partition, "a", cancellationToken: stop);
            else if (rows.Count == 1)
                await tables[rows[0].Table].AddEntityAsync(rows[0].In(partition), stop);
            else
                await SubmitAsync(rows, partition, stop);
        }
    }

    private static byte[] HashOf(string what, int number) => SHA256.HashData(Encoding.UTF8.GetBytes(Invariant($"{what} {number}")));

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
