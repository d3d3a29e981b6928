using Onebox.Storage.Engine;
using Onebox.Storage.Http;
using Onebox.Storage.Tables;

namespace Onebox.Storage.Blobs;

/// <summary>Routes a blob request: the account, a container, or a blob.</summary>
internal sealed class BlobService(StorageEngine engine, EmbeddedStorageOptions options, TimeProvider time)
{
    private const int LongestBlobName = 1024;
    private readonly ContainerOperations containers = new(engine);
    private readonly BlobListing listing = new(engine);
    private readonly BlobReads reads = new(engine);
    private readonly BlobWrites writes = new(engine, options);
    private readonly BlockOperations blocks = new(engine, options, time);

    public async ValueTask<EmbeddedResponse> AnswerAsync(Exchange exchange)
    {
        var answer = await RouteAsync(exchange);
        return answer.Response ?? BlobAnswers.Of(answer.Fault!, exchange);
    }

    private ValueTask<Answer> RouteAsync(Exchange exchange)
    {
        var path = exchange.Target.Path;
        var query = exchange.Target.Query;
        var comp = query["comp"];
        if (path.Length == 0)
            return exchange.Method == "GET" && comp == "list"
                ? new ValueTask<Answer>(containers.List(exchange))
                : Refuse(BlobFaults.NotImplemented);

        var slash = path.IndexOf('/', StringComparison.Ordinal);
        var container = Uri.UnescapeDataString(slash < 0 ? path : path[..slash]);
        if (query["restype"] == "container")
            return OnContainer(exchange, container, comp);
        var name = slash < 0 ? "" : Uri.UnescapeDataString(path.AsSpan(slash + 1));
        if (name.Length is 0 or > LongestBlobName || KeyRules.HasLoneSurrogate(name))
            return Refuse(BlobFaults.InvalidResourceName);
        if (query["snapshot"] is not null || query["versionid"] is not null || exchange.Header("x-ms-lease-id") is not null)
            return Refuse(BlobFaults.NotImplemented);
        return OnBlob(exchange, new BlobName(container, name), comp);
    }

    private ValueTask<Answer> OnContainer(Exchange exchange, string container, string? comp) =>
        (exchange.Method, comp) switch
        {
            ("PUT", null) => containers.CreateAsync(exchange, container),
            ("PUT", "metadata") => containers.SetMetadataAsync(exchange, container),
            ("GET" or "HEAD", null) => new ValueTask<Answer>(containers.Describe(container)),
            ("GET" or "HEAD", "metadata") => new ValueTask<Answer>(containers.Describe(container)),
            ("DELETE", null) => containers.DeleteAsync(exchange, container),
            ("GET", "list") => new ValueTask<Answer>(listing.Run(exchange, container)),
            _ => Refuse(BlobFaults.NotImplemented),
        };

    private ValueTask<Answer> OnBlob(Exchange exchange, BlobName blob, string? comp) =>
        (exchange.Method, comp) switch
        {
            ("PUT", null) => writes.PutAsync(exchange, blob),
            ("PUT", "metadata") => writes.SetMetadataAsync(exchange, blob),
            ("PUT", "properties") => writes.SetPropertiesAsync(exchange, blob),
            ("PUT", "block") => blocks.StageAsync(exchange, blob),
            ("PUT", "blocklist") => blocks.CommitAsync(exchange, blob),
            ("GET", "blocklist") => new ValueTask<Answer>(blocks.List(exchange, blob)),
            ("GET", null) => new ValueTask<Answer>(reads.Get(exchange, blob)),
            ("HEAD", null) or ("GET" or "HEAD", "metadata") => new ValueTask<Answer>(reads.Describe(exchange, blob)),
            ("DELETE", null) => writes.DeleteAsync(exchange, blob),
            _ => Refuse(BlobFaults.NotImplemented),
        };

    private static ValueTask<Answer> Refuse(Fault fault) => new(fault);
}

/// <summary>Container and blob name, decoded. The blob's bytes are its key.</summary>
internal sealed record BlobName(string Container, string Name)
{
    public byte[] Key => field ??= KeyText.Encode(Name);
}
