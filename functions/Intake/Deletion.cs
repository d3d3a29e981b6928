using System.Buffers;
using System.Text.Json;

namespace IntegrationHub.Functions.Intake;

/// <summary>
/// A DELETE as a message: a transaction of one deletion, which is stored, answered, worked in again and rebuilt like any other.
/// </summary>
internal static class Deletion
{
    /// <param name="address"><c>{type}/{id}</c>.</param>
    /// <param name="number">
    /// Makes it a message of its own: the same resource may be deleted, told again and deleted again. Null where an Idempotency-Key does.
    /// </param>
    internal static ReadOnlyMemory<byte> Of(string address, Guid? number)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("resourceType"u8, "Bundle"u8);
            if (number is { } own)
            {
                json.WriteStartObject("identifier"u8);
                json.WriteString("system"u8, "urn:ietf:rfc:3986"u8);
                json.WriteString("value"u8, $"urn:uuid:{own:D}");
                json.WriteEndObject();
            }

            json.WriteString("type"u8, "transaction"u8);
            json.WriteStartArray("entry"u8);
            json.WriteStartObject();
            json.WriteStartObject("request"u8);
            json.WriteString("method"u8, "DELETE"u8);
            json.WriteString("url"u8, address);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
