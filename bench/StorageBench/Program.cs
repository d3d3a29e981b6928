using System.Diagnostics;
using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Onebox.Storage;

var seconds = args.Length > 0 ? double.Parse(args[0], CultureInfo.InvariantCulture) : 5;
int[] callers = args.Length > 1 ? [int.Parse(args[1], CultureInfo.InvariantCulture)] : [1, 4, 16];
var folder = args.Length > 2 ? args[2] : Directory.CreateTempSubdirectory("storage-bench-").FullName;
try
{
    var opening = Stopwatch.StartNew();
    await using var storage = EmbeddedStorage.Open(folder);
    Console.WriteLine($"open            {opening.Elapsed.TotalMilliseconds, 9:0.0} ms");
    var load = new BundleLoad(storage);
    await load.PrepareAsync(CancellationToken.None);
    await load.RunAsync(Math.Max(4, callers.Max()), TimeSpan.FromSeconds(2), CancellationToken.None);
    foreach (var count in callers)
        Console.WriteLine(await load.RunAsync(count, TimeSpan.FromSeconds(seconds), CancellationToken.None));
    foreach (var count in callers)
    {
        var reads = await load.ReadAsync(count, TimeSpan.FromSeconds(Math.Min(seconds, 3)), CancellationToken.None);
        Console.WriteLine($"point reads     {reads, 9:0}/s with {count} callers");
    }
}
finally
{
    if (args.Length <= 2)
        Directory.Delete(folder, recursive: true);
}

/// <summary>The storage calls of one GP bundle, by any number of callers.</summary>
internal sealed class BundleLoad(EmbeddedStorage storage)
{
    private const int Entities = 13;
    private const string Account = "devstoreaccount1";

    // Azurite's well-known public key: the transport does not look at it.
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
    private readonly TableClient table = new(
        new Uri("http://127.0.0.1:10002/devstoreaccount1"),
        "CareRecord",
        new TableSharedKeyCredential(Account, Key),
        new TableClientOptions { Transport = storage.Transport }
    );
    private readonly BlobContainerClient container = new(
        new Uri("http://127.0.0.1:10000/devstoreaccount1/snapshots"),
        new StorageSharedKeyCredential(Account, Key),
        new BlobClientOptions { Transport = storage.Transport }
    );
    private readonly byte[] bundle = new byte[18 * 1024];
    private long bundles;

    public async Task PrepareAsync(CancellationToken cancellation)
    {
        Random.Shared.NextBytes(bundle);
        await table.CreateIfNotExistsAsync(cancellation);
        await container.CreateIfNotExistsAsync(cancellationToken: cancellation);
    }

    public async Task<string> RunAsync(int callers, TimeSpan time, CancellationToken cancellation)
    {
        var latencies = new List<double>[callers];
        var clock = Stopwatch.StartNew();
        var processor = Process.GetCurrentProcess().TotalProcessorTime;
        var allocated = GC.GetTotalAllocatedBytes();
        await Task.WhenAll(
            Enumerable
                .Range(0, callers)
                .Select(caller =>
                    Task.Run(
                        async () =>
                        {
                            var mine = latencies[caller] = [];
                            while (clock.Elapsed < time)
                            {
                                var started = clock.Elapsed;
                                await OneAsync(Interlocked.Increment(ref bundles), cancellation);
                                mine.Add((clock.Elapsed - started).TotalMilliseconds);
                            }
                        },
                        cancellation
                    )
                )
        );
        var elapsed = clock.Elapsed.TotalSeconds;
        var all = latencies.SelectMany(list => list).Order().ToArray();
        var cpu = (Process.GetCurrentProcess().TotalProcessorTime - processor).TotalMilliseconds / all.Length;
        var bytes = (GC.GetTotalAllocatedBytes() - allocated) / all.Length / 1024;
        return $"bundles         {all.Length / elapsed, 9:0}/s with {callers} callers; p50 {all[all.Length / 2]:0.00} ms, p99 {all[(int)(all.Length * 0.99)]:0.00} ms; {cpu:0.00} ms processor and {bytes} KB allocated each";
    }

    public async Task<double> ReadAsync(int callers, TimeSpan time, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        long reads = 0;
        var most = Interlocked.Read(ref bundles);
        await Task.WhenAll(
            Enumerable
                .Range(0, callers)
                .Select(caller =>
                    Task.Run(
                        async () =>
                        {
                            for (var next = caller; clock.Elapsed < time; next += callers)
                            {
                                await table.GetEntityIfExistsAsync<TableEntity>(Partition(next % most), "head", null, cancellation);
                                Interlocked.Increment(ref reads);
                            }
                        },
                        cancellation
                    )
                )
        );
        return reads / clock.Elapsed.TotalSeconds;
    }

    private async Task OneAsync(long number, CancellationToken cancellation)
    {
        // The put and the read do not depend on each other, as in the hub; the transaction waits for both.
        var put = container
            .GetBlobClient($"X90001/2026/01/31/{number:x64}.json")
            .UploadAsync(
                new BinaryData(bundle),
                new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } },
                cancellation
            );
        var partition = Partition(number);
        await table.GetEntityIfExistsAsync<TableEntity>(partition, "head", null, cancellation);
        await put;
        var actions = new List<TableTransactionAction>(Entities);
        for (var entry = 0; entry < Entities; entry++)
            actions.Add(new TableTransactionAction(TableTransactionActionType.Add, Entity(partition, entry, number)));
        await table.SubmitTransactionAsync(actions, cancellation);
    }

    private static string Partition(long number) => $"PK{number:x50}";

    private static TableEntity Entity(string partition, int entry, long number) =>
        new(partition, entry == 0 ? "head" : $"e|{entry:00000}|{number:00000000}")
        {
            ["Section"] = "Problems",
            ["Sender"] = "X90001",
            ["ResourceType"] = "Condition",
            ["ResourceId"] = "0f8fad5b-d9cb-469f-a165-70867728950e",
            ["SourceVersion"] = "2026-01-31T09:00:00.0000000Z",
            ["Commit"] = number,
            ["Code"] = "http://snomed.info/sct|195967001",
            ["Display"] = "Asthma (disorder), first recorded at the practice and reviewed since",
            ["Status"] = "active",
            ["Recorded"] = new DateTimeOffset(2026, 1, 31, 9, 0, 0, TimeSpan.Zero),
            ["Blob"] = "X90001/2026/01/31/0000000000000000000000000000000000000000000000000000000000000000.json",
            ["Offset"] = entry * 1024,
            ["Length"] = 1024,
            ["Sensitive"] = false,
        };
}
