using System.Buffers;
using System.Text.Json;
using IntegrationHub.Identifiers;

namespace IntegrationHub.CareRecord;

/// <summary>The least a FHIR Patient can say: for a record that nobody has sent a Patient to.</summary>
internal static class PatientJson
{
    internal static ReadOnlyMemory<byte> OfNumber(RecordId record, NhsNumber number)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("resourceType"u8, "Patient"u8);
            json.WriteString("id"u8, record.Value);
            json.WriteStartArray("identifier"u8);
            json.WriteStartObject();
            json.WriteString("system"u8, NhsNumber.System);
            json.WriteString("value"u8, number.Value);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
