using System.Text.Json;
using System.Text.Json.Serialization;

namespace IntegrationHub.Identifiers;

/// <summary>A record id as a JSON string, in what the hub itself wrote.</summary>
internal sealed class RecordIdConverter : JsonConverter<RecordId>
{
    public override RecordId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        RecordId.TryParse(reader.GetString(), out var id) ? id : throw new JsonException("Not a record id.");

    public override void Write(Utf8JsonWriter writer, RecordId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);
}

/// <summary>An ODS code as a JSON string, in what the hub itself wrote.</summary>
internal sealed class OdsCodeConverter : JsonConverter<OdsCode>
{
    public override OdsCode Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        OdsCode.TryParse(reader.GetString(), out var code) ? code : throw new JsonException("Not an ODS code.");

    public override void Write(Utf8JsonWriter writer, OdsCode value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
