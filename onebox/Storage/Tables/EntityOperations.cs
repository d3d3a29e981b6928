using Onebox.Storage.Engine;
using Onebox.Storage.Http;

namespace Onebox.Storage.Tables;

/// <summary>Operations on one entity.</summary>
internal sealed class EntityOperations(StorageEngine engine)
{
    // An entity of 1 MiB by Azure's count can be larger as JSON: escapes and base64.
    private const int LargestBody = 4 * 1024 * 1024;

    public async ValueTask<Answer> InsertAsync(Exchange exchange, string table)
    {
        EntityChange? change;
        Fault? fault;
        using (var body = await exchange.ReadBodyAsync(LargestBody))
            (change, fault) = body.Exceeded
                ? (null, TableFaults.RequestBodyTooLarge)
                : ChangeReader.Insert(exchange.Target.Origin, table, exchange.Header("Prefer"), body.Written);
        if (fault is not null)
            return fault;

        var write = new EntityWrite(table, [change!], isTransaction: false) { Cancellation = exchange.Cancellation };
        if (await engine.Submit(write) is { } refused)
            return refused;

        if (!change!.EchoContent)
        {
            return TableAnswers
                .Empty(204)
                .With("ETag", Stamp.Etag(write.Stamp))
                .With("Preference-Applied", "return-no-content")
                .With("Location", change.Location)
                .With("DataServiceId", change.Location);
        }

        var json = JsonFor(exchange, table);
        return TableAnswers
            .Json(201, json.ContentType, Entity(json, change.PartitionBytes, change.RowBytes, write.Stamp, change.Body))
            .With("ETag", Stamp.Etag(write.Stamp))
            .With("Preference-Applied", "return-content")
            .With("Location", change.Location);
    }

    public async ValueTask<Answer> ChangeAsync(Exchange exchange, EntityAddress address, ChangeKind kind)
    {
        EntityChange? change;
        Fault? fault;
        using (var body = await exchange.ReadBodyAsync(LargestBody))
            (change, fault) = body.Exceeded
                ? (null, TableFaults.RequestBodyTooLarge)
                : ChangeReader.Change(address, kind, exchange.Header("If-Match"), body.Written);
        if (fault is not null)
            return fault;

        var write = new EntityWrite(address.Name, [change!], isTransaction: false) { Cancellation = exchange.Cancellation };
        if (await engine.Submit(write) is { } refused)
            return refused;
        var response = TableAnswers.Empty(204);
        return kind == ChangeKind.Delete ? response : response.With("ETag", Stamp.Etag(write.Stamp));
    }

    public Answer Get(Exchange exchange, EntityAddress address)
    {
        if (!engine.Catalogue.Tables.TryGetValue(address.Name, out var table))
            return TableFaults.TableNotFound;
        using var lease = engine.Readers.Rent();
        var partitionKey = KeyText.Encode(address.PartitionKey!);
        var rowKey = KeyText.Encode(address.RowKey!);
        var found = lease.Session.Entity.Bind(1, table.Id).Bind(2, partitionKey).Bind(3, rowKey);
        if (!found.Step())
            return TableFaults.ResourceNotFound;

        try
        {
            var json = JsonFor(exchange, address.Name);
            var stamp = found.Int64(0);
            return TableAnswers
                .Json(200, json.ContentType, Entity(json, partitionKey, rowKey, stamp, found.Bytes(1)))
                .With("ETag", Stamp.Etag(stamp));
        }
        finally
        {
            found.Reset();
        }
    }

    private static EntityJson JsonFor(Exchange exchange, string table) =>
        new(
            EntityJson.LevelOf(exchange.Target.Query["$format"], exchange.Header("Accept")),
            exchange.Target.Query["$select"],
            table,
            exchange.Target.Origin
        );

    private static Output Entity(EntityJson json, byte[] partitionKey, byte[] rowKey, long stamp, ReadOnlySpan<byte> body)
    {
        var output = new Output(body.Length + 512);
        json.WriteContext(output, single: true);
        json.WriteMembers(output, partitionKey, rowKey, stamp, body);
        output.Add((byte)'}');
        return output;
    }
}
