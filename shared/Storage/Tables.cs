using Azure.Data.Tables;
using IntegrationHub.Identifiers;

namespace IntegrationHub.Storage;

/// <summary>The table clients of the hub, made once.</summary>
/// <param name="careRecord">Other than the usual name for the tables that a rebuild makes beside those that serve.</param>
/// <param name="unmatched">As <paramref name="careRecord"/>.</param>
/// <param name="cases">As <paramref name="careRecord"/>.</param>
/// <param name="referrals">As <paramref name="careRecord"/>.</param>
/// <param name="clocks">Likewise: no clock is to strike twice.</param>
/// <param name="sweeps">Likewise: what a rebuild cannot do is no news to operators.</param>
public sealed class Tables(
    TableServiceClient service,
    string careRecord = StoreNames.CareRecord,
    string unmatched = StoreNames.Unmatched,
    string cases = StoreNames.Cases,
    string referrals = StoreNames.Referrals,
    string clocks = StoreNames.Clocks,
    string sweeps = StoreNames.Sweeps
)
{
    public TableClient CareRecord { get; } = service.GetTableClient(careRecord);

    public TableClient Unmatched { get; } = service.GetTableClient(unmatched);

    public TableClient Cases { get; } = service.GetTableClient(cases);

    public TableClient Referrals { get; } = service.GetTableClient(referrals);

    public TableClient Alerts { get; } = service.GetTableClient(StoreNames.Alerts);

    public TableClient Audit { get; } = service.GetTableClient(StoreNames.Audit);

    public TableClient Sweeps { get; } = service.GetTableClient(sweeps);

    public TableClient Imports { get; } = service.GetTableClient(StoreNames.Imports);

    public TableClient BreakGlass { get; } = service.GetTableClient(StoreNames.BreakGlass);

    public TableClient Rebuilds { get; } = service.GetTableClient(StoreNames.Rebuilds);

    public TableClient Clocks { get; } = service.GetTableClient(clocks);

    public TableClient Subscriptions { get; } = service.GetTableClient(StoreNames.Subscriptions);

    public TableClient Deliveries { get; } = service.GetTableClient(StoreNames.Deliveries);

    /// <summary>The table that a record's partition lies in.</summary>
    public TableClient Of(RecordId record) => record.IsMatched ? CareRecord : Unmatched;
}
