using IntegrationHub.Identifiers;

namespace IntegrationHub.Discharge.Alerts;

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
