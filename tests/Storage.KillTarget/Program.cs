using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Onebox.Storage;

// Arguments: data folder, run number. Each line of output is one acknowledged write; the test says what each must leave behind.
const int Writers = 4;
var (folder, run) = (args[0], int.Parse(args[1], CultureInfo.InvariantCulture));

// A small threshold and limit, so that kills also fall into checkpoints and into blobs kept as files.
var options = new EmbeddedStorageOptions { LogBytesBeforeCheckpoint = 256 * 1024, LargestInlineBlob = 16 * 1024 };
await using var storage = EmbeddedStorage.Open(folder, options);
var tableOptions = new TableClientOptions { Transport = storage.Transport };
var blobOptions = new BlobClientOptions { Transport = storage.Transport };
var table = new TableClient(
    new Uri("http://127.0.0.1:10002/devstoreaccount1"),
    "Killed",
    new TableSharedKeyCredential("devstoreaccount1", Convert.ToBase64String(new byte[64])),
    tableOptions
);
var blobs = new BlobContainerClient(new Uri("http://127.0.0.1:10000/devstoreaccount1/killed"), blobOptions);
await table.CreateIfNotExistsAsync();
await blobs.CreateIfNotExistsAsync();

var output = Console.OpenStandardOutput();
var saying = new Lock();
await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() => WriteAsync(writer))));

async Task WriteAsync(int writer)
{
    var random = new Random((run * Writers) + writer);
    for (var step = 0; ; step++)
    {
        var partition = $"{run}-{writer}-{step}";
        var count = random.Next(1, 20);
        var actions = Enumerable
            .Range(0, count)
            .Select(row => new TableTransactionAction(
                TableTransactionActionType.Add,
                new TableEntity(partition, $"{row:00}") { ["Count"] = count, ["Text"] = new string('x', random.Next(2000)) }
            ));
        await table.SubmitTransactionAsync(actions);
        Say($"T {partition} {count}");

        await table.UpsertEntityAsync(new TableEntity("heads", $"{run}-{writer}") { ["Step"] = step }, TableUpdateMode.Replace);
        Say($"H {run}-{writer} {step}");

        var content = new byte[random.Next(40 * 1024)];
        new Random(step).NextBytes(content);
        await blobs.GetBlobClient(partition).UploadAsync(new BinaryData(content), overwrite: true);
        Say($"B {partition} {content.Length} {step}");

        if (step % 3 == 2)
        {
            await blobs.GetBlobClient($"{run}-{writer}-{step - 2}").DeleteAsync();
            Say($"D {run}-{writer}-{step - 2}");
        }
    }
}

void Say(string line)
{
    // One write a line: a killed process leaves whole lines behind, up to its last.
    var bytes = System.Text.Encoding.ASCII.GetBytes(line + "\n");
    lock (saying)
        output.Write(bytes);
}
