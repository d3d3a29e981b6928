using System.Globalization;
using Onebox.Storage.Engine;
using Onebox.Storage.Http;

namespace Onebox.Storage.Tables;

/// <summary>
/// Entity group transactions: up to 100 changes in one partition, 4 MiB, each entity once, all or none.
/// https://learn.microsoft.com/rest/api/storageservices/performing-entity-group-transactions.
/// </summary>
internal sealed class TransactionOperation(StorageEngine engine, TimeProvider time)
{
    private const int LargestBody = 4 * 1024 * 1024;
    private const int MostChanges = 100;

    public async ValueTask<Answer> RunAsync(Exchange exchange)
    {
        Batch batch;
        using (var body = await exchange.ReadBodyAsync(LargestBody))
        {
            if (body.Exceeded)
                return TableFaults.RequestBodyTooLarge;
            if (Batch.Read(exchange.Header("Content-Type"), body.Written, exchange.Target.Origin) is not { } read)
                return TableFaults.InvalidInput;
            batch = read;
        }

        var fault = batch.Fault;
        EntityWrite? write = null;
        if (fault is null)
        {
            write = new EntityWrite(batch.Table, batch.Changes, isTransaction: true) { Cancellation = exchange.Cancellation };
            fault = await engine.Submit(write);
        }

        var answer = new TransactionAnswer(batch, exchange, time);
        return fault is null ? answer.Success(write!.Stamp) : answer.Failure(fault);
    }

    /// <summary>The changes of one changeset, or the fault of the first that breaks a rule.</summary>
    internal sealed class Batch
    {
        public List<EntityChange> Changes { get; } = [];
        public List<string?> ContentIds { get; } = [];
        public string Table { get; private set; } = "";
        public Fault? Fault { get; private set; }

        /// <summary>Null where the body is not a batch of one changeset.</summary>
        public static Batch? Read(string? contentType, ReadOnlyMemory<byte> body, string origin)
        {
            if (Multipart.Boundary(contentType) is not { } outer)
                return null;
            var parts = Multipart.Split(body, outer);
            if (parts.Count != 1 || Multipart.Boundary(parts[0].Header("Content-Type")) is not { } inner)
                return null;

            var batch = new Batch();
            var rows = new HashSet<string>(StringComparer.Ordinal);
            var requests = Multipart.Split(parts[0].Body, inner);
            if (requests.Count == 0)
                return null;
            for (var index = 0; index < requests.Count; index++)
            {
                if (BatchedRequest.Read(requests[index]) is not { } request)
                    return null;
                if (index == MostChanges)
                {
                    batch.Fault = TableFaults.BatchTooLong.At(MostChanges - 1);
                    return batch;
                }

                if (batch.Add(request, origin, rows) is not { } fault)
                    continue;
                batch.Fault = fault.At(index);
                return batch;
            }

            return batch;
        }

        private Fault? Add(BatchedRequest request, string origin, HashSet<string> rows)
        {
            var path = request.Path(origin);
            if (!EntityAddress.TryParse(path, out var address))
                return TableFaults.InvalidInput;
            var (change, fault) = (request.Method, address.NamesEntity) switch
            {
                ("POST", false) => ChangeReader.Insert(origin, address.Name, request.Header("Prefer"), request.Body),
                ("PUT", true) => ChangeReader.Change(address, ChangeKind.Replace, request.Header("If-Match"), request.Body),
                ("PATCH" or "MERGE", true) => ChangeReader.Change(address, ChangeKind.Merge, request.Header("If-Match"), request.Body),
                ("DELETE", true) => ChangeReader.Change(address, ChangeKind.Delete, request.Header("If-Match"), request.Body),
                ("GET", _) => (null, TableFaults.NotImplemented),
                _ => (null, TableFaults.MethodNotAllowed),
            };
            if (fault is not null)
                return fault;

            if (Changes.Count == 0)
                Table = address.Name;
            else if (
                !string.Equals(Table, address.Name, StringComparison.OrdinalIgnoreCase)
                || Changes[0].PartitionKey != change!.PartitionKey
            )
                return TableFaults.BatchOfSeveralPartitions;
            if (!rows.Add(change!.RowKey))
                return TableFaults.DuplicateRow;
            Changes.Add(change);
            ContentIds.Add(request.Header("Content-ID"));
            return null;
        }
    }
}
