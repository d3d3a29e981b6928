using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace IntegrationHub.CareRecord;

/// <summary>What the hub assigns to a resource.</summary>
/// <param name="LastUpdated">FHIR instant.</param>
public sealed record ResourceStamp(string Id, int Version, string LastUpdated);

/// <summary>
/// A resource as its sender wrote it, with the hub's id, versionId and lastUpdated in place of the sender's. Everything else is
/// copied token by token: numbers keep their digits, and unknown content stays.
/// </summary>
public static class OriginalResource
{
    public static ReadOnlyMemory<byte> Write(ReadOnlySpan<byte> original, ResourceStamp stamp)
    {
        ArgumentNullException.ThrowIfNull(stamp);
        var buffer = new ArrayBufferWriter<byte>(original.Length + 128);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true, Encoder = Encoder }))
            Copy(original, stamp, json);
        return buffer.WrittenMemory;
    }

    /// <summary>Answers are application/fhir+json, never inside HTML, so that text stays as its sender spelled it.</summary>
    private static readonly System.Text.Encodings.Web.JavaScriptEncoder Encoder = System
        .Text
        .Encodings
        .Web
        .JavaScriptEncoder
        .UnsafeRelaxedJsonEscaping;

    public static void Copy(ReadOnlySpan<byte> original, ResourceStamp stamp, Utf8JsonWriter json)
    {
        ArgumentNullException.ThrowIfNull(stamp);
        ArgumentNullException.ThrowIfNull(json);
        var reader = new Utf8JsonReader(original, new JsonReaderOptions { MaxDepth = 256 });
        var stamped = false;
        reader.Read();
        json.WriteStartObject();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var isId = reader.ValueTextEquals("id"u8) || reader.ValueTextEquals("_id"u8);
            var isMeta = reader.ValueTextEquals("meta"u8);
            var isType = reader.ValueTextEquals("resourceType"u8);
            if (isId)
            {
                reader.Read();
                reader.Skip();
                continue;
            }

            if (!isType && !stamped)
            {
                json.WriteString("id"u8, stamp.Id);
                stamped = true;
                if (!isMeta && !HasMeta(reader))
                {
                    json.WriteStartObject("meta"u8);
                    WriteMeta(json, stamp);
                    json.WriteEndObject();
                }
            }

            json.WritePropertyName(Name(ref reader));
            reader.Read();
            if (isMeta)
                CopyMeta(ref reader, stamp, json);
            else
                CopyValue(ref reader, json);
        }

        if (!stamped)
        {
            json.WriteString("id"u8, stamp.Id);
            json.WriteStartObject("meta"u8);
            WriteMeta(json, stamp);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>Looks ahead on a copy of the reader, which is a value.</summary>
    private static bool HasMeta(Utf8JsonReader reader)
    {
        do
        {
            if (reader.ValueTextEquals("meta"u8))
                return true;
            reader.Read();
            reader.Skip();
        } while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName);
        return false;
    }

    private static void CopyMeta(ref Utf8JsonReader reader, ResourceStamp stamp, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        WriteMeta(json, stamp);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var ours = reader.ValueTextEquals("versionId"u8) || reader.ValueTextEquals("lastUpdated"u8);
            var name = Name(ref reader);
            reader.Read();
            if (ours)
            {
                reader.Skip();
                continue;
            }

            json.WritePropertyName(name);
            CopyValue(ref reader, json);
        }

        json.WriteEndObject();
    }

    private static void WriteMeta(Utf8JsonWriter json, ResourceStamp stamp)
    {
        json.WriteString("versionId"u8, stamp.Version.ToString(CultureInfo.InvariantCulture));
        json.WriteString("lastUpdated"u8, stamp.LastUpdated);
    }

    private static string Name(ref Utf8JsonReader reader) => reader.GetString()!;

    private static void CopyValue(ref Utf8JsonReader reader, Utf8JsonWriter json)
    {
        var depth = 0;
        do
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    json.WriteStartObject();
                    depth++;
                    break;
                case JsonTokenType.StartArray:
                    json.WriteStartArray();
                    depth++;
                    break;
                case JsonTokenType.EndObject:
                    json.WriteEndObject();
                    depth--;
                    break;
                case JsonTokenType.EndArray:
                    json.WriteEndArray();
                    depth--;
                    break;
                case JsonTokenType.PropertyName:
                    json.WritePropertyName(Name(ref reader));
                    break;
                case JsonTokenType.String when reader.ValueIsEscaped:
                    json.WriteStringValue(reader.GetString());
                    break;
                case JsonTokenType.String:
                    json.WriteStringValue(reader.ValueSpan);
                    break;
                default:
                    json.WriteRawValue(reader.ValueSpan, skipInputValidation: true);
                    break;
            }
        } while (depth > 0 && reader.Read());
    }
}
