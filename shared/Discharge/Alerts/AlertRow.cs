using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Azure.Messaging.ServiceBus;
using IntegrationHub.Identifiers;
using IntegrationHub.Storage;

namespace IntegrationHub.Discharge.Alerts;

/// <summary>An alert in the table Alerts.</summary>
internal sealed class AlertRow
{
    private readonly TableEntity row;

    internal AlertRow(TableEntity row) => this.row = row;

    internal string Hub => row.PartitionKey;

    internal string AlertId => row.RowKey[2..];

    internal string RecordId => row.Text("Record");

    internal string? CaseId => row.GetString("Case");

    internal string Kind => row.Text("Kind");

    /// <summary>ODS code of whose people hold it, or held it last.</summary>
    internal string? Holder => row.GetString("Holder");

    internal string? LockToken => row.GetString("LockToken");

    internal DateTimeOffset LockedUntil => row.GetDateTimeOffset("LockedUntil") ?? default;

    internal DateTimeOffset RaisedAt => row.GetDateTimeOffset("RaisedAt") ?? default;

    internal DateTimeOffset? AcknowledgedAt => row.GetDateTimeOffset("AcknowledgedAt");

    internal DateTimeOffset? EscalatedAt => row.GetDateTimeOffset("EscalatedAt");

    internal bool IsAcknowledged => AcknowledgedAt is not null;

    /// <summary>What closed it; null while it is open.</summary>
    internal AlertAction? ClosedBy => row.Word<AlertAction>("ClosedBy");

    internal ETag ETag => row.ETag;

    internal static string KeyOf(string alertId) => $"a|{alertId}";

    internal static string SessionKeyOf(string recordId) => $"s|{recordId}";

    /// <summary>Null when the message is no alert of this hub's own making.</summary>
    internal static AlertRow? TryMake(string hub, ServiceBusReceivedMessage message)
    {
        DischargeAlertEvent? alert;
        try
        {
            alert = JsonSerializer.Deserialize(message.Body.ToMemory().Span, DischargeJson.Default.DischargeAlertEvent);
        }
        catch (JsonException)
        {
            return null;
        }

        if (alert?.Data is null || !HubAlertId.IsMatch(alert.Id) || !Identifiers.RecordId.TryParse(alert.Data.RecordId, out _))
            return null;
        var row = new TableEntity(hub, KeyOf(alert.Id))
        {
            ["Record"] = alert.Data.RecordId,
            ["Kind"] = alert.Data.Kind,
            ["Rule"] = alert.Data.Rule,
            ["RaisedAt"] = alert.Time,
            ["Body"] = message.Body.ToString(),
        };
        if (alert.Data.CaseId is { } caseId)
            row["Case"] = caseId;
        return new AlertRow(row);
    }

    internal AlertRow Leased(DateTimeOffset until, string token, OdsCode holder) =>
        With(changed =>
        {
            changed["Holder"] = holder.Value;
            changed["LockedUntil"] = until;
            changed["LockToken"] = token;
            changed["Claims"] = (row.GetInt32("Claims") ?? 0) + 1;
        });

    internal AlertRow After(AlertAction action, DateTimeOffset at) =>
        With(changed =>
        {
            if (action is AlertAction.HandBack)
            {
                changed["LockedUntil"] = at;
                return;
            }

            if (action is AlertAction.Escalate)
            {
                changed["EscalatedAt"] = at;
                return;
            }

            changed["AcknowledgedAt"] = row.GetDateTimeOffset("AcknowledgedAt") ?? at;
            if (action is not AlertAction.Acknowledge)
                changed["ClosedBy"] = action.ToString();
        });

    internal TableEntity ToRow() => row;

    internal TableEntity ToSessionRow() =>
        new(row.PartitionKey, SessionKeyOf(RecordId)) { ["Alert"] = AlertId, ["LockedUntil"] = LockedUntil };

    internal ClaimedAlert ToClaim() => new(AlertId, Kind, RecordId, CaseId, RaisedAt, LockedUntil, LockToken!, row.Text("Rule"));

    private AlertRow With(Action<TableEntity> change)
    {
        var changed = new TableEntity(row) { ETag = row.ETag };
        change(changed);
        return new AlertRow(changed);
    }
}
