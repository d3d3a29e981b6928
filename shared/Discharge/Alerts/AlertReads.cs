using Azure.Data.Tables;
using IntegrationHub.CareRecord;
using IntegrationHub.Discharge.Cases;
using IntegrationHub.Storage;

namespace IntegrationHub.Discharge.Alerts;

/// <summary>Where an alert is on its way.</summary>
public enum AlertStage
{
    /// <summary>For somebody to take: on the queue, handed back, or left until its lease ran out.</summary>
    Waiting = 1,

    /// <summary>In somebody's hands, and not acknowledged yet.</summary>
    Held,

    /// <summary>Somebody has it for good.</summary>
    Acknowledged,
    Closed,

    /// <summary>A newer one made it needless before anybody took it.</summary>
    Superseded,
}

/// <summary>An alert of a case as it stands.</summary>
/// <param name="Hub">Id of the discharge hub it was raised for.</param>
/// <param name="Holder">ODS code of whose people hold it, or held it last; null where nobody ever did.</param>
public sealed record AlertStanding(string Id, string Kind, string Hub, DateTimeOffset RaisedAt, AlertStage Stage, string? Holder)
{
    /// <summary>While it is held.</summary>
    public DateTimeOffset? HeldUntil { get; init; }

    public DateTimeOffset? AcknowledgedAt { get; init; }

    public DateTimeOffset? EscalatedAt { get; init; }

    public AlertAction? ClosedBy { get; init; }

    /// <summary>Works it; for its holder alone.</summary>
    public string? LockToken { get; init; }

    public override string ToString() => $"AlertStanding {{ Id = {Id}, Stage = {Stage} }}";
}

/// <summary>How a case's alerts stand: what the case raised, and what table Alerts says of each. One range of keys a hub.</summary>
public sealed class AlertReads(Tables tables, TimeProvider time)
{
    /// <returns>The newest first.</returns>
    public async Task<IReadOnlyList<AlertStanding>> OfAsync(DischargeCase of, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(of);
        if (!HubResourceId.TryParse(of.Id, out var id))
            throw new InvalidDataException("A case's id names no record.");
        var rows = new Dictionary<(string Hub, string Alert), AlertRow>();
        foreach (var hub in of.Alerts.Select(alert => alert.Hub).Union(of.Hubs))
        {
            var prefix = AlertRow.KeyOf($"{id.Record}.");
            var filter = TableClient.CreateQueryFilter($"PartitionKey eq {hub} and RowKey ge {prefix} and RowKey lt {prefix + "~"}");
            await foreach (var row in tables.Alerts.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            {
                // The person's other stays have alerts under the same prefix.
                var alert = new AlertRow(row);
                if (alert.CaseId == of.Id || of.Alerts.Any(raised => raised.Id == alert.AlertId && raised.Hub == hub))
                    rows[(hub, alert.AlertId)] = alert;
            }
        }

        var now = time.GetUtcNow();
        var raised = of.Alerts.Select(alert => rows.Remove((alert.Hub, alert.Id), out var row) ? Of(row, now) : OnQueue(alert));
        // Warnings of clocks are the hub's own and not the case's: it knows them once somebody has taken them.
        return [.. raised.ToList().Concat(rows.Values.Select(row => Of(row, now))).OrderByDescending(alert => alert.RaisedAt)];
    }

    private static AlertStanding Of(AlertRow row, DateTimeOffset now)
    {
        var stage = row switch
        {
            { ClosedBy: not null } => AlertStage.Closed,
            { IsAcknowledged: true } => AlertStage.Acknowledged,
            _ when row.LockedUntil > now => AlertStage.Held,
            _ => AlertStage.Waiting,
        };
        return new AlertStanding(row.AlertId, row.Kind, row.Hub, row.RaisedAt, stage, row.Holder)
        {
            HeldUntil = stage is AlertStage.Held ? row.LockedUntil : null,
            AcknowledgedAt = row.AcknowledgedAt,
            EscalatedAt = row.EscalatedAt,
            ClosedBy = row.ClosedBy,
            LockToken = stage is AlertStage.Held or AlertStage.Acknowledged ? row.LockToken : null,
        };
    }

    /// <summary>Nobody took it by HTTP. Who takes it from the bare queue may tell of it by an event.</summary>
    private static AlertStanding OnQueue(RaisedAlert alert)
    {
        var stage =
            alert.AcknowledgedAt is not null ? AlertStage.Acknowledged
            : alert.SupersededBy is not null ? AlertStage.Superseded
            : AlertStage.Waiting;
        return new AlertStanding(alert.Id, alert.Kind, alert.Hub, alert.At, stage, Holder: null) { AcknowledgedAt = alert.AcknowledgedAt };
    }
}
