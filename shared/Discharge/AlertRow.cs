using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Azure.Messaging.ServiceBus;
using IntegrationHub.Identifiers;
using IntegrationHub.Storage;

namespace IntegrationHub.Discharge;

/// <summary>An alert in the table Alerts.</summary>
internal sealed class AlertRow
{
    private readonly TableEntity row;

    internal AlertRow(TableEntity row) => this.row = row;

    internal string AlertId => row.RowKey[2..];

    internal string RecordId => row.Text("Record");

    internal string? LockToken => row.GetString("LockToken");

    internal DateTimeOffset LockedUntil => row.GetDateTimeOffset("LockedUntil") ?? default;

    internal bool IsAcknowledged => row.GetDateTimeOffset("AcknowledgedAt") is not null;

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
        return new AlertRow(
            new TableEntity(hub, KeyOf(alert.Id))
            {
                ["Record"] = alert.Data.RecordId,
                ["Kind"] = alert.Data.Kind,
                ["Rule"] = alert.Data.Rule,
                ["RaisedAt"] = alert.Time,
                ["Body"] = message.Body.ToString(),
            }
        );
    }

    internal AlertRow Leased(DateTimeOffset until, string token) =>
        new(
            new TableEntity(row)
            {
                ["LockedUntil"] = until,
                ["LockToken"] = token,
                ["Claims"] = (row.GetInt32("Claims") ?? 0) + 1,
            }
        );

    internal TableEntity Acknowledged(DateTimeOffset at) => new(row) { ["AcknowledgedAt"] = at };

    internal TableEntity ToRow() => row;

    internal TableEntity ToSessionRow() =>
        new(row.PartitionKey, SessionKeyOf(RecordId)) { ["Alert"] = AlertId, ["LockedUntil"] = LockedUntil };

    internal ClaimedAlert ToClaim() =>
        new(AlertId, row.Text("Kind"), RecordId, row.GetDateTimeOffset("RaisedAt") ?? default, LockedUntil, LockToken!, row.Text("Rule"));
}

/// <summary>An alert's id: a record id, a dot, 16 characters of base32.</summary>
internal static class HubAlertId
{
    private const int Tail = 16;

    internal static bool IsMatch(string? text) =>
        text is not null
        && text.Length == RecordId.Length + 1 + Tail
        && text[RecordId.Length] == '.'
        && RecordId.TryParse(text[..RecordId.Length], out _)
        && Base32.IsBase32(text.AsSpan(RecordId.Length + 1));
}
