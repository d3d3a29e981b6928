using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace IntegrationHub.Functions.Intake;

/// <summary>CloudEvents HTTP binding, binary mode (section 3.1): attributes are ce- headers, the body is the data.</summary>
internal static class BinaryCloudEvent
{
    private const string Prefix = "ce-";

    /// <param name="data">One JSON value, scanned already.</param>
    internal static byte[] ToStructured(IHeaderDictionary headers, ReadOnlySpan<byte> data)
    {
        var buffer = new ArrayBufferWriter<byte>(data.Length + 512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var (name, value) in headers.OrderBy(header => header.Key, StringComparer.OrdinalIgnoreCase))
            {
                if (!name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) || value.Count != 1)
                    continue;
                var attribute = name[Prefix.Length..].ToLowerInvariant();
                if (attribute is not ("data" or "data_base64" or "datacontenttype"))
                    json.WriteString(attribute, Uri.UnescapeDataString(value.ToString()));
            }

            json.WriteString("datacontenttype"u8, "application/json"u8);
            json.WritePropertyName("data"u8);
            json.WriteRawValue(data, skipInputValidation: true);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
