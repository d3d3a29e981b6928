using Azure.Data.Tables;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Storage;

/// <summary>The table clients of the hub, made once.</summary>
public sealed class Tables(TableServiceClient service)
{
    public TableClient CareRecord { get; } = service.GetTableClient(StoreNames.CareRecord);

    public TableClient Unmatched { get; } = service.GetTableClient(StoreNames.Unmatched);

    public TableClient Alerts { get; } = service.GetTableClient(StoreNames.Alerts);

    public TableClient Audit { get; } = service.GetTableClient(StoreNames.Audit);

    public TableClient Sweeps { get; } = service.GetTableClient(StoreNames.Sweeps);

    public TableClient Imports { get; } = service.GetTableClient(StoreNames.Imports);

    public TableClient BreakGlass { get; } = service.GetTableClient(StoreNames.BreakGlass);

    /// <summary>The table that a record's partition lies in.</summary>
    public TableClient Of(RecordId record) => record.IsMatched ? CareRecord : Unmatched;
}
