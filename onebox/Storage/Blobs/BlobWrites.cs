using Onebox.Storage.Engine;
using Onebox.Storage.Http;
using Onebox.Storage.Tables;

namespace Onebox.Storage.Blobs;

/// <summary>Put Blob, Set Blob Metadata, Set Blob Properties and Delete Blob.</summary>
internal sealed class BlobWrites(StorageEngine engine, EmbeddedStorageOptions options)
{
    private const long LargestPut = 5000L * 1024 * 1024;

    public async ValueTask<Answer> PutAsync(Exchange exchange, BlobName blob)
    {
        if (exchange.Header("x-ms-blob-type") is not { } type)
            return BlobFaults.MissingRequiredHeader;
        if (type != "BlockBlob" || exchange.Header("x-ms-copy-source") is not null || exchange.Header("x-ms-tags") is not null)
            return BlobFaults.NotImplemented;
        var (conditions, badCondition) = BlobConditions.Read(exchange);
        if (badCondition is not null)
            return badCondition;
        var properties = BlobHeaders.Properties(exchange, plainNamesToo: true);
        if (BlobHeaders.AddMetadata(exchange, properties) is { } badMetadata)
            return badMetadata;
        if (!engine.Catalogue.Containers.ContainsKey(blob.Container))
            return BlobFaults.ContainerNotFound;

        var (upload, badUpload) = await Upload.ReadAsync(exchange, engine.Files, options.LargestInlineBlob, LargestPut);
        if (badUpload is not null)
            return badUpload;
        properties.Add(new KeyValuePair<string, string>("Content-MD5", exchange.Header("x-ms-blob-content-md5") ?? upload!.Md5));
        var write = new PutBlob(blob, conditions!, NameValues.Write(properties), upload!) { Cancellation = exchange.Cancellation };
        var stored = false;
        try
        {
            if (await engine.Submit(write) is { } fault)
                return fault;
            stored = true;
        }
        finally
        {
            if (!stored)
                upload!.Abandon(engine.Files);
        }

        return BlobAnswers.Written(201, write.Stamp).With("Content-MD5", upload!.Md5);
    }

    public async ValueTask<Answer> SetMetadataAsync(Exchange exchange, BlobName blob)
    {
        var metadata = new List<KeyValuePair<string, string>>();
        if (BlobHeaders.AddMetadata(exchange, metadata) is { } fault)
            return fault;
        return await ChangeAsync(exchange, blob, old => [.. old.FindAll(pair => !NameValues.IsMetadata(pair.Key)), .. metadata]);
    }

    public async ValueTask<Answer> SetPropertiesAsync(Exchange exchange, BlobName blob)
    {
        var properties = BlobHeaders.Properties(exchange, plainNamesToo: false);
        if (exchange.Header("x-ms-blob-content-md5") is { } md5)
            properties.Add(new KeyValuePair<string, string>("Content-MD5", md5));
        return await ChangeAsync(exchange, blob, old => [.. properties, .. old.FindAll(pair => NameValues.IsMetadata(pair.Key))]);
    }

    public async ValueTask<Answer> DeleteAsync(Exchange exchange, BlobName blob)
    {
        var (conditions, badCondition) = BlobConditions.Read(exchange);
        if (badCondition is not null)
            return badCondition;
        var fault = await engine.Submit(new DeleteBlob(blob, conditions!) { Cancellation = exchange.Cancellation });
        return fault is null ? new EmbeddedResponse(202).With("Content-Length", "0").With("x-ms-delete-type-permanent", "true") : fault;
    }

    private async ValueTask<Answer> ChangeAsync(
        Exchange exchange,
        BlobName blob,
        Func<List<KeyValuePair<string, string>>, List<KeyValuePair<string, string>>> change
    )
    {
        var (conditions, badCondition) = BlobConditions.Read(exchange);
        if (badCondition is not null)
            return badCondition;
        var write = new ChangeBlob(blob, conditions!, change) { Cancellation = exchange.Cancellation };
        return await engine.Submit(write) is { } fault ? fault : BlobAnswers.Written(200, write.Stamp);
    }
}
