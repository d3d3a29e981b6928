using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using IntegrationHub.CareRecord;
using IntegrationHub.CareRecord.Reading;

namespace IntegrationHub.Functions.CareRecord;

/// <summary>Pure: versions of one resource as FHIR's history Bundle.</summary>
internal static class HistoryBundle
{
    internal static ReadOnlyMemory<byte> Write(string type, string id, IReadOnlyList<ResourceVersion> versions)
    {
        var buffer = new ArrayBufferWriter<byte>(1024 + versions.Sum(version => version.Body.Length + 512));
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("resourceType"u8, "Bundle"u8);
            json.WriteString("type"u8, "history"u8);
            json.WriteNumber("total"u8, versions.Count);
            json.WriteStartArray("entry"u8);
            foreach (var version in versions)
                WriteEntry(json, $"{type}/{id}", version);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static void WriteEntry(Utf8JsonWriter json, string address, ResourceVersion version)
    {
        json.WriteStartObject();
        json.WriteString("fullUrl"u8, address);
        if (!version.Deleted)
        {
            json.WritePropertyName("resource"u8);
            json.WriteRawValue(version.Body.Span, skipInputValidation: true);
        }

        json.WriteStartObject("request"u8);
        json.WriteString("method"u8, version.Deleted ? "DELETE"u8 : "PUT"u8);
        json.WriteString("url"u8, address);
        json.WriteEndObject();
        json.WriteStartObject("response"u8);
        json.WriteString("status"u8, version.Deleted ? "204"u8 : "200"u8);
        json.WriteString("etag"u8, string.Create(CultureInfo.InvariantCulture, $"W/\"{version.Version}\""));
        json.WriteString("lastModified"u8, RecordJson.Instant(version.ReceivedAt));
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
