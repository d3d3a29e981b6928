using System.Globalization;
using Azure.Storage.Blobs;
using Microsoft.Azure.Functions.Worker;

namespace TestFunctionApp;

public sealed class BlobFunctions(Journal journal)
{
    [Function("BlobStream")]
    public async Task AsStream(
        [BlobTrigger("%Drop%/in/{name}.txt", Connection = "DropStorage", Source = BlobTriggerSource.EventGrid)] Stream blob,
        string name,
        CancellationToken cancellationToken
    )
    {
        using var reader = new StreamReader(blob);
        journal.Say($"{name}: {await reader.ReadToEndAsync(cancellationToken)}");
    }

    [Function("BlobText")]
    public void AsText([BlobTrigger("%Drop%/{folder}/{name}")] string blob, string folder, string name) =>
        journal.Say($"text {folder} {name}: {blob}");

    [Function("BlobBytes")]
    public void AsBytes([BlobTrigger("%Drop%")] byte[] blob, FunctionContext context) =>
        journal.Say(
            string.Create(CultureInfo.InvariantCulture, $"bytes {blob.Length} {context.BindingContext.BindingData["BlobTrigger"]}")
        );

    [Function("BlobData")]
    public void AsData([BlobTrigger("%Drop%")] BinaryData blob) => journal.Say($"data {blob}");

    [Function("BlobClient")]
    public async Task AsClient([BlobTrigger("%Drop%")] BlobClient blob, CancellationToken cancellationToken)
    {
        await blob.DeleteAsync(cancellationToken: cancellationToken);
        journal.Say($"deleted {blob.Name}");
    }

    [Function("BlobPoison")]
    public void Fails([BlobTrigger("%Drop%/{name}")] string blob, string name)
    {
        journal.Say($"tried {name}");
        if (blob == "poison")
            throw new InvalidOperationException("as the test wants");
    }

    [Function("BlobBadPath")]
    public void BadPath([BlobTrigger("drop/{name")] string blob) => journal.Say(blob);
}
